import Model
import OutboundHTTP

/// Fetches what changed in a room, then, in case the room's changes leave out its threads, what changed in the newest threads of ours.
struct RocketChatPoll: ConversationPoll {
    static let responseBytes = 16 * 1024 * 1024
    /// Few, since the server allows ten calls a minute to each of its methods.
    private static let mostThreads = 2

    let account: AccountID
    let room: String
    let context: PollContext
    let ownID: String?
    let pause: Duration
    private let cursor: RocketChatCursor?

    init(account: AccountID, room: String, context: PollContext, ownID: String?, pause: Duration) {
        self.account = account
        self.room = room
        self.context = context
        self.ownID = ownID
        self.pause = pause
        cursor = context.cursor.flatMap(RocketChatCursor.init) ?? context.firstOwn?.assumedStart.map { RocketChatCursor(since: $0) }
    }

    private var firstOwn: (id: String, answersSince: Instant)? {
        guard cursor == nil, let own = context.firstOwn, let id = own.id else { return nil }
        return (id, own.answersSince)
    }

    func path(at now: Instant) -> String {
        if let cursor, let thread = cursor.threads.first {
            return "chat.syncThreadMessages?tmid=\(Escaping.query(thread))&updatedSince=\(Self.time(cursor.threadsSince))"
        }
        if let firstOwn { return "chat.getMessage?msgId=\(Escaping.query(firstOwn.id))" }
        return "chat.syncMessages?roomId=\(Escaping.query(room))&lastUpdate=\(Self.time(cursor?.changes.since ?? PollStart.oldest(now)))"
    }

    /// With milliseconds, as the documentation has it; one earlier, since the server leaves out what changed in that very millisecond.
    private static func time(_ milliseconds: Int64) -> String {
        let text = "\(Instant(milliseconds: milliseconds - 1))"
        return Escaping.query(text.contains(".") ? text : String(text.dropLast()) + ".000Z")
    }

    func outcome(_ response: OutboundResponse, at now: Instant) -> PollOutcome {
        let answer = RocketChatAnswer(response, now: now)
        if let firstOwn { return begin(behind: firstOwn, response, answer) }
        if let cursor, !cursor.threads.isEmpty { return threadOutcome(response, answer, cursor) }
        guard response.isSuccess, let json = response.json, json["success"] == true, let result = json["result"], result.object != nil else {
            return answer.pollOutcome
        }
        let changes = self.changes(updated: result["updated"], deleted: result["deleted"])
        guard let cursor else {
            let start = RocketChatCursor(changes: ChangeCursor(since: PollStart.oldest(response, now), listed: changes))
            return .events([], start.stored, again: pause)
        }
        var next = cursor
        next.changes.take(changes)
        next.threads = Array(context.threads.prefix(Self.mostThreads))
        next.threadsSince = cursor.changes.since
        return .events(events(changes, cursor, since: cursor.changes.since), next.stored, again: next.threads.isEmpty ? pause : .zero)
    }

    /// From a message of ours on, by the server's own time of it; one that was removed is gone by our time.
    private func begin(
        behind own: (id: String, answersSince: Instant), _ response: OutboundResponse, _ answer: RocketChatAnswer
    ) -> PollOutcome {
        if response.isSuccess, let message = response.json?["message"].flatMap({ RocketChatMessage($0) }) {
            return .events([], RocketChatCursor(since: message.times.created).stored, again: .zero)
        }
        guard !answer.isThrottled, response.isSuccess || response.status == 400 || response.status == 404 else { return answer.pollOutcome }
        return .events([], RocketChatCursor(since: own.answersSince.milliseconds).stored, again: .zero)
    }

    /// A server that does not answer this has told the replies with the room's changes, or never will: nothing waits for it.
    private func threadOutcome(_ response: OutboundResponse, _ answer: RocketChatAnswer, _ cursor: RocketChatCursor) -> PollOutcome {
        var next = cursor
        next.threads.removeFirst()
        let again = next.threads.isEmpty ? pause : .zero
        guard response.isSuccess, let messages = response.json?["messages"], messages.object != nil else {
            next.threads = answer.isThrottled ? [] : next.threads
            return .events([], next.stored, again: next.threads.isEmpty ? pause : again)
        }
        let changes = self.changes(updated: messages["update"] ?? messages["updated"], deleted: messages["remove"] ?? messages["removed"])
        next.changes.seen.formUnion(changes.filter { $0.times.changed >= next.changes.since }.map(\.mark))
        return .events(events(changes, cursor, since: cursor.threadsSince), next.stored, again: again)
    }

