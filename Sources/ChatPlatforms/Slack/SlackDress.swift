import Model

/// A message in Slack's blocks, with the plain text that notifications show.
struct SlackDress {
    /// Beyond this a text is cut; Slack splits a little above it.
    static let textLimit = TextLimit(4_000, .utf16)
    static let headerLimit = TextLimit(150, .utf16)
    static let sectionLimit = TextLimit(3_000, .utf16)
    /// Slack refuses messages whose blocks are too long together and does not say from where; this is well below.
    static let blocksLimit = TextLimit(12_000, .utf16)
    static let blockCount = 50

    private let message: OutgoingMessage
    private let text: OutgoingText

    init(_ message: OutgoingMessage) {
        self.message = message
        text = message.text.shown
    }

    var isEmpty: Bool { text.isEmpty }

    var isWhole: Bool { Self.blocksLimit.holds(text.paragraphs, dressed: Escaping.slack) }

    var webhookBody: JSONValue {
        .members([
            "text": .string(fallback), "blocks": .array(blocks), "thread_ts": message.thread.map(JSONValue.string),
            "unfurl_links": false, "unfurl_media": false,
        ])
    }

    /// For `chat.postMessage`, or `chat.update` where it replaces one.
    var apiBody: JSONValue {
        let metadata: JSONValue = ["event_type": "outcomed_message", "event_payload": ["id": .string(message.id.description)]]
        let isPost = message.edits == nil
        return .members([
            "channel": .string(message.conversation), "text": .string(fallback), "blocks": .array(blocks), "metadata": metadata,
            "ts": message.edits.map(JSONValue.string), "thread_ts": isPost ? message.thread.map(JSONValue.string) : nil,
            "unfurl_links": isPost ? false : nil, "unfurl_media": isPost ? false : nil,
        ])
    }

    var fallback: String {
        let head = mentionLines.first.map { $0 + " " } ?? ""
        let rest = TextLimit(Self.textLimit.count - Self.textLimit.measure(head), .utf16)
        return head + Escaping.slack(rest.cut(text.plain, dressed: Escaping.slack))
    }

    /// The first block carries our id, by which a read-back knows the message again.
    var blocks: [JSONValue] {
        var blocks: [[String: JSONValue]] = []
        if let title = text.title {
            let header: JSONValue = ["type": "plain_text", "text": .string(Self.headerLimit.cut(title)), "emoji": false]
            blocks.append(["type": "header", "text": header])
        }
        blocks += sections.map { ["type": "section", "text": ["type": "mrkdwn", "text": .string($0), "verbatim": true]] }
        if !blocks.isEmpty { blocks[0]["block_id"] = .string(Self.blockID(message.id)) }
        return blocks.map(JSONValue.object)
    }

    static func blockID(_ id: UniqueID) -> String { "outcomed-\(id)" }

    /// Escaped texts, one a paragraph where there is room for so many.
    private var sections: [String] {
        let limited = Self.blocksLimit.limited(text.paragraphs, dressed: Escaping.slack)
        var sections = limited.flatMap { Self.sectionLimit.pieces($0, dressed: Escaping.slack) }.map(Escaping.slack)
        var lines = mentionLines
        if lines.count == 1, let first = sections.first, Self.sectionLimit.measure(lines[0] + " " + first) <= Self.sectionLimit.count {
            sections[0] = lines.removeFirst() + " " + first
        }
        sections = lines + sections
        return sections.count < Self.blockCount ? sections : Self.packed(sections)
    }

    /// As many texts as fit together in each section.
    private static func packed(_ texts: [String]) -> [String] {
        var sections: [String] = []
        for text in texts {
            if let last = sections.last, sectionLimit.measure(last + "\n\n" + text) <= sectionLimit.count {
                sections[sections.count - 1] = last + "\n\n" + text
            } else {
                sections.append(text)
            }
        }
        return sections
    }

    /// Mentions, a hundred to a line so that a line fits a section, and at most four lines.
    private var mentionLines: [String] {
        let mentions = message.mentions.prefix(400).map { isSlackID($0) ? "<@\($0)>" : Escaping.slack("@" + $0.prefix(12)) }
        return stride(from: 0, to: mentions.count, by: 100).map { mentions[$0..<min($0 + 100, mentions.count)].joined(separator: " ") }
    }
}
