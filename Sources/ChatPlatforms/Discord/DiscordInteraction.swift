import Model

/// What an interaction holds: the question whether we are there, a slash command, or something that nobody of ours can have sent.
func discordContent(of webhook: RawWebhook) throws(WebhookRefusal) -> WebhookContent {
    guard let body = try? JSONValue(reading: webhook.body), let type = body["type"]?.integer else { throw .malformed }
    switch type {
    case 1: return .answer(contentType: "application/json", body: JSONValue.object(["type": .integer(1)]).encoded)
    case 2:
        let event = try discordCommand(body, account: webhook.account)
        return .answered([event], contentType: "application/json", body: discordAnswer(commandReceipt))
    case 3, 5: return .answer(contentType: "application/json", body: discordAnswer("I only read words."))
    // While somebody still types: nothing to propose.
    case 4:
        let nothing: JSONValue = ["type": .integer(8), "data": ["choices": []]]
        return .answer(contentType: "application/json", body: nothing.encoded)
    default: return .events([])
    }
}

/// Shown to the sender alone.
private func discordAnswer(_ text: String) -> [UInt8] {
    let answer: JSONValue = [
        "type": .integer(4), "data": ["content": .string(text), "flags": .integer(64), "allowed_mentions": ["parse": []]],
    ]
    return answer.encoded
}

/// What was said by a slash command, of which no message remains; alone it asks for help. In a thread it counts for the message that the thread hangs on, whose id is the thread's.
private func discordCommand(_ body: JSONValue, account: AccountID) throws(WebhookRefusal) -> IncomingEvent {
    let user = body["member"]?["user"] ?? body["user"]
    guard let id = body["id"]?.string.flatMap({ DiscordSnowflake($0) }), let channel = body["channel_id"]?.string, !channel.isEmpty,
        let userID = user?["id"]?.string, !userID.isEmpty
    else { throw .malformed }
    let name = body["member"]?["nick"]?.string ?? user?["global_name"]?.string ?? user?["username"]?.string
    let kind = body["channel"]?["type"]?.integer
    let isThread = kind.map { (10...12).contains($0) } ?? false
    let parent = isThread ? body["channel"]?["parent_id"]?.string : nil
    let options = body["data"]?["options"]?.array ?? []
    let words = options.compactMap { $0["value"]?.string } + options.flatMap { $0["options"]?.array ?? [] }.compactMap { $0["value"]?.string }
    let said = words.joined(separator: "\n").trimmed
    return IncomingEvent(
        account: account, eventID: "interaction-\(id)", conversation: parent ?? channel, messageID: "interaction-\(id)",
        thread: parent == nil ? nil : channel, senderID: userID, senderName: name, text: said.isEmpty ? "help" : said, markup: .discord,
        sentAt: id.instant, isDirect: body["guild_id"].map { !$0.isPresent } ?? true, mentionsUs: true, isCommand: true)
}
