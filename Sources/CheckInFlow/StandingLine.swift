import Model
import ReplyParsing

/// A line of the minutes that its author may speak of, with the words that tell what it is about.
struct StandingLine {
    var id: UniqueID
    var message: UniqueID
    var isBlocker: Bool
    /// The things that its words name, in their order.
    private let named: [UInt64]
    /// Those of the title of the key result that it stands in the way of.
    private let ofTitle: Set<UInt64>
    /// Its letters and digits, in small letters.
    let letters: String

    private init(_ id: UniqueID, _ evidence: Evidence, _ keyResult: KeyResultID?, isBlocker: Bool, _ reply: Reply, _ messages: [Message]) {
        let locale = reply.state.snapshot.locale
        let said = messages.first { $0.id == evidence.message }.map { words($0, evidence) } ?? ""
        let title = keyResult.flatMap { reply.state.snapshot.keyResult($0)?.definition.title } ?? ""
        self.id = id
        message = evidence.message
        self.isBlocker = isBlocker
        named = orderedThings(in: said, locale: locale)
        ofTitle = ReplyParsing.things(in: title, locale: locale)
        letters = Self.letters(said)
    }

    /// The sender's own of earlier messages, in the order in which they are shown.
    static func all(_ reply: Reply, _ messages: [Message]) -> [StandingLine] {
        func isOwn(_ state: Update.State, _ author: Author, _ evidence: Evidence) -> Bool {
            state == .live && author == reply.author && evidence.message != reply.source.id
        }
        return reply.state.outputs.filter { isOwn($0.state, $0.author, $0.evidence) }
            .map { StandingLine($0.id, $0.evidence, nil, isBlocker: false, reply, messages) }
            + reply.state.blockers.filter { isOwn($0.state, $0.author, $0.evidence) }
            .map { StandingLine($0.id, $0.evidence, $0.keyResult, isBlocker: true, reply, messages) }
    }

    /// All that it may be called by.
    var things: Set<UInt64> { ofTitle.union(named) }

    /// Whose it is, is no word of what is waited for: its things without those of the title, where others are left.
    var ownThings: Set<UInt64> {
        let own = Set(named).subtracting(ofTitle)
        return own.isEmpty ? Set(named) : own
    }

    /// What it begins with, which is mostly who or what is waited for.
    var head: UInt64? { named.first { !ofTitle.contains($0) } }

    /// Whether its words stand in the message as they are shown.
    func isCited(in message: String) -> Bool { letters.count >= 12 && Self.letters(message).contains(letters) }

    private static func letters(_ text: String) -> String { String(text.lowercased().filter { $0.isLetter || $0.isNumber }) }
}
