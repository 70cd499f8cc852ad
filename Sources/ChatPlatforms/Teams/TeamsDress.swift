import Foundation
import Model

/// A message as an Adaptive Card of version 1.4 with elements of 1.2, in the envelope that the workflow's template takes.
///
/// Whatever the workflow does not like it drops without a word, so that the card must be right before it leaves.
struct TeamsDress {
    /// Teams takes 28 kB, measured after it has made its own form of the card; requests of up to 20 kB pass.
    static let requestLimit = TextLimit(20_000, .bytes)
    static let textLimit = TextLimit(12_000, .bytes)
    static let titleLimit = TextLimit(200, .scalars)
    static let fallbackLimit = TextLimit(1_000, .bytes)
    static let blockCount = 40
    static let mentionCount = 20

    private let message: OutgoingMessage
    private let text: OutgoingText

    init(_ message: OutgoingMessage) {
        self.message = message
        text = message.text.shown
    }

    var isEmpty: Bool { text.isEmpty }

    var isWhole: Bool { Self.textLimit.holds(text.paragraphs, dressed: Self.measured) }

    var body: JSONValue {
        let attachment: JSONValue = ["contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": .null, "content": card]
        return ["type": "message", "attachments": [attachment]]
    }

    private var card: JSONValue {
        let mentions = people
        var teams: [String: JSONValue] = ["width": "Full"]
        if !mentions.isEmpty { teams["entities"] = .array(mentions.map(\.entity)) }
        return [
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
            "fallbackText": .string(fallback),
            "body": .array(blocks(calling: mentions)), "msteams": .object(teams),
        ]
    }

    /// For a client that cannot show the card.
    private var fallback: String {
        Self.fallbackLimit.cut(text.plain, dressed: Disarming.inJSON)
    }

    private func blocks(calling mentions: [TeamsMention]) -> [JSONValue] {
        var blocks: [JSONValue] = []
        if let title = text.title {
            let words = JSONValue.string(teamsPlain(Self.titleLimit.cut(title)))
            blocks.append(["type": "TextBlock", "text": words, "weight": "Bolder", "size": "Medium", "wrap": true])
        }
        let line = mentions.map(\.text).joined(separator: " ")
        return blocks + ((line.isEmpty ? [] : [line]) + texts).map { ["type": "TextBlock", "text": .string($0), "wrap": true] }
    }

    /// Plain in the card's markup, one a paragraph where there is room for so many.
    private var texts: [String] {
        let limited = Self.textLimit.limited(text.paragraphs, dressed: Self.measured)
        let size = (limited.count + Self.blockCount - 1) / Self.blockCount
        guard size > 1 else { return limited.map(teamsPlain) }
        return stride(from: 0, to: limited.count, by: size).map { start in
            limited[start..<min(start + size, limited.count)].map(teamsPlain).joined(separator: "\n\n")
        }
    }

    private static func measured(_ text: String) -> String { Disarming.inJSON(teamsPlain(text)) }

    private var people: [TeamsMention] {
        message.mentions.prefix(Self.mentionCount).compactMap { TeamsMention(id: $0, name: message.names[$0]) }
    }
}

/// Somebody called by name: the text in the card and the entity that gives it its meaning must be the same.
struct TeamsMention {
    private static let nameLimit = TextLimit(80, .scalars)

    let id: String
    let name: String

    /// - Parameter name: what people call them; their id where nobody knows.
    ///
    /// Nil for what is neither a sign-in name nor an object id of Entra.
    init?(id: String, name: String?) {
        guard (3...120).contains(id.utf8.count),
            id.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") })
        else { return nil }
        self.id = id
        // The text and its entity must be the same to the letter, so nothing that has a meaning in either is left in the name.
        let plain = (name ?? "").unicodeScalars.filter { !"<>*_[]()#`\\".unicodeScalars.contains($0) && !CharacterSet.newlines.contains($0) }
        let shown = Self.nameLimit.cut(String(String.UnicodeScalarView(plain))).trimmed
        self.name = shown.isEmpty ? id : shown
    }

    var text: String { "<at>\(name)</at>" }

    var entity: JSONValue {
        ["type": "mention", "text": .string(text), "mentioned": ["id": .string(id), "name": .string(name)]]
    }
}

/// People's text without meaning in a TextBlock's Markdown, and its line breaks as the blank lines that a TextBlock needs for them.
///
/// Backslashes are not shown right by every client. Spaces that nobody sees work on all: an asterisk between hair spaces and an underscore
/// between invisible ones emphasise nothing, and a parted `](`, `<at` or `1.` is no link, mention or list.
func teamsPlain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    var isLineStart = true
    for scalar in Disarming.tags(text).unicodeScalars {
        switch scalar {
        case "\n": plain.append(contentsOf: "\n\n".unicodeScalars)
        case "\r": break
        case "*": plain.append(contentsOf: "\u{200A}*\u{200A}".unicodeScalars)
        case "_", "`": plain.append(contentsOf: [Disarming.invisibleSpace, scalar, Disarming.invisibleSpace])
        case "]": plain.append(contentsOf: [scalar, Disarming.invisibleSpace])
        case "-", "+", "#", ".", ")", ">": plain.append(contentsOf: isLineStart ? [Disarming.invisibleSpace, scalar] : [scalar])
        default: plain.append(scalar)
        }
        // Digits are still the start: a point behind them would make a list, with numbers of its own.
        isLineStart = scalar == "\n" || isLineStart && (("0"..."9").contains(scalar) || scalar == " ")
    }
    return String(plain)
}
