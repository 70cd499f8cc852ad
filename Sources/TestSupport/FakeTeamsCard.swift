import ChatPlatforms

/// Holds a request to the rules that the workflow and Teams have for cards, and to what they would show wrongly.
enum FakeTeamsCard {
    private static let invisible: Set<Unicode.Scalar> = ["\u{200B}", "\u{200A}"]

    static func check(_ request: RecordedRequest) throws(FakeComplaint) -> (text: String, mentioned: [String]) {
        guard request.header("content-type") == "application/json; charset=utf-8" else { throw FakeComplaint("no charset: emoji would break") }
        // Teams makes about a fifth more of a request before it measures.
        guard request.body.count * 6 / 5 <= 28_672 else { throw FakeComplaint("\(request.body.count) bytes are more than 28 kB once expanded") }
        guard let body = try? JSONValue(reading: request.body), body["type"] == "message", let attachments = body["attachments"]?.array,
            attachments.count == 1, names(body) == ["type", "attachments"]
        else { throw FakeComplaint("not the form of the template: nothing would be posted") }
        guard names(attachments[0]) == ["contentType", "contentUrl", "content"], attachments[0]["contentUrl"] == .null,
            attachments[0]["contentType"] == "application/vnd.microsoft.card.adaptive", let card = attachments[0]["content"]
        else { throw FakeComplaint("not an attachment with an Adaptive Card") }
        return try check(card: card)
    }

    private static func check(card: JSONValue) throws(FakeComplaint) -> (text: String, mentioned: [String]) {
        guard card["type"] == "AdaptiveCard" else { throw FakeComplaint("Property 'type' must be 'AdaptiveCard'") }
        guard let version = card["version"]?.string, ["1.0", "1.1", "1.2", "1.3", "1.4"].contains(version) else {
            throw FakeComplaint("a version that Teams cannot display")
        }
        guard names(card).isSubset(of: ["$schema", "type", "version", "body", "actions", "fallbackText", "msteams"]),
            let blocks = card["body"]?.array,
            !blocks.isEmpty
        else { throw FakeComplaint("a card with unknown fields, or without a body") }
        var texts: [String] = []
        for block in blocks { texts.append(try check(block: block)) }
        let mentioned = try check(mentions: card["msteams"], in: texts)
        let shown = texts.joined(separator: "\n").unicodeScalars.filter { !invisible.contains($0) }
        return (String(String.UnicodeScalarView(shown)), mentioned)
    }

    private static func check(block: JSONValue) throws(FakeComplaint) -> String {
        guard block["type"] == "TextBlock", let text = block["text"]?.string, !text.isEmpty, block["wrap"] == true else {
            throw FakeComplaint("a block that is no wrapped text")
        }
        guard names(block).isSubset(of: ["type", "text", "wrap", "weight", "size"]),
            [nil, "Lighter", "Default", "Bolder"].contains(block["weight"]?.string),
            [nil, "Default", "Small", "Medium", "Large", "ExtraLarge"].contains(block["size"]?.string)
        else { throw FakeComplaint("a text block with unknown fields or values") }
        let lines = text.replacing("\n\n", with: "")
        guard !lines.contains("\n") else { throw FakeComplaint("a line break that a text block does not show") }
        guard text.firstMatch(of: /\]\(/) == nil else { throw FakeComplaint("a link out of somebody's text") }
        return text
    }

    /// Each `<at>` has its entity, and each entity its `<at>`.
    private static func check(mentions: JSONValue?, in texts: [String]) throws(FakeComplaint) -> [String] {
        var rest = texts.joined(separator: "\n")
        var ids: [String] = []
        for entity in mentions?["entities"]?.array ?? [] {
            guard entity["type"] == "mention", let text = entity["text"]?.string, rest.contains(text), let id = entity["mentioned"]?["id"]?.string,
                let name = entity["mentioned"]?["name"]?.string, text == "<at>\(name)</at>"
            else { throw FakeComplaint("a mention without its text") }
            rest = rest.replacing(text, with: "")
            ids.append(id)
        }
        guard rest.lowercased().firstMatch(of: /<\/?at/) == nil else { throw FakeComplaint("a mention without its entity") }
        return ids
    }

    private static func names(_ value: JSONValue) -> Set<String> { Set((value.object ?? [:]).keys) }
}
