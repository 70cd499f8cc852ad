import GRDB
import Model

extension HistoryStore {
    /// T0: events into the inbox, all of them or none. Only once this returns may the platform be told that they arrived.
    public func takeIn(_ intakes: [Intake]) async throws(StoreError) -> [IntakeResult] {
        try await write { db in try intakes.map { try db.takeIn($0) } }
    }
}

extension Database {
    /// A replay changes nothing: not even the journal.
    func takeIn(_ intake: Intake) throws -> IntakeResult {
        let event = intake.event
        let taken = try run(
            """
            INSERT INTO inbox (
                id, account, event_id, conversation, message_id, version, change, thread, sender_id, sender_name, text, markup, sent_at,
                is_direct, mentions_us, is_thread_ours, is_command, received_at, due_at, state, attempts, is_head)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?18, 'waiting', 0,
                NOT EXISTS (SELECT 1 FROM inbox WHERE account = ?2 AND conversation = ?4 AND is_head = 1))
            ON CONFLICT DO NOTHING
            """,
            [
                intake.inbox.description, event.account.rawValue, event.eventID, event.conversation, event.messageID, event.version,
                event.change.stored, event.thread, event.senderID, event.senderName, event.text, event.markup.rawValue,
                event.sentAt.milliseconds, event.isDirect, event.mentionsUs, event.isThreadOurs, event.isCommand, intake.receivedAt.milliseconds,
            ])
        guard taken == 1 else { return .alreadyKnown }
        try note(.takeIn, at: intake.receivedAt, inbox: intake.inbox, event.change.stored)
        return .taken
    }
}

extension IncomingEvent.Change {
    var stored: String {
        switch self {
        case .posted: "posted"
        case .edited: "edited"
        case .deleted: "deleted"
        }
    }

    init(stored: String, version: String) throws {
        switch stored {
        case "posted": self = .posted
        case "edited": self = .edited(stamp: version)
        case "deleted": self = .deleted
        default: throw Damage("not a change: \(stored)")
        }
    }
}
