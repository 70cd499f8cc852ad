import Model
import OutboundHTTP

/// `getUpdates` as a long poll. The cursor is the offset that acknowledges what was stored, and behind it the groups that have got a new number.
extension TelegramPlatform {
    /// The server holds no request longer.
    private static let hold = Duration.seconds(50)

    func pollScopes(conversations: [String]) -> [PollScope] { capabilities.polls ? [.account] : [] }

    func poll(_ scope: PollScope, _ context: PollContext, at now: Instant) -> OutboundRequest? {
        var body: [String: JSONValue] = ["allowed_updates": TelegramReader.kinds]
        // What waits may answer a message of ours; where there is none it is old.
        if let offset = context.cursor.flatMap(Self.offset) ?? context.firstOwn.map({ _ in 0 }) {
            body["timeout"] = .integer(Self.hold.components.seconds)
            body["limit"] = .integer(100)
            // Zero stands for none: whatever waits is new.
            if offset > 0 { body["offset"] = .integer(offset) }
        } else {
            // Forgets all that waits but the newest, whose number tells where now is.
            body["offset"] = .integer(-1)
            body["timeout"] = .integer(0)
            body["limit"] = .integer(1)
        }
        return request("getUpdates", .object(body), limit: 16 * 1024 * 1024, total: Self.hold + .seconds(15), allowPrivate: context.allowPrivate)
    }

    func polled(_ response: OutboundResponse, _ scope: PollScope, _ context: PollContext, at now: Instant) -> PollOutcome {
        let answer = TelegramAnswer(response, at: now)
        guard let updates = answer.result?.array else { return answer.outcome(isRepeatable: true).asPoll }
        let next = updates.compactMap { $0["update_id"]?.integer }.max().map { $0 + 1 }
        let reader = reader(account, context.facts)
        var incoming = updates.compactMap(reader.read)
        if context.cursor == nil { incoming = incoming.filter { event in context.firstOwn.map { event.sentAt >= $0.answersSince } ?? false } }
        // After a week of silence Telegram begins to count anew, perhaps lower; so an offset that has done its work is dropped.
        let moved = updates.compactMap(reader.move).reduce(into: context.cursor.map(Self.moved) ?? [:]) { $0[$1.old] = $1.new }
        return .events(
            incoming, PollCursor(([String(next ?? 0)] + moved.sorted { $0 < $1 }.map { "\($0)>\($1)" }).joined(separator: " ")), again: .zero)
    }

    func trouble(in cursor: PollCursor, of conversation: String, at now: Instant) -> String? {
        TelegramChat(conversation).flatMap { Self.moved(cursor)[$0.id] }.map(TelegramAnswer.moved(to:))
    }

    private static func offset(_ cursor: PollCursor) -> Int64? { cursor.text.split(separator: " ").first.flatMap { Int64($0) } }

    /// New numbers by the old ones.
    private static func moved(_ cursor: PollCursor) -> [Int64: Int64] {
        let pairs = cursor.text.split(separator: " ").dropFirst().map { $0.split(separator: ">").compactMap { Int64($0) } }
        return Dictionary(pairs.filter { $0.count == 2 }.suffix(100).map { ($0[0], $0[1]) }) { $1 }
    }
}
