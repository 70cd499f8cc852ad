import Model

/// What stands under a person's message at once, in any language: the words come as a message of their own.
let teamsReceipt = "📝"

/// The message in an outgoing webhook's activity. Other activities are let pass.
func teamsContent(of webhook: RawWebhook) throws(WebhookRefusal) -> WebhookContent {
    guard let body = try? JSONValue(reading: webhook.body), let type = body["type"]?.string else { throw .malformed }
    guard type == "message" else { return .events([]) }
    let event = try TeamsActivity(body, account: webhook.account).event
    let answer: JSONValue = ["type": "message", "text": .string(teamsReceipt)]
    return .answered([event], contentType: "application/json; charset=utf-8", body: answer.encoded)
}

/// An activity of the Bot Framework, as far as an outgoing webhook fills it. It comes only for a mention, and never for an edit.
private struct TeamsActivity {
    private let body: JSONValue
    private let account: AccountID
    private let id: String
    private let place: String

    init(_ body: JSONValue, account: AccountID) throws(WebhookRefusal) {
        guard let id = body["id"]?.string, !id.isEmpty, let place = body["conversation"]?["id"]?.string, !place.isEmpty else { throw .malformed }
        self.body = body
        self.account = account
        self.id = id
        self.place = place
    }

    var event: IncomingEvent {
        get throws(WebhookRefusal) {
            guard let sender, let sentAt else { throw .malformed }
            return IncomingEvent(
                account: account, eventID: id, conversation: conversation, messageID: id, thread: root == id ? nil : root, senderID: sender,
                senderName: body["from"]?["name"]?.string, text: text, markup: .teams, sentAt: sentAt, mentionsUs: true)
        }
    }

    private var conversation: String {
        let channel = body["channelData"]?["teamsChannelId"]?.string ?? body["channelData"]?["channel"]?["id"]?.string
        return channel ?? String(place.prefix { $0 != ";" })
    }

    /// The id of the message at the head of the thread stands behind the conversation's.
    private var root: String? {
        place.split(separator: ";").lazy.compactMap { $0.hasPrefix("messageid=") ? String($0.dropFirst(10)) : nil }.first { !$0.isEmpty }
    }

    /// The object id of Entra, which is the same everywhere, before the id that holds for one bot.
    private var sender: String? { [body["from"]?["aadObjectId"], body["from"]?["id"]].lazy.compactMap { $0?.string }.first { !$0.isEmpty } }

    /// Where the activity does not tell, ids are milliseconds.
    private var sentAt: Instant? {
        if let time = body["timestamp"]?.string.flatMap({ Instant($0) }) { return time }
        guard id.utf8.count == 13, id.utf8.allSatisfy(isDigit) else { return nil }
        return Int64(id).map { Instant(milliseconds: $0) }
    }

    /// As it came, without the mention that brought it here. Only the HTML knows what was struck out, so it is taken where something was.
    private var text: String {
        if let html, ["<s>", "<s ", "<del", "<strike"].contains(where: html.lowercased().contains) {
            return without(html, from: "<span itemscope", through: "</span>")
        }
        return without(body["text"]?.string ?? "", from: "<at", through: "</at>")
    }

    private var html: String? {
        body["attachments"]?.array?.first { $0["contentType"]?.string == "text/html" }?["content"]?.string
    }

    private func without(_ text: String, from opening: String, through closing: String) -> String {
        guard let start = text.firstRange(of: opening), let end = text[start.upperBound...].firstRange(of: closing) else { return text }
        return String(text[..<start.lowerBound] + text[end.upperBound...])
    }
}
