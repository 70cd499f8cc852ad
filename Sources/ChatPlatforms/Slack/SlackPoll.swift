import Model
import OutboundHTTP

/// Reads one conversation by `conversations.history` and `conversations.replies`.
struct SlackPoll {
    /// How far back top-level messages are looked at for edits; replies are as long as their thread is read.
    static let window = Duration.minutes(10)
    /// A thread in which nobody has spoken for so long is read in every fourth round only, for Slack's limit of 50 requests a minute.
    static let warm = Duration.hours(2)
    /// Replies that are remembered in one thread.
    static let mostSeen = 300

    let account: AccountID
    let conversation: String
    let context: PollContext
    let now: Instant
    let pause: Duration
    private var cursor: SlackPollCursor

    init(account: AccountID, conversation: String, context: PollContext, now: Instant, pause: Duration) {
        self.account = account
        self.conversation = conversation
        self.context = context
        self.now = now
        self.pause = pause
        cursor = context.cursor.flatMap { SlackPollCursor($0.text) } ?? SlackPollCursor(since: Self.beginning(context, now))
    }

    /// The first message of ours that people may have answered, else now.
    private static func beginning(_ context: PollContext, _ now: Instant) -> String {
        // A request may have been under way for half a minute when its answer is read.
        guard let own = context.firstOwn else { return slackTS(now - .seconds(30)) }
        return own.id.flatMap { slackOrder($0) > 0 ? $0 : nil } ?? slackTS(own.answersSince)
    }

    /// Method and query of the next request.
    var request: String {
        var query = ["channel": conversation, "limit": "200"]
        if let page = cursor.pages.last, !page.isEmpty { query["cursor"] = page }
        if let thread = cursor.queue.first {
            query["ts"] = thread
        } else {
            query["oldest"] = oldest
            query["inclusive"] = "true"
        }
        let method = cursor.queue.isEmpty ? "conversations.history" : "conversations.replies"
        return method + "?" + query.sorted { $0.key < $1.key }.map { "\($0.key)=\(Escaping.query($0.value))" }.joined(separator: "&")
    }

    /// As far back as was not read yet, after a downtime say, and at least over the window; never before the poller's beginning.
    private var oldest: String {
        let window = slackTS(now - Self.window)
        let start = slackOrder(window) < slackOrder(cursor.readTo) ? window : cursor.readTo
        return slackOrder(start) > slackOrder(cursor.since) ? start : cursor.since
    }

    mutating func outcome(of response: OutboundResponse) -> PollOutcome {
        guard !response.isCut, response.isSuccess, let answer = try? JSONValue(reading: response.body) else { return failed(response) }
        if answer["ok"] == true, let messages = answer["messages"]?.array { return took(messages, answer) }
        return failed(response)
    }

    private mutating func took(_ messages: [JSONValue], _ answer: JSONValue) -> PollOutcome {
        let next = answer["response_metadata"]?["next_cursor"]?.string ?? ""
        let isFirstPage = (cursor.pages.last ?? "").isEmpty
        let isOnlyPage = isFirstPage && next.isEmpty
        // The history comes newest first: its older pages are read before anything of it is told. Replies come oldest first.
        if cursor.queue.isEmpty, !cursor.isComingBack, !next.isEmpty {
            cursor.pages = (cursor.pages.isEmpty ? [""] : cursor.pages) + [next]
            return .events([], PollCursor(cursor.text), again: .zero)
        }
        let events = read(messages, isComplete: isOnlyPage)
        if cursor.queue.isEmpty {
            if cursor.pages.count > 1 {
                cursor.pages.removeLast()
                cursor.isComingBack = true
                return .events(events, PollCursor(cursor.text), again: .zero)
            }
            // The page that was read last is the newest.
            beginThreads(after: messages.compactMap { $0["ts"]?.string })
        } else if next.isEmpty {
            cursor.queue.removeFirst()
            cursor.pages = []
        } else {
            cursor.pages = [next]
        }
        return step(events)
    }

    /// A round ends with the last of its threads.
    private func step(_ events: [IncomingEvent]) -> PollOutcome {
        .events(events, PollCursor(cursor.text), again: cursor.queue.isEmpty ? pause : .zero)
    }