    private func changes(updated: JSONValue?, deleted: JSONValue?) -> [RocketChatMessage] {
        let all = (updated?.array ?? []).compactMap { RocketChatMessage($0) } + (deleted?.array ?? []).compactMap { RocketChatMessage(deleted: $0) }
        return all.sorted { ($0.times.created, $0.id) < ($1.times.created, $1.id) }
    }

    private func events(_ changes: [RocketChatMessage], _ cursor: RocketChatCursor, since: Int64) -> [IncomingEvent] {
        changes.filter { !cursor.changes.seen.contains($0.mark) }.compactMap { event($0, since: since) }
    }

    /// Nil for bots, for ourselves, for the server's own messages, and for messages that only a reply or a reaction changed.
    private func event(_ message: RocketChatMessage, since: Int64) -> IncomingEvent? {
        guard message.isFromPerson, message.userID != ownID || message.userID.isEmpty, let change = message.times.change(since: since) else {
            return nil
        }
        return IncomingEvent(
            account: account, eventID: message.mark, conversation: room, messageID: message.id, change: change, thread: message.thread,
            senderID: message.user, senderName: message.name, text: change == .deleted ? "" : message.text, markup: .slack,
            sentAt: Instant(milliseconds: message.times.created), isDirect: context.isDirect,
            mentionsUs: message.mentions.contains { $0 == ownID } || mentions(context.facts.selfName, in: message.text),
            isThreadOurs: isOwnRocketChatID(message.thread))
    }
}

/// What a poll needs of a message.
struct RocketChatMessage: ChangedMessage {
    var id: String
    var userID: String
    var user: String
    var name: String?
    var thread: String?
    var text: String
    var mentions: [String]
    var isFromPerson: Bool
    var times: MessageTimes

    init?(_ message: JSONValue) {
        guard let id = message["_id"]?.string, !id.isEmpty, let created = message["ts"].flatMap(rocketChatInstant) else { return nil }
        func time(_ name: String) -> Int64 { message[name].flatMap(rocketChatInstant)?.milliseconds ?? 0 }
        self.id = id
        times = MessageTimes(created: created.milliseconds, updated: time("_updatedAt"), edited: time("editedAt"))
        userID = message["u"]?["_id"]?.string ?? ""
        user = message["u"]?["username"]?.string ?? ""
        name = message["u"]?["name"]?.string ?? message["u"]?["username"]?.string
        thread = message["tmid"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        text = message["msg"]?.string ?? ""
        mentions = message["mentions"]?.array?.compactMap { $0["_id"]?.string } ?? []
        // A removed message may stay as one of the type `rm`; all other types are the server's own words.
        let type = message["t"]?.string
        if type == "rm" { times.deleted = times.changed }
        isFromPerson = !user.isEmpty && (type == nil || type == "rm") && !isRocketChatBot(message)
    }

    /// Of a deleted message no more is told than its id.
    init?(deleted message: JSONValue) {
        guard let id = message["_id"]?.string, !id.isEmpty, let at = message["_deletedAt"].flatMap(rocketChatInstant) else { return nil }
        self.id = id
        (userID, user, name, thread, text, mentions, isFromPerson) = ("", "", nil, nil, "", [], true)
        times = MessageTimes(created: at.milliseconds, deleted: at.milliseconds)
    }
}

/// Where the poll of a room stands.
struct RocketChatCursor {
    var changes: ChangeCursor
    /// Threads still to be read in this round, and since when.
    var threads: [String] = []
    var threadsSince: Int64

    init(changes: ChangeCursor) {
        self.changes = changes
        threadsSince = changes.since
    }

    init(since: Int64) { self.init(changes: ChangeCursor(since: since)) }

    init?(_ cursor: PollCursor) {
        let json = cursor.json
        guard let changes = ChangeCursor(json) else { return nil }
        self.init(changes: changes)
        threads = json?["threads"]?.array?.compactMap(\.string) ?? []
        threadsSince = json?["threads_since"]?.integer ?? threadsSince
    }

    var stored: PollCursor {
        changes.stored(beside: ["threads": .array(threads.map(JSONValue.string)), "threads_since": .integer(threadsSince)])
    }
}
