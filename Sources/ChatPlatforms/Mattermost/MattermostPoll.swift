import Model
import OutboundHTTP

/// Fetches what changed in a channel, replies in threads and edits included.
///
/// The server answers at most a thousand changes, of any age; where so many came, the posts are read on page by page behind the last one known.
struct MattermostPoll: ConversationPoll {
    static let mostPosts = 1000
    static let pageSize = 200
    /// A thousand posts that are long.
    static let responseBytes = 16 * 1024 * 1024

    let account: AccountID
    let conversation: String
    let context: PollContext
    let pause: Duration
    private let cursor: MattermostCursor?

    init(account: AccountID, conversation: String, context: PollContext, pause: Duration) {
        self.account = account
        self.conversation = conversation
        self.context = context
        self.pause = pause
        cursor = context.cursor.flatMap(MattermostCursor.init) ?? context.firstOwn?.assumedStart.map { MattermostCursor(since: $0) }
    }

    private var firstOwn: (id: String, answersSince: Instant)? {
        guard cursor == nil, let own = context.firstOwn, let id = own.id else { return nil }
        return (id, own.answersSince)
    }

    func path(at now: Instant) -> String {
        let posts = "channels/\(Escaping.query(conversation))/posts"
        if let cursor, cursor.isCatchingUp, let last = cursor.last {
            return posts + "?after=\(Escaping.query(last))&per_page=\(Self.pageSize)&page=0"
        }
        if let firstOwn { return "posts/\(Escaping.query(firstOwn.id))" }
        // The server leaves out what changed in that very millisecond.
        return posts + "?since=\((cursor?.changes.since ?? PollStart.oldest(now)) - 1)"
    }

    func outcome(_ response: OutboundResponse, at now: Instant) -> PollOutcome {
        if let firstOwn { return begin(behind: firstOwn, response, now) }
        guard response.isSuccess else {
            // The post that we stood behind was removed for good: what came since is still to be had by its time.
            if response.status == 404 || response.status == 400, let cursor, cursor.isCatchingUp {
                return .restart(cursor.caughtUp.stored, answer(response, now).failure(.client))
            }
            return answer(response, now).pollOutcome
        }
        guard let posts = response.json?["posts"]?.object?.values.compactMap(MattermostPost.init) else {
            return .retry(after: nil, DeliveryFailure(.server, "Mattermost answered no list of posts"))
        }
        guard let cursor else { return begin(response, posts, now) }
        let sorted = posts.sorted { ($0.times.created, $0.id) < ($1.times.created, $1.id) }
        let known = cursor.changes
        let changes = sorted.filter { $0.times.changed >= known.since }
        let events = changes.filter { !known.seen.contains($0.mark) }.compactMap { event($0, since: known.since, roots: posts) }
        var next = cursor
        next.last = sorted.last?.id ?? cursor.last
        next.changes.take(changes)
        let isFull = cursor.isCatchingUp ? posts.count >= Self.pageSize : posts.count >= Self.mostPosts && cursor.last != nil
        if isFull {
            next.isCatchingUp = true
            // The time stays until all is read; in the first step the place does, too.
            next.changes.since = known.since
            if !cursor.isCatchingUp { next.last = cursor.last }
        } else {
            next.isCatchingUp = false
        }
        return .events(events, next.stored, again: isFull ? .zero : pause)
    }

    /// From now on: what is listed is old, and everything else is new.
    private func begin(_ response: OutboundResponse, _ posts: [MattermostPost], _ now: Instant) -> PollOutcome {
        let changes = ChangeCursor(since: PollStart.oldest(response, now), listed: posts)
        let last = posts.max { $0.times.created < $1.times.created }?.id
        return .events([], MattermostCursor(changes: changes, last: last).stored, again: pause)
    }

    /// From a post of ours on, by the server's own time of it; one that was removed is gone by our time.
    private func begin(behind own: (id: String, answersSince: Instant), _ response: OutboundResponse, _ now: Instant) -> PollOutcome {
        if response.isSuccess, let post = response.json.flatMap(MattermostPost.init) {
            return .events([], MattermostCursor(since: post.times.created, last: post.id).stored, again: .zero)
        }
        guard response.isSuccess || response.status == 400 || response.status == 404 else { return answer(response, now).pollOutcome }
        return .events([], MattermostCursor(since: own.answersSince.milliseconds).stored, again: .zero)
    }

    private func answer(_ response: OutboundResponse, _ now: Instant) -> MattermostAnswer { MattermostAnswer(response, now: now) }

    /// Nil for bots, for ourselves, for the server's own messages, and for posts that only a reply or a reaction changed.
    private func event(_ post: MattermostPost, since: Int64, roots: [MattermostPost]) -> IncomingEvent? {
        guard post.user != context.facts.selfID, post.isFromPerson, let change = post.times.change(since: since) else { return nil }
        let root = post.root.flatMap { id in roots.first { $0.id == id } }
        return IncomingEvent(
            account: account, eventID: post.mark, conversation: conversation, messageID: post.id, change: change, thread: post.root,
            senderID: post.user, text: change == .deleted ? "" : post.message, markup: .mattermost, sentAt: Instant(milliseconds: post.times.created),
            isDirect: context.isDirect, mentionsUs: mentions(context.facts.selfName, in: post.message),
            isThreadOurs: root.map { $0.user == context.facts.selfID } ?? false)
    }
}

/// What a poll needs of a post.
struct MattermostPost: ChangedMessage {
    var id: String
    var user: String
    var root: String?
    var message: String
    var isFromPerson: Bool
    var times: MessageTimes

    init?(_ post: JSONValue) {
        guard let id = post["id"]?.string, !id.isEmpty, let user = post["user_id"]?.string, let created = post["create_at"]?.integer else {
            return nil
        }
        self.id = id
        self.user = user
        root = post["root_id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        message = post["message"]?.string ?? ""
        func isMarked(_ name: String) -> Bool { post["props"]?[name] == "true" || post["props"]?[name] == true }
        isFromPerson = (post["type"]?.string ?? "").isEmpty && !isMarked("from_bot") && !isMarked("from_webhook")
        times = MessageTimes(
            created: created, updated: post["update_at"]?.integer ?? created, edited: post["edit_at"]?.integer ?? 0,
            deleted: post["delete_at"]?.integer ?? 0)
    }
}

/// Where the poll of a channel stands.
struct MattermostCursor {
    var changes: ChangeCursor
    /// The newest post known.
    var last: String?
    var isCatchingUp = false

    init(changes: ChangeCursor, last: String?) {
        self.changes = changes
        self.last = last
    }

    init(since: Int64, last: String? = nil) { self.init(changes: ChangeCursor(since: since), last: last) }

    init?(_ cursor: PollCursor) {
        let json = cursor.json
        guard let changes = ChangeCursor(json) else { return nil }
        self.init(changes: changes, last: json?["last"]?.string)
        isCatchingUp = json?["catching_up"]?.bool ?? false
    }

    var stored: PollCursor {
        changes.stored(beside: ["last": last.map(JSONValue.string), "catching_up": isCatchingUp ? true : nil])
    }

    var caughtUp: MattermostCursor { MattermostCursor(changes: changes, last: nil) }
}
