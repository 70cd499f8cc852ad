import ChatPlatforms
import HistoryStore
import Model
import ReplyParsing

/// One message on its way from words to record, with all that its reading depends on.
struct Reply: Sendable {
    var item: InboxItem
    var state: CheckInState
    var place: MatchContext
    var author: Author
    var personName: String
    /// The message as it will be kept.
    var message: Message
    /// The words to read: the message's own, or those of an earlier one that an answer settles.
    var source: Message
    var basis: ReadingBasis
    var pending: Question?
    /// Our delivered prompt, under which a slash command is answered, since it leaves no message that could be answered itself.
    var prompt: UniqueID?
    var now: Instant

    var event: IncomingEvent { item.event }
    var isLate: Bool { state.checkIn.state == .closed }
    var markup: Markup { source.markup }
    var zoneName: String { state.snapshot.timeZone }

    /// When it was said; a platform whose clock runs ahead does not put it into the future.
    var saidAt: Instant { min(source.sentAt, now) }
}

/// Compiled vocabularies of the check-ins last read, since one snapshot serves many replies.
final class Vocabularies: Sendable {
    private let kept = Locked<[CheckInID: Vocabulary]>([:])
    private let limit = 64

    func vocabulary(of state: CheckInState) -> Vocabulary {
        if let known = kept.withLock({ $0[state.checkIn.id] }) { return known }
        let made = Vocabulary(ReadingContext(snapshot: state.snapshot))
        kept.withLock { kept in
            if kept.count >= limit { kept.removeAll() }
            kept[state.checkIn.id] = made
        }
        return made
    }
}

extension Flow {
    /// Reads a text as a reply to the check-in of the state.
    func read(
        _ text: String, markup: Markup, state: CheckInState, author: Author, basis: ReadingBasis, focus: KeyResultID?, pending: Question?,
        pendingWords: String
    ) -> Reading {
        let moment = Moment(
            date: basis.date, sender: author.description, focus: focus?.rawValue,
            pending: pending.map {
                PendingQuestion(reason: $0.reason, text: pendingWords, candidates: $0.candidates.map(\.rawValue), value: $0.value)
            },
            current: Dictionary(uniqueKeysWithValues: basis.current.map { ($0.key.rawValue, $0.value) }),
            spoken: (basis.spoken ?? []).map(\.rawValue), rated: (basis.rated ?? []).map(\.rawValue),
            told: (basis.told ?? []).map {
                Moment.Told(
                    keyResult: $0.keyResult.rawValue, value: $0.value, status: $0.status, confidence: $0.confidence, isLatest: $0.isLatest)
            })
        return ReplyParsing.read(text, markup: markup, vocabulary: vocabularies.vocabulary(of: state), moment: moment)
    }

    /// What the text calls words that were said before it.
    func rulings(in text: String, markup: Markup, state: CheckInState) -> Rulings? {
        ReplyParsing.rulings(in: text, markup: markup, vocabulary: vocabularies.vocabulary(of: state))
    }

    /// What the text says of lines that stand.
    func lineTalk(in text: String, markup: Markup, state: CheckInState) -> [LineTalk] {
        ReplyParsing.lineTalk(in: text, markup: markup, vocabulary: vocabularies.vocabulary(of: state))
    }

    /// What the text tells beside its reading.
    func asides(in text: String, markup: Markup, state: CheckInState, reading: Reading) -> [Aside] {
        ReplyParsing.asides(in: text, markup: markup, vocabulary: vocabularies.vocabulary(of: state), reading: reading)
    }

    /// Where an answer to a message goes: its thread, else one under it where the platform has threads.
    func thread(for event: IncomingEvent) -> OutboxDraft.Thread {
        if let thread = event.thread { return .root(thread) }
        if event.isCommand { return .none }
        let threads = settings.platforms[event.account]?.capabilities.threads ?? false
        return threads && !event.isDirect ? .root(event.messageID) : .none
    }

