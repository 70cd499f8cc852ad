import Model

/// When a message was made and changed, in milliseconds of the server's clock; 0 for what did not happen.
struct MessageTimes: Hashable {
    var created: Int64
    var updated: Int64 = 0
    var edited: Int64 = 0
    var deleted: Int64 = 0

    var changed: Int64 { max(created, updated, edited, deleted) }

    /// What names this state of the message with that id.
    func mark(_ id: String) -> String { deleted > 0 ? "\(id)-deleted" : edited > 0 ? "\(id)-\(edited)" : id }

    /// Nil where only a reply or a reaction changed it.
    func change(since: Int64) -> IncomingEvent.Change? {
        if deleted > 0 { return deleted >= since ? .deleted : nil }
        if edited > 0 { return edited >= since ? .edited(stamp: String(edited)) : nil }
        return created >= since ? .posted : nil
    }
}

/// A message in a list of changes.
protocol ChangedMessage {
    var id: String { get }
    var times: MessageTimes { get }
}

extension ChangedMessage {
    /// This state of the message.
    var mark: String { times.mark(id) }
}

/// Up to where a conversation's changes were read, by the server's clock.
///
/// Changes may become visible out of order, so that some seconds are read again, and what was seen in them is remembered.
struct ChangeCursor: Hashable {
    private static let overlap: Int64 = 5000

    /// Milliseconds.
    var since: Int64
    /// States of messages, by their marks.
    var seen: Set<String> = []

    init(since: Int64) { self.since = since }

    /// From now on: what is listed is old, and everything else is new.
    init(since: Int64, listed: [some ChangedMessage]) {
        self.since = since
        seen = Set(listed.filter { $0.times.changed >= since }.map(\.mark))
    }

    init?(_ json: JSONValue?) {
        guard let since = json?["since"]?.integer else { return nil }
        self.since = since
        seen = Set(json?["seen"]?.array?.compactMap(\.string) ?? [])
    }

    /// As it is kept, beside what else tells where a platform's poll stands.
    func stored(beside place: KeyValuePairs<String, JSONValue?>) -> PollCursor {
        var members = JSONValue.members(place).object ?? [:]
        members["since"] = .integer(since)
        members["seen"] = .array(seen.sorted().map(JSONValue.string))
        return PollCursor(.object(members))
    }

    mutating func take(_ changes: [some ChangedMessage]) {
        guard let latest = changes.map(\.times.changed).max() else { return }
        let old = self
        self = ChangeCursor(since: max(since, latest - Self.overlap), listed: changes)
        if since == old.since { seen.formUnion(old.seen) }
    }
}

extension OwnMessage {
    /// Where fetching begins behind a message of which it is not known whether it arrived; nil where it is: then the server is asked for its time.
    var assumedStart: Int64? { id == nil ? answersSince.milliseconds : nil }
}
