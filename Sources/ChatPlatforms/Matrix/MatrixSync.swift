import Model
import OutboundHTTP

/// `/sync` as a long poll; in between, rooms that we are invited to are entered, and what the server left out of a timeline is read.
extension MatrixPlatform {
    private static let hold = Duration.seconds(30)
    /// Pages of a gap that are read, a hundred events each.
    private static let pageLimit = 50
    /// How long it is told that something was not read.
    private static let remembrance = Duration.days(7)
    /// Servers' clocks differ.
    private static let slack: Int64 = 10 * 60 * 1000

    func pollScopes(conversations: [String]) -> [PollScope] { [.account] }

    func poll(_ scope: PollScope, _ context: PollContext, at now: Instant) -> OutboundRequest? {
        let cursor = context.cursor.flatMap(MatrixCursor.init) ?? MatrixCursor()
        if let room = cursor.nextJoin(context.conversations) {
            return api.request(.post, "v3/join/\(Escaping.query(room))", body: [:], allowPrivate: context.allowPrivate)
        }
        if let gap = cursor.gaps.first {
            var query = formFields(["dir": gap.isForward ? "f" : "b", "from": gap.from, "limit": "100", "filter": Self.timelineFilter.text])
            if let to = gap.to { query += "&" + formFields(["to": to]) }
            return api.request(
                .get, "v3/rooms/\(Escaping.query(gap.room))/messages?\(query)", limit: 16 * 1024 * 1024, allowPrivate: context.allowPrivate)
        }
        let waits = cursor.since != nil
        var query = formFields([
            "filter": Self.syncFilter.text, "set_presence": "offline", "timeout": waits ? String(Self.hold.milliseconds) : "0",
        ])
        if let since = cursor.since { query += "&" + formFields(["since": since]) }
        return api.request(
            .get, "v3/sync?\(query)", limit: 32 * 1024 * 1024, total: Self.hold + .seconds(waits ? 20 : 60), allowPrivate: context.allowPrivate)
    }

    private static let timelineFilter: JSONValue = [
        "limit": .integer(100),
        "types": ["m.room.message", "m.room.redaction", "m.room.member", "m.room.encryption", "m.room.encrypted"],
    ]

    private static let syncFilter: JSONValue = {
        let nothing: JSONValue = ["types": []]
        let room: JSONValue = ["timeline": timelineFilter, "state": nothing, "ephemeral": nothing, "account_data": nothing]
        return ["presence": nothing, "account_data": nothing, "room": room]
    }()

    func polled(_ response: OutboundResponse, _ scope: PollScope, _ context: PollContext, at now: Instant) -> PollOutcome {
        var cursor = context.cursor.flatMap(MatrixCursor.init) ?? MatrixCursor(behind: context.firstOwn)
        if let room = cursor.nextJoin(context.conversations) { return joined(response, room, &cursor, at: now) }
        if !cursor.gaps.isEmpty { return filled(response, &cursor, context, at: now) }
        guard response.isSuccess, let document = response.json, let next = document["next_batch"]?.string, !next.isEmpty else {
            let answer = MatrixAnswer(response, at: now)
            guard cursor.since != nil, answer.isTokenRefused else { return answer.outcome.asPoll }
            cursor.since = nil
            return .restart(cursor.stored, DeliveryFailure(.gone, "Matrix forgot the place in its stream; what was missed is read from the rooms"))
        }
        return synced(document, next, &cursor, context, at: now)
    }

    /// What cannot be entered is given up; the next invitation tries again.
    private func joined(_ response: OutboundResponse, _ room: String, _ cursor: inout MatrixCursor, at now: Instant) -> PollOutcome {
        if !response.isSuccess {
            switch MatrixAnswer(response, at: now).outcome {
            case .accountDead(let failure): return .accountDead(failure)
            case .retry(let after, let failure): return .retry(after: after, failure)
            case .delivered, .unknown, .refused, .conversationGone: break
            }
        }
        cursor.invites.remove(room)
        cursor.joins.remove(room)
        return .events([], cursor.stored, again: .zero)
    }

