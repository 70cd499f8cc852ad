import Model
import OutboundHTTP

/// `getUpdates` as a long poll. The cursor is the offset that acknowledges what was stored.
extension TelegramPlatform {
    /// The server holds no request longer.
    private static let hold = Duration.seconds(50)

    func pollScopes(conversations: [String]) -> [PollScope] { capabilities.polls ? [.account] : [] }

    func poll(_ scope: PollScope, _ context: PollContext, at now: Instant) -> OutboundRequest? {
        var body: [String: JSONValue] = ["allowed_updates": TelegramReader.kinds]
        if let offset = context.cursor.flatMap(Self.offset) {
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
        let incoming = context.cursor == nil ? [] : updates.compactMap(reader.read)
        // After a week of silence Telegram begins to count anew, perhaps lower; so an offset that has done its work is dropped.
        return .events(incoming, PollCursor(String(next ?? 0)), again: .zero)
    }

    private static func offset(_ cursor: PollCursor) -> Int64? { Int64(cursor.text) }
}
