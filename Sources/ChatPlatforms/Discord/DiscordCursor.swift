import Model

/// Where the poll of a channel stands, and of each thread under it that is read.
struct DiscordCursor {
    struct Place: Hashable {
        /// The newest message known.
        var after: DiscordSnowflake
        /// The newest edit known, in milliseconds.
        var edited: Int64
        /// Set while more than a page is new: read forwards from here.
        var gap: DiscordSnowflake?

        func isNews(_ message: DiscordMessage) -> Bool { message.id > (gap ?? after) || (message.edited ?? 0) > edited }

        mutating func take(_ messages: [DiscordMessage]) {
            after = max(after, messages.last?.id ?? after)
            edited = max(edited, messages.compactMap(\.edited).max() ?? edited)
        }
    }

    var channel: Place
    /// By the id of the thread, which is that of the message that it hangs on.
    var threads: [String: Place] = [:]
    /// Threads still to be read in this round; empty while the channel is.
    var queue: [String] = []

    init(channel: Place) { self.channel = channel }

    /// The place that is read next.
    var current: Place? {
        get { queue.first.map { threads[$0] } ?? channel }
        set {
            guard let newValue else { return }
            if let thread = queue.first { threads[thread] = newValue } else { channel = newValue }
        }
    }

    /// Takes up the threads that hang on these messages, from their beginning.
    mutating func note(_ messages: [DiscordMessage], roots: [String]) {
        for message in messages where message.hasThread && roots.contains("\(message.id)") && threads["\(message.id)"] == nil {
            threads["\(message.id)"] = Place(after: message.id, edited: message.id.instant.milliseconds)
        }
    }

    /// On to the next place: behind the channel come its threads, behind the last thread the pause. Threads nobody asks for are let go.
    func advanced(roots: [String]) -> DiscordCursor {
        var next = self
        if queue.isEmpty {
            next.threads = threads.filter { roots.contains($0.key) }
            next.queue = next.threads.keys.sorted()
        } else {
            next.queue.removeFirst()
        }
        return next
    }

    func without(_ thread: String) -> DiscordCursor {
        var next = self
        next.threads[thread] = nil
        next.queue.removeAll { $0 == thread }
        return next
    }

    init?(_ cursor: PollCursor) {
        guard let json = cursor.json, let channel = json["channel"].flatMap(Place.init) else { return nil }
        self.channel = channel
        threads = (json["threads"]?.object ?? [:]).compactMapValues(Place.init)
        queue = (json["queue"]?.array?.compactMap(\.string) ?? []).filter { threads[$0] != nil }
    }

    var stored: PollCursor {
        let json: JSONValue = [
            "channel": channel.json, "threads": .object(threads.mapValues(\.json)), "queue": .array(queue.map(JSONValue.string)),
        ]
        return PollCursor(json)
    }
}

extension DiscordCursor.Place {
    init?(_ json: JSONValue) {
        guard let after = json["after"]?.string.flatMap({ DiscordSnowflake($0) }), let edited = json["edited"]?.integer else { return nil }
        self.init(after: after, edited: edited, gap: json["gap"]?.string.flatMap { DiscordSnowflake($0) })
    }

    fileprivate var json: JSONValue {
        .members(["after": .string("\(after)"), "edited": .integer(edited), "gap": gap.map { .string("\($0)") }])
    }
}