    /// Whether whoever wrote this can edit it, and we hear of that: a slash command leaves nothing to edit.
    func hearsEdits(of event: IncomingEvent) -> Bool {
        !event.isCommand && settings.platforms[event.account]?.capabilities.hearsEdits ?? true
    }

    /// A draft of an answer to a message that belongs to a check-in.
    func answer(_ kind: OutgoingKind, _ text: OutgoingText, to reply: Reply, focus: KeyResultID? = nil, slot: String? = nil) -> OutboxDraft {
        var draft = answer(kind, text, to: reply.event, checkIn: reply.state.checkIn.id, focus: focus, slot: slot, at: reply.now)
        if reply.event.isCommand, let prompt = reply.prompt { draft.thread = .under(prompt) }
        return draft
    }

    /// A draft of an answer to a message.
    func answer(
        _ kind: OutgoingKind, _ text: OutgoingText, to event: IncomingEvent, checkIn: CheckInID?, focus: KeyResultID? = nil, slot: String? = nil,
        at now: Instant
    ) -> OutboxDraft {
        OutboxDraft(
            id: clock.makeID(), kind: kind, account: event.account, conversation: event.conversation, thread: thread(for: event), text: text,
            checkIn: checkIn, focus: focus, slot: slot, createdAt: now, notBefore: now, expiresAt: now + .hours(24))
    }
}

/// The words of a span, as people see them.
func words(_ message: Message, _ evidence: Evidence) -> String {
    if message.text == removedWords { return removedWords }
    return plainText(of: message.text, markup: message.markup, span: TextSpan(start: evidence.start, end: evidence.wordEnd(in: message.text)))
}

/// What stands in a channel for the words of a direct message.
let privateWords = "said in private"

/// What stands where words were blanked.
private let removedWords = "[removed]"

extension Evidence {
    /// Where the last word ends that it has a part of: "sign-up" of "sign-up target".
    func wordEnd(in text: String) -> Int {
        let bytes = Array(text.utf8)
        func isWord(_ place: Int) -> Bool {
            guard bytes.indices.contains(place) else { return false }
            return (48...57).contains(bytes[place]) || (97...122).contains(bytes[place] | 0x20)
        }
        var end = end
        while isWord(end - 1), isWord(end) || bytes.indices.contains(end) && bytes[end] == UInt8(ascii: "-") && isWord(end + 1) {
            end += isWord(end) ? 1 : 2
        }
        return end
    }

    /// What "and" and commas join in it.
    func parts(in text: Message, locale: String) -> [Evidence] {
        joinedParts(of: text.text, markup: text.markup, span: TextSpan(start: start, end: end), locale: locale)
            .map { Evidence(message: message, start: $0.start, end: $0.end) }
    }

    /// The same evidence with the rest of its sentence.
    func sentence(in text: String) -> Evidence {
        let bytes = Array(text.utf8)
        guard start >= 0, start <= end, end <= bytes.count else { return self }
        var wide = self
        while wide.start > 0, !endsSentence(bytes, wide.start - 1) { wide.start -= 1 }
        while wide.end < bytes.count, !endsSentence(bytes, wide.end) { wide.end += 1 }
        while wide.start < start, bytes[wide.start] == UInt8(ascii: " ") { wide.start += 1 }
        while wide.end > end, bytes[wide.end - 1] == UInt8(ascii: " ") { wide.end -= 1 }
        return wide
    }
}

/// A line break, or a stop with a blank behind it: the point in "4.1" ends nothing.
private func endsSentence(_ bytes: [UInt8], _ index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "\n"), UInt8(ascii: ";"): true
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): index + 1 == bytes.count || bytes[index + 1] <= UInt8(ascii: " ")
    default: false
    }
}

/// The bytes of a span as a text of their own; empty where the span does not fit.
func slice(_ text: String, _ start: Int, _ end: Int) -> String {
    let bytes = text.utf8
    guard start >= 0, start <= end, end <= bytes.count else { return "" }
    let from = bytes.index(bytes.startIndex, offsetBy: start)
    let to = bytes.index(bytes.startIndex, offsetBy: end)
    return String(text[from..<to])
}
