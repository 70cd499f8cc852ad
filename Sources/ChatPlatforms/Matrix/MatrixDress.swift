import Model

/// A message as the content of an `m.room.message` (or `m.reaction`): plain text and HTML beside it.
struct MatrixDress {
    /// An event has 65,536 bytes at most, signatures included. An edit holds the text three times, in JSON, so each time stays well below a third.
    static let limit = TextLimit(14_000, .bytes)
    private static let titleLimit = TextLimit(500, .bytes)

    private let message: OutgoingMessage
    private let title: String?
    private let paragraphs: [String]
    let isWhole: Bool

    init(_ message: OutgoingMessage) {
        self.message = message
        title = message.text.title.map { Self.titleLimit.cut(Self.printable($0).trimmed, dressed: Self.measured) }.flatMap { $0.isEmpty ? nil : $0 }
        let texts = message.text.paragraphs.map(Self.printable).filter { !$0.trimmed.isEmpty }
        let whole = texts.joined(separator: "\n\n")
        isWhole = Self.limit.holds(whole, dressed: Self.measured)
        let joined = Self.limit.cut(whole, dressed: Self.measured)
        paragraphs = joined.split(separator: /\n\n+/).map(String.init)
    }

    var isEmpty: Bool { title == nil && paragraphs.isEmpty }

    var content: JSONValue {
        if let target = message.reactsTo { return ["m.relates_to": ["rel_type": "m.annotation", "event_id": .string(target), "key": "✅"]] }
        guard let edits = message.edits else {
            var content = text(calls: true)
            if let relation { content["m.relates_to"] = relation }
            return .object(content)
        }
        return [
            "msgtype": "m.notice", "body": .string("* " + body(calls: false)), "m.mentions": [:], "m.new_content": .object(text(calls: false)),
            "m.relates_to": ["rel_type": "m.replace", "event_id": .string(edits)],
        ]
    }

    /// Other bots leave notices alone. Without `m.mentions` old clients would look for names in the text.
    private func text(calls: Bool) -> [String: JSONValue] {
        [
            "msgtype": "m.notice", "body": .string(body(calls: calls)), "format": "org.matrix.custom.html",
            "formatted_body": .string(html(calls: calls)),
            "m.mentions": calls && !users.isEmpty ? ["user_ids": .array(users.map(JSONValue.string))] : [:],
        ]
    }

    private var relation: JSONValue? {
        guard let thread = message.thread.map({ MatrixThread($0) }) else { return nil }
        let reply: JSONValue = ["event_id": .string(thread.event)]
        if thread.isReply { return ["m.in_reply_to": reply] }
        return ["rel_type": "m.thread", "event_id": .string(thread.event), "is_falling_back": true, "m.in_reply_to": reply]
    }

    /// User ids that are called, a hundred at most.
    private var users: [String] { message.mentions.filter(Self.isUserID).prefix(100).map(\.self) }

    private func body(calls: Bool) -> String {
        let names = calls && !users.isEmpty ? [users.joined(separator: " ")] : []
        return (names + (title.map { [$0] } ?? []) + paragraphs).joined(separator: "\n\n")
    }

    private func html(calls: Bool) -> String {
        let links = users.map { user in
            "<a href=\"https://matrix.to/#/\(Escaping.html(user))\">\(Escaping.html(String(user.prefix { $0 != ":" })))</a>"
        }
        let names = calls && !links.isEmpty ? "<p>\(links.joined(separator: " "))</p>" : ""
        let head = title.map { "<h4>\(Escaping.html($0))</h4>" } ?? ""
        return names + head + paragraphs.map { "<p>\(Escaping.html($0).replacing("\n", with: "<br>"))</p>" }.joined()
    }

    /// `@localpart:server`.
    static func isUserID(_ text: String) -> Bool {
        let parts = text.dropFirst().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return text.hasPrefix("@") && parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 255
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
    }

    /// As long as the text is in HTML, or in JSON where that is longer.
    private static func measured(_ text: String) -> String { Escaping.html(text).replacing("\\", with: "\\\\").replacing("\n", with: "<br>") }

    /// Without control characters, which JSON writes six times as long and nobody sees.
    private static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" || $0 == "\t" }))
    }
}

extension Escaping {
    /// The four characters of HTML's text and attributes.
    static func html(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
