import HistoryStore
import Model
import ReplyParsing

/// What a message told and nothing was taken from, and what its author calls it afterwards: "that's a blocker".
struct Unrecorded: Sendable {
    let flow: Flow

    /// Stretches of one message, as they are said back.
    struct Lines: Sendable {
        var shown: [TextSpan] = []
        /// There are more than are shown.
        var isMore = false
        /// One of them may tell of what stands in the way, or of finished work.
        var isLine = false
    }

    /// Nobody reads more of them.
    private static let most = 4

    /// - Parameters:
    ///   - endsBlockers: the message ended one, and what freed it has been heard.
    ///   - heard: other stretches that need not be told.
    func lines(_ reading: Reading, of message: Message, _ reply: Reply, endsBlockers: Bool, heard: [TextSpan] = []) -> Lines {
        let unheard = reading.unheard.filter { isTold(behindAnswer: $0, reading) }
        let asides = asides(reading, message, reply, endsBlockers, heard)
        // Beside what may matter, small talk would only bury it.
        let hasWeight = !unheard.isEmpty || asides.contains(where: \.isWeighty)
        let told = hasWeight ? asides.filter { $0.isWeighty || $0.span.end - $0.span.start > 40 } : asides
        return Lines(
            shown: (unheard + told.prefix(Self.most).map(\.span)).sorted { $0.start < $1.start }, isMore: told.count > Self.most,
            isLine: !unheard.isEmpty || told.contains(where: \.isLine))
    }

    /// An answer may say why in any words; what goes on behind it is told as in any message.
    private func isTold(behindAnswer span: TextSpan, _ reading: Reading) -> Bool {
        reading.kind != .answer || span.start >= reading.updates.map(\.evidence.end).max() ?? .max
    }

    private func asides(_ reading: Reading, _ message: Message, _ reply: Reply, _ endsBlockers: Bool, _ already: [TextSpan]) -> [Aside] {
        // "billing sent the reasons, so no longer stuck": what freed it has been heard.
        let heard = (endsBlockers ? reading.unblocked.map(\.sentence) : []) + already
        return flow.asides(in: message.text, markup: message.markup, state: reply.state, reading: reading).filter { aside in
            !heard.contains { $0.start < aside.span.end && aside.span.start < $0.end }
                && !reading.unheard.contains { $0.start < aside.span.end && aside.span.start < $0.end }
                && (reading.kind != .answer || aside.isWeighty && isTold(behindAnswer: aside.span, reading))
                // Words that are quoted beside the number have been heard.
                && (aside.isLine || !reading.updates.contains { $0.evidence.start <= aside.span.start && aside.span.end <= $0.evidence.end })
        }
    }

    /// What of an earlier message was said back, and what of that can still be called something.
    struct Left: Sendable {
        let message: Message
        /// In the order in which they were quoted, by which "the second" counts.
        let quoted: [TextSpan]
        /// Not taken since, and no numbers.
        let open: [TextSpan]
    }

    /// The author's last message before this one that does more than rule on another; nil where all of it was taken.
    func left(before reply: Reply) async throws -> Left? {
        let all = try await flow.store.messages(checkIn: reply.state.checkIn.id)
        let isEarlier = { (message: Message) in
            message.author == reply.author && message.id != reply.message.id && !message.text.isEmpty
                && (message.platformID, message.conversation) != (reply.message.platformID, reply.message.conversation)
                && flow.rulings(in: message.text, markup: message.markup, state: reply.state).map { $0.rest != nil } ?? true
        }
        guard let last = all.last(where: isEarlier) else { return nil }
        let basis = try await flow.store.readingBasis(message: last.id) ?? reply.basis
        let reading = flow.read(
            last.text, markup: last.markup, state: reply.state, author: last.author, basis: basis, focus: basis.focus, pending: nil, pendingWords: "")
        let taken = (reply.state.outputs.map(\.evidence) + reply.state.blockers.map(\.evidence)).filter { $0.message == last.id }
        let lines = lines(reading, of: last, reply, endsBlockers: false).shown
        // Of a message that recorded nothing at all, everything is left.
        let isUntaken = reading.kind == .chatter || reading.kind == .unread
        let spans = lines.isEmpty && isUntaken ? [TextSpan(start: 0, end: last.text.utf8.count)] : lines
        let open = spans.filter { span in !taken.contains { $0.start < span.end && span.start < $0.end } }
        return open.isEmpty ? nil : Left(message: last, quoted: (reading.leftOut + spans).sorted { $0.start < $1.start }, open: open)
    }
}
