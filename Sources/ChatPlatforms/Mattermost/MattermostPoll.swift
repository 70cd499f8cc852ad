import Model
import OutboundHTTP

/// Fetches what changed in a channel, replies in threads and edits included.
///
/// The server answers at most a thousand changes, of any age; where so many came, the posts are read on page by page behind the last one known.
struct MattermostPoll {
    static let mostPosts = 1000
    static let pageSize = 200
    /// A thousand posts that are long.
    static let responseBytes = 16 * 1024 * 1024
    /// Changes may become visible out of order.
    private static let overlap: Int64 = 5000

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
        cursor = context.cursor.flatMap(MattermostCursor.init) ?? Self.beginning(context)
    }

    /// Behind a message of ours that may have arrived; one whose id is known is asked for its time first.
    private static func beginning(_ context: PollContext) -> MattermostCursor? {
        guard let own = context.firstOwn, own.id == nil else { return nil }
        return MattermostCursor(since: own.answersSince.milliseconds, last: nil)
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
        return posts + "?since=\((cursor?.since ?? PollStart.oldest(now)) - 1)"
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
        let sorted = posts.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
        let changes = sorted.filter { $0.changed >= cursor.since }
        let events = changes.filter { !cursor.seen.contains($0.mark) }.compactMap { event($0, since: cursor.since, roots: posts) }
        var next = cursor
        next.take(changes, newest: sorted.last, overlap: Self.overlap)
        let isFull = cursor.isCatchingUp ? posts.count >= Self.pageSize : posts.count >= Self.mostPosts && cursor.last != nil
        if isFull {
            next.isCatchingUp = true
            // The time stays until all is read; in the first step the place does, too.
            next.since = cursor.since
            if !cursor.isCatchingUp { next.last = cursor.last }
        } else {
            next.isCatchingUp = false
        }
        return .events(events, next.stored, again: isFull ? .zero : pause)
    }

    /// From now on: what is listed is old, and everything else is new.
    private func begin(_ response: OutboundResponse, _ posts: [MattermostPost], _ now: Instant) -> PollOutcome {
        var start = MattermostCursor(since: PollStart.oldest(response, now), last: posts.max { $0.created < $1.created }?.id)
        start.seen = Set(posts.filter { $0.changed >= start.since }.map(\.mark))
        return .events([], start.stored, again: pause)
    }

    /// From a post of ours on, by the server's own time of it; one that was removed is gone by our time.
    private func begin(behind own: (id: String, answersSince: Instant), _ response: OutboundResponse, _ now: Instant) -> PollOutcome {
        if response.isSuccess, let post = response.json.flatMap(MattermostPost.init) {
            return .events([], MattermostCursor(since: post.created, last: post.id).stored, again: .zero)
        }
        guard response.isSuccess || response.status == 400 || response.status == 404 else { return answer(response, now).pollOutcome }
        return .events([], MattermostCursor(since: own.answersSince.milliseconds, last: nil).stored, again: .zero)
    }

    private func answer(_ response: OutboundResponse, _ now: Instant) -> MattermostAnswer { MattermostAnswer(response, now: now) }

    /// Nil for bots, for ourselves, for the server's own messages, and for posts that only a reply or a reaction changed.
    private func event(_ post: MattermostPost, since: Int64, roots: [MattermostPost]) -> IncomingEvent? {
        guard post.user != context.facts.selfID, post.isFromPerson, let change = post.change(since: since) else { return nil }
        let root = post.root.flatMap { id in roots.first { $0.id == id } }
        return IncomingEvent(
            account: account, eventID: post.mark, conversation: conversation, messageID: post.id, change: change, thread: post.root,
            senderID: post.user, text: change == .deleted ? "" : post.message, markup: .mattermost, sentAt: Instant(milliseconds: post.created),
            isDirect: context.isDirect, mentionsUs: mentions(context.facts.selfName, in: post.message),
            isThreadOurs: root.map { $0.user == context.facts.selfID } ?? false)
    }
}

/// What a poll needs of a post.
struct MattermostPost {
    var id: String
    var user: String
    var root: String?
    var message: String
    var isFromPerson: Bool
    /// In milliseconds; 0 for what did not happen.
    var created: Int64
    var updated: Int64
    var edited: Int64
    var deleted: Int64

    init?(_ post: JSONValue) {
        guard let id = post["id"]?.string, !id.isEmpty, let user = post["user_id"]?.string, let created = post["create_at"]?.integer else {
            return nil
        }
        self.id = id
        self.user = user
        self.created = created
        root = post["root_id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        message = post["message"]?.string ?? ""
        func isMarked(_ name: String) -> Bool { post["props"]?[name] == "true" || post["props"]?[name] == true }
        isFromPerson = (post["type"]?.string ?? "").isEmpty && !isMarked("from_bot") && !isMarked("from_webhook")
        updated = post["update_at"]?.integer ?? created
        edited = post["edit_at"]?.integer ?? 0
        deleted = post["delete_at"]?.integer ?? 0
    }

    var changed: Int64 { max(created, updated, edited, deleted) }

    /// This state of the post.
    var mark: String { deleted > 0 ? "\(id)-deleted" : edited > 0 ? "\(id)-\(edited)" : id }

    func change(since: Int64) -> IncomingEvent.Change? {
        if deleted > 0 { return deleted >= since ? .deleted : nil }
        if edited > 0 { return edited >= since ? .edited(stamp: String(edited)) : nil }
        return created >= since ? .posted : nil
    }
}

/// Where the poll of a channel stands.
struct MattermostCursor {
    /// Milliseconds of the server's clock.
    var since: Int64
    /// States of posts that were seen within the overlap.
    var seen: Set<String> = []
    /// The newest post known.
    var last: String?
    var isCatchingUp = false

    init(since: Int64, last: String?) {
        self.since = since
        self.last = last
    }

    init?(_ cursor: PollCursor) {
        guard let json = try? JSONValue(reading: Array(cursor.text.utf8)), let since = json["since"]?.integer else { return nil }
        self.since = since
        seen = Set(json["seen"]?.array?.compactMap(\.string) ?? [])
        last = json["last"]?.string
        isCatchingUp = json["catching_up"]?.bool ?? false
    }

    var stored: PollCursor {
        let json: JSONValue = .members([
            "since": .integer(since), "seen": .array(seen.sorted().map(JSONValue.string)), "last": last.map(JSONValue.string),
            "catching_up": isCatchingUp ? true : nil,
        ])
        return PollCursor(String(decoding: json.encoded, as: UTF8.self))
    }

    var caughtUp: MattermostCursor {
        var cursor = self
        cursor.isCatchingUp = false
        cursor.last = nil
        return cursor
    }

    /// Goes on behind these changes; what lies within the overlap is remembered, since it comes again.
    mutating func take(_ changes: [MattermostPost], newest: MattermostPost?, overlap: Int64) {
        last = newest?.id ?? last
        guard let latest = changes.map(\.changed).max() else { return }
        let oldSeen = seen
        let oldSince = since
        since = max(since, latest - overlap)
        seen = Set(changes.filter { $0.changed >= since }.map(\.mark))
        if since == oldSince { seen.formUnion(oldSeen) }
    }
}
