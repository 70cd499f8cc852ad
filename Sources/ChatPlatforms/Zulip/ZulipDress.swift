import Model

/// A message in Zulip's Markdown: the title in bold, people called by their numbers, everything else as plain as Zulip allows.
struct ZulipDress {
    /// What a server takes unless it is set otherwise.
    static let limit = TextLimit(10_000, .utf16)
    private static let titleLimit = TextLimit(200, .utf16)

    private let message: OutgoingMessage
    private let text: OutgoingText

    init(_ message: OutgoingMessage) {
        self.message = message
        text = message.text.shown
    }

    var isEmpty: Bool { text.isEmpty }

    var isWhole: Bool { room.holds(text.body, dressed: Escaping.zulip) }

    var content: String {
        let content = (head + Escaping.zulip(room.cut(text.body, dressed: Escaping.zulip))).trimmed
        // At the start of a message a slash begins a command: /me, /poll.
        return content.hasPrefix("/") ? "\u{200B}" + content : content
    }

    private var head: String {
        let calls = mentions.isEmpty ? "" : mentions + "\n\n"
        return calls + (text.title.map { "**" + Escaping.zulip(Self.titleLimit.cut($0).replacing("*", with: "")) + "**\n\n" } ?? "")
    }

    private var room: TextLimit { TextLimit(Self.limit.count - Self.limit.measure(head) - 1, .utf16) }

    /// `@**|42**` calls a user by number alone. At most two hundred, so that the text keeps its room.
    private var mentions: String {
        message.mentions.prefix(200).map { $0.utf8.allSatisfy(isDigit) ? "@**|\($0)**" : Escaping.zulip("@" + $0.prefix(12)) }.joined(separator: " ")
    }
}

extension Escaping {
    /// Breaks with an invisible space what would call people (`@**all**`, `@*group*`), link a channel (`#**core**`), or begin a block at the start of
    /// a line (a fence, a quote, a list, a heading). Zulip knows no backslash.
    ///
    /// A piece alone is never shorter than within its text, so that ``TextLimit`` may measure letter by letter.
    static func zulip(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        var isLineStart = true
        for (index, scalar) in scalars.enumerated() {
            if isLineStart, "`~>#*-+".unicodeScalars.contains(scalar) { escaped.append(invisibleSpace) }
            escaped.append(scalar)
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            if scalar == "@" || scalar == "#", next == nil || next == "*" || next == "_" { escaped.append(invisibleSpace) }
            isLineStart = scalar == "\n" || isLineStart && scalar == " "
        }
        return String(escaped)
    }

    private static let invisibleSpace: Unicode.Scalar = "\u{200B}"
}
