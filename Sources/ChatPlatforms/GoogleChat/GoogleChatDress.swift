import Model

/// A message as text in Google Chat's markup, for prompts and digests with a card below that holds what is long.
struct GoogleChatDress {
    /// Text and cards together may have 32,000 bytes; this leaves room for what stands around the words.
    static let textLimit = TextLimit(24_000, .bytes)
    static let titleLimit = TextLimit(200, .scalars)
    static let sectionCount = 40
    static let mentionCount = 50

    private let message: OutgoingMessage
    private let text: OutgoingText
    private let usesCards: Bool

    init(_ message: OutgoingMessage, usesCards: Bool) {
        self.message = message
        self.usesCards = usesCards
        text = message.text.shown
    }

    var isEmpty: Bool { text.isEmpty }

    var isWhole: Bool { Self.textLimit.holds(text.paragraphs, dressed: isCard ? Self.measuredInCard : Self.measured) }

    private var isCard: Bool { usesCards && text.title != nil && !text.paragraphs.isEmpty && (message.kind == .prompt || message.kind == .digest) }

    var body: JSONValue {
        let texts = isCard ? [] : Self.textLimit.limited(text.paragraphs, dressed: Self.measured).map(Disarming.tags)
        let head = [mentions, text.title.map { "*\(Disarming.tags(Self.titleLimit.cut($0)))*" } ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        return .members([
            "text": .string(([head].filter { !$0.isEmpty } + texts).joined(separator: "\n\n")), "thread": thread,
            "cardsV2": isCard ? [["cardId": .string("outcomed-\(message.id)"), "card": card]] : nil,
        ])
    }

    /// The thread that a reply names, or one that is begun under our own id.
    private var thread: JSONValue {
        guard let thread = message.thread else { return ["threadKey": .string("outcomed-\(message.id)")] }
        return thread.hasPrefix("spaces/") ? ["name": .string(thread)] : ["threadKey": .string(thread)]
    }

    private var card: JSONValue {
        let limited = Self.textLimit.limited(text.paragraphs, dressed: Self.measuredInCard)
        let size = max(1, (limited.count + Self.sectionCount - 1) / Self.sectionCount)
        let sections: [JSONValue] = stride(from: 0, to: limited.count, by: size).map { start in
            let text = limited[start..<min(start + size, limited.count)].map(googleChatHTML).joined(separator: "<br><br>")
            return ["widgets": [["textParagraph": ["text": .string(text)]]]]
        }
        return ["sections": .array(sections)]
    }

    private static func measured(_ text: String) -> String { Disarming.inJSON(Disarming.tags(text)) }

    private static func measuredInCard(_ text: String) -> String { Disarming.inJSON(googleChatHTML(text)) }

    private var mentions: String {
        message.mentions.prefix(Self.mentionCount).map { id in
            isGoogleChatUser(id) ? "<\(id)>" : Disarming.tags("@" + id.prefix(12))
        }.joined(separator: " ")
    }
}

/// `users/123456789`: one person, never `users/all`.
private func isGoogleChatUser(_ id: String) -> Bool {
    guard id.hasPrefix("users/") else { return false }
    let number = id.utf8.dropFirst(6)
    return (1...30).contains(number.count) && number.allSatisfy(isDigit)
}

/// Text in the simple HTML of a card.
private func googleChatHTML(_ text: String) -> String {
    var html = String.UnicodeScalarView()
    for scalar in Escaping.slack(text).unicodeScalars {
        if scalar == "\n" { html.append(contentsOf: "<br>".unicodeScalars) } else if scalar != "\r" { html.append(scalar) }
    }
    return String(html)
}
