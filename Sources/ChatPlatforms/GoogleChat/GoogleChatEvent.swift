import Model

private let json = "application/json; charset=utf-8"

/// Direct messages cannot be answered by a space's webhook, so what is said in one is turned away at once, and not recorded behind people's backs.
private let onlyInTheSpace = "I read messages in your team's space only. Please mention me there."

/// What one of a Chat app's events holds. The answer is a message too; an empty object says nothing.
func googleChatContent(of webhook: RawWebhook) throws(WebhookRefusal) -> WebhookContent {
    guard let body = try? JSONValue(reading: webhook.body), let type = body["type"]?.string else { throw .malformed }
    let nothing = JSONValue.object([:]).encoded
    switch type {
    case "MESSAGE", "ADDED_TO_SPACE", "APP_COMMAND":
        guard let message = body["message"], message.object != nil else {
            // Added without a word; only a message has to be one.
            guard type != "MESSAGE" else { throw .malformed }
            return .answer(contentType: json, body: nothing)
        }
        guard let event = try GoogleChatMessage(message, in: body, account: webhook.account).event else {
            return .answer(contentType: json, body: nothing)
        }
        guard !event.isDirect else { return .answer(contentType: json, body: (["text": .string(onlyInTheSpace)] as JSONValue).encoded) }
        return .answered([event], contentType: json, body: nothing)
    default:
        return .answer(contentType: json, body: nothing)
    }
}

/// A message of a person, as an event tells it.
private struct GoogleChatMessage {
    private let message: JSONValue
    private let body: JSONValue
    private let account: AccountID

    init(_ message: JSONValue, in body: JSONValue, account: AccountID) {
        self.message = message
        self.body = body
        self.account = account
    }

    /// Nil for what a bot wrote.
    var event: IncomingEvent? {
        get throws(WebhookRefusal) {
            let sender = message["sender"] ?? body["user"]
            guard sender?["type"]?.string != "BOT" else { return nil }
            let space = message["space"] ?? body["space"]
            guard let name = message["name"]?.string, !name.isEmpty, let user = sender?["name"]?.string, !user.isEmpty,
                let place = space?["name"]?.string ?? Self.space(of: name), place.hasPrefix("spaces/"), place.utf8.count > 7, let sentAt
            else { throw .malformed }
            return IncomingEvent(
                account: account, eventID: name, conversation: String(place.dropFirst(7)), messageID: name,
                thread: message["thread"]?["name"]?.string,
                senderID: user, senderName: sender?["displayName"]?.string, text: text, markup: .slack, sentAt: sentAt,
                isDirect: Self.isDirect(space),
                mentionsUs: true, isCommand: message["slashCommand"]?.isPresent ?? false)
        }
    }

    /// `spaces/S` of `spaces/S/messages/M`.
    private static func space(of name: String) -> String? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "spaces" ? "spaces/\(parts[1])" : nil
    }

    /// The word for it has changed; all of them are known.
    private static func isDirect(_ space: JSONValue?) -> Bool {
        ["DM", "DIRECT_MESSAGE"].contains(space?["type"]?.string) || space?["spaceType"]?.string == "DIRECT_MESSAGE"
            || space?["singleUserBotDm"] == true
    }

    private var sentAt: Instant? {
        [message["createTime"], body["eventTime"]].lazy.compactMap { $0?.string }.compactMap { Instant($0) }.first
    }

    /// Without the mention that brought it here, in Slack's markup, whose strokes are the same. Plain text holds `&` and `<` as they are, so these are
    /// escaped; where only the formatted text tells what was struck out, it is taken.
    private var text: String {
        let plain = message["argumentText"]?.string ?? message["text"]?.string ?? ""
        let formatted = message["formattedText"]?.string ?? ""
        let isStruck = formatted.utf8.contains(UInt8(ascii: "~")) && !plain.utf8.contains(UInt8(ascii: "~"))
        return Escaping.slack(isStruck ? Self.withoutMention(formatted) : plain).trimmed
    }

    private static func withoutMention(_ text: String) -> String {
        guard let start = text.firstRange(of: "<users/"), let end = text[start.upperBound...].firstIndex(of: ">") else { return text }
        return String(text[..<start.lowerBound] + text[text.index(after: end)...])
    }
}
