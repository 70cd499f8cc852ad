import GRDB
import Model

extension Database {
    /// Appends to the journal. The outcome is constant text and numbers, or what the flow says for the journal; never a person's words.
    func note(
        _ step: JournalRow.Step, at: Instant, team: TeamID? = nil, checkIn: CheckInID? = nil, message: UniqueID? = nil, inbox: UniqueID? = nil,
        outbox: UniqueID? = nil, _ outcome: String
    ) throws {
        try run(
            "INSERT INTO journal (at, step, team, week, message, inbox, outbox, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                at.milliseconds, step.rawValue, (checkIn?.team ?? team)?.rawValue, checkIn?.week.description, message?.description,
                inbox?.description, outbox?.description, outcome,
            ])
    }
}