    private mutating func beginThreads(after listed: [String]) {
        cursor.readTo = ([cursor.readTo] + listed).max { slackOrder($0) < slackOrder($1) } ?? cursor.readTo
        cursor.pages = []
        cursor.isComingBack = false
        cursor.round += 1
        cursor.threads = cursor.threads.filter { context.threads.contains($0.key) }
        let isSlowRound = cursor.round % 4 == 0
        cursor.queue = context.threads.filter { isSlowRound || cursor.threads[$0] == nil || isWarm($0) }
    }

    private func isWarm(_ thread: String) -> Bool {
        let newest = ([thread] + (cursor.threads[thread] ?? [:]).keys).map(slackOrder).max() ?? 0
        return newest > slackOrder(slackTS(now - Self.warm))
    }

    /// What is new, changed or gone among the messages of the list that was read.
    private mutating func read(_ messages: [JSONValue], isComplete: Bool) -> [IncomingEvent] {
        let thread = cursor.queue.first
        var seen = thread.map { cursor.threads[$0] ?? [:] } ?? cursor.top
        let listed = messages.filter { slackOrder($0["ts"]?.string ?? "") > slackOrder(cursor.since) }
            .sorted { slackOrder($0["ts"]?.string ?? "") < slackOrder($1["ts"]?.string ?? "") }
        var events: [IncomingEvent] = []
        for message in listed {
            guard let ts = message["ts"]?.string, message["subtype"]?.string != "tombstone" else { continue }
            let stamp = message["edited"]?["ts"]?.string ?? ""
            guard seen[ts] != stamp, let event = event(message, ts, isKnown: seen[ts] != nil, stamp: stamp) else { continue }
            events.append(event)
            seen[ts] = stamp
        }
        if isComplete { events += gone(from: &seen, listed: messages) }
        remember(seen, of: thread)
        return events
    }

    private func event(_ message: JSONValue, _ ts: String, isKnown: Bool, stamp: String) -> IncomingEvent? {
        let version = isKnown ? stamp : "0"
        let id = "\(conversation)/\(ts)/\(version)"
        let reader = SlackEvent(polled: message, in: conversation, id: id, account: account, botUserID: context.facts.selfID)
        return reader.polled(isKnown ? .edited(stamp: stamp) : .posted)
    }

    /// What was there and is not any more; only a list that was read as a whole tells.
    private func gone(from seen: inout SlackPollCursor.Seen, listed: [JSONValue]) -> [IncomingEvent] {
        let there = Set(listed.filter { $0["subtype"]?.string != "tombstone" }.compactMap { $0["ts"]?.string })
        let start = cursor.queue.isEmpty ? slackOrder(oldest) : 0
        let missing = seen.keys.filter { !there.contains($0) && slackOrder($0) > start }.sorted { slackOrder($0) < slackOrder($1) }
        return missing.compactMap { ts in
            seen[ts] = nil
            guard let sentAt = slackInstant(ts) else { return nil }
            return IncomingEvent(
                account: account, eventID: "\(conversation)/\(ts)/deleted", conversation: conversation, messageID: ts, change: .deleted,
                thread: cursor.queue.first.flatMap { $0 == ts ? nil : $0 }, senderID: "", text: "", markup: .slack, sentAt: sentAt,
                isDirect: context.isDirect || conversation.hasPrefix("D"))
        }
    }

    private mutating func remember(_ seen: SlackPollCursor.Seen, of thread: String?) {
        let start = slackOrder(slackTS(now - Self.window))
        guard let thread else {
            cursor.top = seen.filter { slackOrder($0.key) > start }
            return
        }
        let kept = seen.keys.sorted { slackOrder($0) > slackOrder($1) }.prefix(Self.mostSeen)
        cursor.threads[thread] = seen.filter { kept.contains($0.key) }
    }

    private mutating func failed(_ response: OutboundResponse) -> PollOutcome {
        let word = (try? JSONValue(reading: response.body))?["error"]?.string ?? ""
        // A deleted root takes its thread with it.
        if word == "thread_not_found", let thread = cursor.queue.first {
            cursor.queue.removeFirst()
            cursor.pages = []
            cursor.threads[thread] = [:]
            return step([])
        }
        if word == "invalid_cursor" {
            cursor.pages = []
            cursor.isComingBack = false
            return .restart(PollCursor(cursor.text), DeliveryFailure(.client, "Slack answered invalid_cursor"))
        }
        return SlackAnswer(response, now: now, isEdit: true).pollOutcome
    }
}
