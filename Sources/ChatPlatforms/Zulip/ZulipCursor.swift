import Model

/// Where a poller of the event queue stands, and what it must know to read the next events.
struct ZulipCursor: Sendable, Hashable {
    /// A topic in which a message of ours stands.
    struct Root: Sendable, Hashable {
        var channel: Int64
        var topic: String
        var message: Int64
    }

    private static let rootCount = 60
    private static let directCount = 60
    private static let answerCount = 100

    /// Nil where a queue must be made.
    var queue: String?
    var lastEvent: Int64 = -1
    /// The newest message that was seen; what is newer has still to be read.
    var lastMessage: Int64?
    /// Seconds at which the queue was last heard: what was edited after that has still to be read.
    var heardAt: Int64 = 0
    /// Messages behind this one are being read, since they came while no queue stood.
    var fillsFrom: Int64?
    /// Our own messages of before the first queue are being read, so that replies in their topics are known as such.
    var learns = false
    var roots: [Root] = []
    /// Who wrote the latest messages that were said to us alone: edits and deletions of them do not tell.
    var direct: [Int64: Int64] = [:]

    /// The latest messages of people in topics of ours, by their channel: whether they still stand is looked at when the queue was gone.
    var answers: [Int64: Int64] = [:]
    /// While the history is read: messages that stood before and have not been seen there yet, and the channels of which something was seen.
    var unseen: Set<Int64> = []
    var seenChannels: Set<Int64> = []

    init() {}

    init?(_ cursor: PollCursor) {
        guard let value = cursor.json, value.object != nil else { return nil }
        queue = value["queue"]?.string
        lastEvent = value["event"]?.integer ?? -1
        lastMessage = value["message"]?.integer
        heardAt = value["heard"]?.integer ?? 0
        fillsFrom = value["fill"]?.integer
        learns = value["learns"] == true
        roots = (value["roots"]?.array ?? []).compactMap { entry in
            guard let parts = entry.array, parts.count == 3, let channel = parts[0].integer, let topic = parts[1].string,
                let message = parts[2].integer
            else { return nil }
            return Root(channel: channel, topic: topic, message: message)
        }
        direct = Self.numbers(value["direct"])
        answers = Self.numbers(value["answers"])
        unseen = Set((value["unseen"]?.array ?? []).compactMap(\.integer))
        seenChannels = Set((value["seen_channels"]?.array ?? []).compactMap(\.integer))
    }

    var stored: PollCursor {
        let roots = roots.map { JSONValue.array([.integer($0.channel), .string($0.topic), .integer($0.message)]) }
        func table(_ numbers: [Int64: Int64]) -> JSONValue {
            .object(Dictionary(uniqueKeysWithValues: numbers.map { (String($0.key), JSONValue.integer($0.value)) }))
        }
        func list(_ numbers: Set<Int64>) -> JSONValue? { numbers.isEmpty ? nil : .array(numbers.sorted().map(JSONValue.integer)) }
        let value = JSONValue.members([
            "queue": queue.map(JSONValue.string), "event": .integer(lastEvent), "message": lastMessage.map(JSONValue.integer),
            "heard": .integer(heardAt), "fill": fillsFrom.map(JSONValue.integer), "learns": learns ? true : nil, "roots": .array(roots),
            "direct": table(direct), "answers": answers.isEmpty ? nil : table(answers), "unseen": list(unseen), "seen_channels": list(seenChannels),
        ])
        return PollCursor(value)
    }

    private static func numbers(_ value: JSONValue?) -> [Int64: Int64] {
        (value?.object ?? [:]).reduce(into: [:]) { numbers, entry in
            if let key = Int64(entry.key), let number = entry.value.integer { numbers[key] = number }
        }
    }

    func root(of topic: String, in channel: Int64) -> Int64? {
        roots.first { $0.channel == channel && Self.isSame($0.topic, topic) }?.message
    }

    mutating func noteRoot(_ message: Int64, of topic: String, in channel: Int64) {
        guard root(of: topic, in: channel) == nil else { return }
        roots.append(Root(channel: channel, topic: topic, message: message))
        if roots.count > Self.rootCount { roots.removeFirst() }
    }

    /// Messages went to another topic, or to another channel: where our root is among them the topic is followed; where it is not, both are it.
    mutating func move(_ messages: [Int64], from old: (channel: Int64, topic: String), to new: (channel: Int64, topic: String)) {
        guard let index = roots.firstIndex(where: { $0.channel == old.channel && Self.isSame($0.topic, old.topic) }) else { return }
        let root = roots[index]
        if messages.contains(root.message) { roots.remove(at: index) }
        noteRoot(root.message, of: new.topic, in: new.channel)
    }

    mutating func noteAnswer(_ message: Int64, in channel: Int64) {
        answers[message] = channel
        if answers.count > Self.answerCount, let oldest = answers.keys.min() { answers[oldest] = nil }
    }

    mutating func forget(_ message: Int64) {
        answers[message] = nil
        unseen.remove(message)
    }

    /// Reads the history behind a message: what stood behind it before must still be there.
    mutating func fill(from message: Int64) {
        fillsFrom = message
        unseen = Set(answers.keys).union(direct.keys).filter { $0 > message }
        seenChannels = []
    }

    mutating func see(_ message: Int64, in channel: Int64?) {
        unseen.remove(message)
        if let channel { seenChannels.insert(channel) }
    }

    /// What is gone once the history was read to its end. Of a channel in which nothing at all was seen we know nothing: we may have been put out of it.
    mutating func takeGone() -> [Int64] {
        let gone = unseen.filter { direct[$0] != nil || answers[$0].map(seenChannels.contains) ?? false }
        unseen = []
        seenChannels = []
        return gone.sorted()
    }

    mutating func noteDirect(_ message: Int64, from sender: Int64) {
        direct[message] = sender
        if direct.count > Self.directCount, let oldest = direct.keys.min() { direct[oldest] = nil }
    }

    /// Topics are the same in any case, and a resolved one has a mark before its name.
    private static func isSame(_ left: String, _ right: String) -> Bool { plain(left) == plain(right) }

    private static func plain(_ topic: String) -> String {
        (topic.hasPrefix("✔ ") ? String(topic.dropFirst(2)) : topic).lowercased()
    }
}
