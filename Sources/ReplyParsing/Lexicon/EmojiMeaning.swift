/// What an emoji can say beside a value.
struct EmojiMeaning: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    static let onTrack = EmojiMeaning(rawValue: 1)
    static let atRisk = EmojiMeaning(rawValue: 2)
    static let offTrack = EmojiMeaning(rawValue: 4)
    /// A ticked task.
    static let check = EmojiMeaning(rawValue: 8)
    static let party = EmojiMeaning(rawValue: 16)
    static let up = EmojiMeaning(rawValue: 32)
    static let down = EmojiMeaning(rawValue: 64)
    static let arrow = EmojiMeaning(rawValue: 128)
    /// At the head of a line: a task that is not done yet.
    static let pending = EmojiMeaning(rawValue: 256)
    /// A heart, which thanks more often than it judges.
    static let heart = EmojiMeaning(rawValue: 512)
}

extension EmojiMeaning {
    /// By the name that the lexicon's section gives it.
    init(_ name: String) {
        switch name {
        case "on_track": self = .onTrack
        case "at_risk": self = .atRisk
        case "off_track": self = .offTrack
        case "check": self = .check
        case "party": self = .party
        case "up": self = .up
        case "down": self = .down
        case "arrow": self = .arrow
        case "pending": self = .pending
        case "heart": self = .heart
        default: self = []
        }
    }
}