    private func synced(
        _ document: JSONValue, _ next: String, _ cursor: inout MatrixCursor, _ context: PollContext, at now: Instant
    ) -> PollOutcome {
        let old = cursor
        // Nothing was ever heard: all that stands there is old.
        let isFirst = old.since == nil && old.heardAt == 0
        cursor.since = next
        cursor.heardAt = max(now.milliseconds, 1)
        cursor.lost = cursor.lost.filter { Instant(milliseconds: $0.value) + Self.remembrance > now }
        noteInvites(document["rooms"]?["invite"]?.object ?? [:], &cursor, context)
        var incoming: [IncomingEvent] = []
        for (room, content) in (document["rooms"]?["join"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            let timeline = content["timeline"]
            var events = (timeline?["events"]?.array ?? []).map { MatrixEvent($0, account: account, room: room, selfID: context.facts.selfID) }
            if events.contains(where: \.marksDirect) { cursor.direct.insert(room) }
            if events.contains(where: \.isEncrypted) { cursor.encrypted.insert(room) }
            let isNew = cursor.rooms.insert(room).inserted
            if isFirst { continue }
            if isNew {
                // What was said before we came is not for us.
                events = events.lastIndex(where: \.isOwnJoin).map { Array(events[$0...]) } ?? events
            } else if timeline?["limited"] == true, let since = old.since {
                // The gap holds these events too.
                cursor.gaps.append(.init(room: room, from: since, to: next, until: 0))
                continue
            } else if timeline?["limited"] == true, let from = timeline?["prev_batch"]?.string {
                cursor.gaps.append(.init(room: room, from: from, to: nil, until: old.heardAt - Self.slack))
            }
            if old.since == nil { events = events.filter { ($0.sentAt ?? 0) >= old.heardAt - Self.slack } }
            incoming += events.compactMap { $0.incoming(isDirect: cursor.direct.contains(room)) }
        }
        for room in document["rooms"]?["leave"]?.object?.keys ?? [:].keys {
            cursor.rooms.remove(room)
            cursor.invites.remove(room)
            cursor.encrypted.remove(room)
        }
        return .events(incoming, cursor.stored, again: .zero)
    }

    /// Anybody may invite us to a room of the configuration; for a talk alone only somebody of our own server may.
    private func noteInvites(_ invites: [String: JSONValue], _ cursor: inout MatrixCursor, _ context: PollContext) {
        for (room, content) in invites {
            cursor.invites.insert(room)
            let own = (content["invite_state"]?["events"]?.array ?? []).first {
                $0["type"] == "m.room.member" && $0["state_key"]?.string == context.facts.selfID
            }
            let sender = own?["sender"]?.string ?? ""
            if own?["content"]?["is_direct"] == true, matrixServer(sender) != nil, matrixServer(sender) == context.facts.selfID.flatMap(matrixServer)
            {
                cursor.joins.insert(room)
                cursor.direct.insert(room)
            }
        }
    }

    private func filled(_ response: OutboundResponse, _ cursor: inout MatrixCursor, _ context: PollContext, at now: Instant) -> PollOutcome {
        var gap = cursor.gaps.removeFirst()
        guard response.isSuccess, let document = response.json, let chunk = document["chunk"]?.array else {
            switch MatrixAnswer(response, at: now).outcome {
            // The room is closed to us, or the place is gone: there is nothing more to learn there.
            case .refused, .conversationGone:
                cursor.lost[gap.room] = now.milliseconds
                return .events([], cursor.stored, again: .zero)
            case let outcome: return outcome.asPoll
            }
        }
        let events = chunk.map { MatrixEvent($0, account: account, room: gap.room, selfID: context.facts.selfID) }
        if events.contains(where: \.isEncrypted) { cursor.encrypted.insert(gap.room) }
        let isDirect = cursor.direct.contains(gap.room)
        var incoming = events.filter { ($0.sentAt ?? 0) >= gap.until }.compactMap { $0.incoming(isDirect: isDirect) }
        if !gap.isForward { incoming.reverse() }
        gap.pages += 1
        let reachesKnown = !gap.isForward && events.contains { ($0.sentAt ?? .max) < gap.until || $0.isOwnJoin }
        if !events.isEmpty, !reachesKnown, let end = document["end"]?.string, end != gap.from, end != gap.to {
            if gap.pages < Self.pageLimit {
                gap.from = end
                cursor.gaps.insert(gap, at: 0)
            } else {
                cursor.lost[gap.room] = now.milliseconds
            }
        }
        return .events(incoming, cursor.stored, again: .zero)
    }

    func trouble(in cursor: PollCursor, of conversation: String, at now: Instant) -> String? {
        guard let cursor = MatrixCursor(cursor) else { return nil }
        if cursor.encrypted.contains(conversation) { return Self.encryptedWords }
        return cursor.lost[conversation].map { found in
            let time = Instant(milliseconds: found / 1000 * 1000)
            return "at \(time) not all was read that was said before: ask whoever got no answer to write again"
        }
    }

    // Whether a room is encrypted.

    private static let encryptedWords = "the room is encrypted, and the bot cannot read it"

    func examine(_ conversation: String, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        api.request(.get, "v3/rooms/\(Escaping.query(conversation))/state/m.room.encryption/", allowPrivate: allowPrivate)
    }

    /// Without that state, or where we may not look, nothing is known to be in the way.
    func obstacle(in response: OutboundResponse) -> DeliveryFailure? {
        guard response.isSuccess, response.json?["algorithm"]?.string != nil else { return nil }
        return DeliveryFailure(.policy, Self.encryptedWords)
    }
}

/// What stands behind the colon of a user id.
private func matrixServer(_ user: String) -> String? {
    user.firstIndex(of: ":").map { String(user[user.index(after: $0)...]) }
}
