import Model

/// Where `/sync` stands, and what must be done before it goes on.
struct MatrixCursor: Sendable, Hashable {
    /// A piece of a room's past that the server left out of its answer.
    struct Gap: Sendable, Hashable {
        var room: String
        var from: String
        /// Read forwards up to here, so that edits keep their order. Nil where the server forgot our place: then backwards, until all is old.
        var to: String?
        /// Milliseconds: what is older was seen before.
        var until: Int64
        var pages = 0

        var isForward: Bool { to != nil }
    }

    private static let roomCount = 500

    /// Nil before the first answer, and after the server forgot the place.
    var since: String?
    /// Milliseconds at which the last answer came.
    var heardAt: Int64 = 0
    var gaps: [Gap] = []
    /// Rooms that we are in and have begun to read.
    var rooms: Set<String> = []
    /// Those of them that are for two.
    var direct: Set<String> = []
    /// Rooms that we were invited to.
    var invites: Set<String> = []
    /// Those of them that we mean to enter whether or not the configuration names them.
    var joins: Set<String> = []

    /// Rooms whose words we cannot read.
    var encrypted: Set<String> = []
    /// Rooms in which more was said than was read, with the milliseconds at which that was found.
    var lost: [String: Int64] = [:]

    init() {}

    /// As if the stream had been heard until our first message that people may have answered; without one, nothing was heard.
    init(behind own: OwnMessage?) {
        guard let own else { return }
        heardAt = max(own.madeAt.milliseconds, 1)
        rooms = [own.conversation]
    }

    init?(_ cursor: PollCursor) {
        guard let value = cursor.json, value.object != nil else { return nil }
        func set(_ name: String) -> Set<String> { Set((value[name]?.array ?? []).compactMap(\.string)) }
        since = value["since"]?.string
        heardAt = value["heard"]?.integer ?? 0
        rooms = set("rooms")
        direct = set("direct")
        invites = set("invites")
        joins = set("joins")
        encrypted = set("encrypted")
        lost = (value["lost"]?.object ?? [:]).compactMapValues(\.integer)
        gaps = (value["gaps"]?.array ?? []).compactMap { entry in
            guard let room = entry["room"]?.string, let from = entry["from"]?.string else { return nil }
            return Gap(
                room: room, from: from, to: entry["to"]?.string, until: entry["until"]?.integer ?? 0, pages: Int(entry["pages"]?.integer ?? 0))
        }
    }

    var stored: PollCursor {
        func list(_ set: Set<String>) -> JSONValue { .array(set.sorted().prefix(Self.roomCount).map(JSONValue.string)) }
        let gaps = gaps.map { gap in
            JSONValue.members([
                "room": .string(gap.room), "from": .string(gap.from), "to": gap.to.map(JSONValue.string), "until": .integer(gap.until),
                "pages": .integer(Int64(gap.pages)),
            ])
        }
        let value = JSONValue.members([
            "since": since.map(JSONValue.string), "heard": .integer(heardAt), "gaps": .array(gaps), "rooms": list(rooms), "direct": list(direct),
            "invites": list(invites), "joins": list(joins), "encrypted": encrypted.isEmpty ? nil : list(encrypted),
            "lost": lost.isEmpty ? nil : .object(lost.mapValues(JSONValue.integer)),
        ])
        return PollCursor(value)
    }

    /// The room to enter next: one that the configuration names, or one for two.
    func nextJoin(_ conversations: [String]) -> String? { invites.intersection(joins.union(conversations)).min() }
}
