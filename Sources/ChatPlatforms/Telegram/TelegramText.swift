import Model

/// The words of a Telegram message, whose marks stand beside the text by places counted in UTF-16 units.
struct TelegramText {
    private struct Entity {
        var type: String
        var range: Range<Int>
        var user: Int64?
    }

    private let units: [UInt16]
    private let entities: [Entity]

    init(_ text: String, entities: JSONValue?) {
        units = Array(text.utf16)
        let count = units.count
        self.entities = (entities?.array ?? []).compactMap { entity in
            guard let type = entity["type"]?.string, let offset = entity["offset"]?.integer, let length = entity["length"]?.integer,
                offset >= 0, length > 0, offset < count, length <= Int64(count) - offset
            else { return nil }
            return Entity(type: type, range: Int(offset)..<Int(offset + length), user: entity["user"]?["id"]?.integer)
        }
    }

    /// The text with what was struck out between `~~`, and quotes behind `> `, as our reader knows them; a command without its slash and the bot's name.
    func plain(botName: String?) -> String {
        var before: [Int: String] = [:]
        var after: [Int: String] = [:]
        var start = 0
        for entity in entities {
            switch entity.type {
            case "strikethrough":
                guard let inner = inner(entity.range) else { continue }
                before[inner.lowerBound, default: ""] += "~~"
                after[inner.upperBound, default: ""] = "~~" + after[inner.upperBound, default: ""]
            case "blockquote", "expandable_blockquote":
                before[entity.range.lowerBound, default: ""] = "> " + before[entity.range.lowerBound, default: ""]
                for index in entity.range where units[index] == Self.newline && index + 1 < entity.range.upperBound {
                    after[index + 1, default: ""] += "> "
                }
                if entity.range.upperBound < units.count, units[entity.range.upperBound] != Self.newline {
                    after[entity.range.upperBound, default: ""] += "\n"
                }
            case "bot_command" where entity.range.lowerBound == 0: start = commandEnd(entity.range, botName: botName)
            default: break
            }
        }
        var text: [UInt16] = []
        for index in 0...units.count {
            if let mark = after[index] { text += Array(mark.utf16) }
            if let mark = before[index] { text += Array(mark.utf16) }
            if index >= start, index < units.count { text.append(units[index]) }
        }
        let command = start > 0 ? Self.words(ofCommand: commandName) : ""
        return (command + String(decoding: text, as: UTF16.self)).trimmed
    }

    /// Whether the bot is called by its name, by a link to it, or by a command.
    func mentions(botID: String, botName: String?) -> Bool {
        entities.contains { entity in
            let shown = String(decoding: units[entity.range], as: UTF16.self).lowercased()
            switch entity.type {
            case "text_mention": return entity.user.map(String.init) == botID
            case "mention": return botName.map { shown == "@" + $0.lowercased() } ?? false
            case "bot_command":
                guard entity.range.lowerBound == 0 else { return false }
                let target = shown.split(separator: "@", maxSplits: 1).dropFirst().first.map(String.init)
                return target == nil || target == botName?.lowercased()
            default: return false
            }
        }
    }

    private static let newline = UInt16(UInt8(ascii: "\n"))

    /// Without white space at its ends, since `~~ so ~~` strikes out nothing.
    private func inner(_ range: Range<Int>) -> Range<Int>? {
        func isBlank(_ index: Int) -> Bool { units[index] <= 0x20 }
        guard let first = range.first(where: { !isBlank($0) }), let last = range.last(where: { !isBlank($0) }) else { return nil }
        return first..<last + 1
    }

    private var commandName: String {
        guard let command = entities.first(where: { $0.type == "bot_command" && $0.range.lowerBound == 0 }) else { return "" }
        return String(decoding: units[command.range], as: UTF16.self).dropFirst().prefix { $0 != "@" }.lowercased()
    }

    /// Where the words behind a command begin; 0 where it is meant for another bot, and stays.
    private func commandEnd(_ range: Range<Int>, botName: String?) -> Int {
        let target = String(decoding: units[range], as: UTF16.self).split(separator: "@", maxSplits: 1).dropFirst().first?.lowercased()
        return target == nil || target == botName?.lowercased() ? range.upperBound : 0
    }

    /// `/undo` is the word undo; `/start`, which Telegram sends for a person who opens the talk, asks for help; of any other only what follows counts.
    private static func words(ofCommand name: String) -> String {
        switch name {
        case "help", "status", "undo": name
        case "start": "help"
        default: ""
        }
    }
}
