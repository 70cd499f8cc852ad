import GRDB
public import Model

extension HistoryStore {
    /// Every record of the history, of all teams or of some, in an order in which each comes after what it refers to.
    ///
    /// All of it is read within one look at the store, which the daemon's writes do not disturb.
    /// - Parameter take: what is done with each record; what it throws ends the export.
    public func export(teams: Set<TeamID>? = nil, _ take: @escaping @Sendable (HistoryRecord) throws -> Void) async throws(StoreError) {
        try await read { db in
            let exporter = Exporter(db: db, teams: teams, take: take)
            try take(.format(ExportFormat()))
            for kind in HistoryRecord.Kind.allCases { try exporter.write(kind) }
        }
    }
}

private struct Exporter {
    let db: Database
    let teams: Set<TeamID>?
    let take: (HistoryRecord) throws -> Void

    func write(_ kind: HistoryRecord.Kind) throws {
        switch kind {
        case .format: return
        case .team: try rows(TeamRecord.select) { .team(try TeamRecord(&$0)) }
        case .definition: try rows(DefinitionRecord.select) { .definition(try DefinitionRecord(&$0)) }
        case .series: try rows(SeriesRecord.select) { .series(SeriesRecord(&$0)) }
        case .checkIn: try rows(CheckInRecord.select) { .checkIn(try CheckInRecord(&$0)) }
        case .reminder: try rows(ReminderRecord.select) { .reminder(try ReminderRecord(&$0)) }
        case .message: try rows(MessageRecord.select) { .message(try MessageRecord(&$0)) }
        case .update: try rows(UpdateRecord.select) { .update(try UpdateRecord(&$0)) }
        case .output: try rows(OutputRecord.select) { .output(try OutputRecord(&$0)) }
        case .blocker: try rows(BlockerRecord.select) { .blocker(try BlockerRecord(&$0)) }
        case .skip: try rows(SkipRecord.select) { .skip(try SkipRecord(&$0)) }
        case .question: try rows(QuestionRecord.select) { .question(try QuestionRecord(&$0)) }
        case .sent: try rows(SentRecord.select) { .sent(try SentRecord(&$0)) }
        case .chat:
            // The chat belongs to channels, not to teams: with some teams only it is left out.
            if teams == nil { try rows(ChatRecord.select) { .chat(try ChatRecord(&$0)) } }
        case .pause: try rows(PauseRecord.select) { .pause(try PauseRecord(&$0)) }
        }
    }

    /// The first column of every selection is the team that a row belongs to.
    private func rows(_ select: String, _ record: (inout Columns) throws -> HistoryRecord) throws {
        let cursor = try Row.fetchCursor(db.cachedStatement(sql: select))
        while let row = try cursor.next() {
            var columns = Columns(row)
            let team: TeamID? = columns.optionalName()
            if let teams, !(team.map(teams.contains) ?? false) { continue }
            try take(record(&columns))
        }
    }
}
