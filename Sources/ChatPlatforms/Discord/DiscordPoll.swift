import Model
import OutboundHTTP

/// Reads a channel's newest hundred messages, which shows edits too, and then the threads that people opened under the prompts.
///
/// Where more than a hundred are new, they are read page by page from the last one known. Deletions do not show.
struct DiscordPoll: ConversationPoll {
    static let pageSize = 100
    static let responseBytes = 4 * 1024 * 1024

    let account: AccountID
    let channel: String
    let context: PollContext
    let pause: Duration
    private let cursor: DiscordCursor?

    init(account: AccountID, channel: String, context: PollContext, pause: Duration) {
        self.account = account
        self.channel = channel
        self.context = context
        self.pause = pause
        cursor = context.cursor.flatMap(DiscordCursor.init) ?? Self.beginning(context)
    }

    /// Behind the first message of ours that people may have answered.
    private static func beginning(_ context: PollContext) -> DiscordCursor? {
        context.firstOwn.map { own in
            let start = own.id.flatMap { DiscordSnowflake($0) } ?? DiscordSnowflake(startOf: own.answersSince)
            return DiscordCursor(channel: .init(after: start, edited: start.instant.milliseconds))
        }
    }

    func path(at now: Instant) -> String {
        let place = cursor?.queue.first ?? channel
        let page = "channels/\(Escaping.query(place))/messages?limit=\(Self.pageSize)"
        return page + (cursor?.current?.gap.map { "&after=\($0)" } ?? "")
    }

    func outcome(_ response: OutboundResponse, at now: Instant) -> PollOutcome {
        let thread = cursor?.queue.first
        guard response.isSuccess, let messages = response.json?.array?.compactMap(DiscordMessage.init).sorted(by: { $0.id < $1.id }) else {
            let outcome = DiscordAnswer(response, now: now).pollOutcome
            // A thread that was removed or closed to us ends alone.
            if let cursor, let thread, case .conversationGone = outcome { return step([], cursor.without(thread)) }
            return outcome
        }
        guard let cursor, var place = cursor.current else { return begin(response, messages, now) }
        let isUnread = messages.filter { place.isNews($0) && $0.isFromPerson(self: context.facts.selfID) }
        if !isUnread.isEmpty, isUnread.allSatisfy(\.isBare) {
            return .retry(after: nil, DeliveryFailure(.policy, Self.bareWords))
        }
        let isFull = messages.count >= Self.pageSize
        var news: [DiscordMessage] = []
        if place.gap == nil, isFull, let oldest = messages.first, oldest.id > place.after {
            // Older ones are new, too: from the last one known forwards.
            place.gap = place.after
        } else {
            news = isUnread
            place.take(messages)
            if place.gap != nil { place.gap = isFull ? place.after : nil }
        }
        var next = cursor
        next.current = place
        if thread == nil { next.note(messages, roots: context.threads) }
        let events = news.map { $0.event(account: account, channel: channel, thread: thread, isDirect: context.isDirect, facts: context.facts) }
        return place.gap == nil ? step(events, next.advanced(roots: context.threads)) : .events(events, next.stored, again: .zero)
    }

    static let bareWords = "Discord gives messages without their words: the Message Content intent is off"

    private func step(_ events: [IncomingEvent], _ cursor: DiscordCursor) -> PollOutcome {
        .events(events, cursor.stored, again: cursor.queue.isEmpty ? pause : .zero)
    }

    /// From now on, which is behind the newest message and the newest edit; where there is none, all is new that does not come from long ago.
    private func begin(_ response: OutboundResponse, _ messages: [DiscordMessage], _ now: Instant) -> PollOutcome {
        let oldest = DiscordSnowflake(startOf: Instant(milliseconds: PollStart.oldest(response, now)))
        let newest = messages.last?.id ?? oldest
        let edited = messages.compactMap(\.edited).max() ?? 0
        return step([], DiscordCursor(channel: .init(after: newest, edited: max(edited, newest.instant.milliseconds))))
    }
}
