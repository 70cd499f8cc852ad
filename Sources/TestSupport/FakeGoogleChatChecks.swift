import ChatPlatforms

/// What Google Chat refuses in a message, and what it would take and show wrongly.
enum FakeGoogleChatChecks {
    struct Posted {
        var requestID: String
        var text: String
        var card: String
        var threadKey: String?
        var threadName: String?
    }

    static func message(_ request: RecordedRequest, _ fields: [String: String]) throws(FakeComplaint) -> Posted {
        for name in fields.keys where !["key", "token", "messageReplyOption", "requestId", "messageId"].contains(name) {
            throw FakeComplaint("Unknown name \"\(name)\": Cannot bind query parameter")
        }
        if let option = fields["messageReplyOption"], !["REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD", "REPLY_MESSAGE_OR_FAIL"].contains(option) {
            throw FakeComplaint("messageReplyOption \(option)")
        }
        guard let id = fields["requestId"], id.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil else {
            throw FakeComplaint("a requestId that is no UUID")
        }
        guard request.header("content-type")?.lowercased() == "application/json; charset=utf-8" else { throw FakeComplaint("another content type") }
        // Measured as sent, which is never less than what is in it.
        guard request.body.count <= 32_000 else { throw FakeComplaint("\(request.body.count) bytes are more than 32,000") }
        guard let body = try? JSONValue(reading: request.body), body.object != nil else { throw FakeComplaint("Invalid JSON payload received") }
        try known(body, ["text", "thread", "cardsV2"])
        guard let text = body["text"]?.string, !text.isEmpty else { throw FakeComplaint("Message cannot be empty") }
        try plain(text)
        let thread = body["thread"] ?? .object([:])
        try known(thread, ["name", "threadKey"])
        let card = try card(body["cardsV2"])
        return Posted(requestID: id, text: text, card: card, threadKey: thread["threadKey"]?.string, threadName: thread["name"]?.string)
    }

    private static func known(_ value: JSONValue, _ names: Set<String>) throws(FakeComplaint) {
        guard let members = value.object else { throw FakeComplaint("no object") }
        for name in members.keys where !names.contains(name) { throw FakeComplaint("Unknown name \"\(name)\": Cannot find field") }
    }

    /// No mention but of one person, and no link with a label of its own.
    private static func plain(_ text: String) throws(FakeComplaint) {
        let rest = text.replacing(/<users\/\d+>/, with: "")
        guard rest.firstMatch(of: /<(users\/|https?:)/) == nil else { throw FakeComplaint("a mention or link out of somebody's text") }
    }

    private static func card(_ cards: JSONValue?) throws(FakeComplaint) -> String {
        guard let cards else { return "" }
        guard let list = cards.array, list.count == 1, list[0]["cardId"]?.string?.isEmpty == false, let card = list[0]["card"] else {
            throw FakeComplaint("cardsV2 is no list of one card with an id")
        }
        try known(list[0], ["cardId", "card"])
        try known(card, ["header", "sections"])
        guard let sections = card["sections"]?.array, (1...100).contains(sections.count) else { throw FakeComplaint("a card without sections") }
        var texts: [String] = []
        for section in sections {
            try known(section, ["header", "widgets"])
            guard let widgets = section["widgets"]?.array, !widgets.isEmpty else { throw FakeComplaint("a section without widgets") }
            for widget in widgets {
                try known(widget, ["textParagraph"])
                guard let text = widget["textParagraph"]?["text"]?.string, !text.isEmpty else { throw FakeComplaint("a widget without text") }
                texts.append(try shown(text))
            }
        }
        return texts.joined(separator: "\n")
    }

    /// Simple HTML as people see it.
    private static func shown(_ html: String) throws(FakeComplaint) -> String {
        let text = html.replacing("<br>", with: "\n")
        guard !text.contains("<"), !text.contains(">"), text.replacing(/&(amp|lt|gt);/, with: "").firstIndex(of: "&") == nil else {
            throw FakeComplaint("card text that is not escaped")
        }
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}
