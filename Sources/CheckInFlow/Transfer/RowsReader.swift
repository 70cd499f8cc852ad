import HistoryStore
import Model
import Scheduling

/// Reads the rows of a table one by one into messages and updates, and gathers what is wrong with them.
struct RowsReader {
    let source: ValuesImport
    let map: ColumnMap
    private(set) var records: [HistoryRecord] = []
    private(set) var weeks: Set<ISOWeek> = []
    private(set) var problems: [ValuesImport.Problem] = []

    init(source: ValuesImport, map: ColumnMap) {
        self.source = source
        self.map = map
    }

    private var team: Team { source.team.team }

    mutating func read(_ row: CSVTable.Row) {
        let before = problems.count
        guard let saidAt = saidAt(row) else { return }
        let said = self.said(row)
        guard problems.count == before, !said.isEmpty else { return }
        let week = week(of: saidAt)
        weeks.insert(week)
        let checkIn = CheckInID(team: team.id, week: week)
        let author = author(row)
        let seed = "\(team.id)\n\(row.text)"
        let message = Message(
            id: id(at: saidAt, seed), account: ValuesImport.account, conversation: team.id.rawValue, platformID: id(at: saidAt, seed).description,
            version: "0", thread: nil, checkIn: checkIn, author: author, text: row.text, markup: .plain, sentAt: saidAt)
        records.append(.message(MessageRecord(message)))
        for item in said {
            let update = Update(
                id: id(at: saidAt, "\(seed)\n\(item.keyResult)"), team: team.id, keyResult: item.keyResult, checkIn: checkIn, value: item.value,
                status: item.status, confidence: item.confidence, note: item.note, saidAt: saidAt, author: author, source: .import,
                evidence: Evidence(message: message.id, start: item.words.start, end: item.words.end))
            records.append(.update(UpdateRecord(update, recordedAt: source.now)))
        }
    }

    private struct Said {
        var keyResult: KeyResultID
        var value: Double?
        var status: Status?
        var confidence: Double?
        var note: String?
        var words: CSVTable.Field
    }

    private mutating func saidAt(_ row: CSVTable.Row) -> Instant? {
        guard let cell = cell(.date, row) else {
            report(row, "it has no date")
            return nil
        }
        guard let instant = CellReading.instant(cell.text, order: source.options.dates, zone: source.team.zone) else {
            report(row, "“\(cell.text)” is no date such as 2026-10-26 or 2026-W44; --dates dmy reads 26.10.2026, --dates mdy 10/26/2026")
            return nil
        }
        guard instant <= source.now else {
            report(row, "“\(cell.text)” is in the future")
            return nil
        }
        return instant
    }

    private mutating func said(_ row: CSVTable.Row) -> [Said] {
        map.columns[.keyResult] == nil ? wide(row) : long(row).map { [$0] } ?? []
    }

    private mutating func wide(_ row: CSVTable.Row) -> [Said] {
        var said: [Said] = []
        for keyResult in team.keyResults {
            guard let column = map.values[keyResult.id], let cell = cell(column, row), let value = value(cell, keyResult, row) else { continue }
            said.append(Said(keyResult: keyResult.id, value: value, note: note(row), words: cell))
        }
        return said
    }

    private mutating func long(_ row: CSVTable.Row) -> Said? {
        guard let name = cell(.keyResult, row) else {
            report(row, "it names no key result")
            return nil
        }
        guard let keyResult = team.keyResults.first(where: { $0.isCalled(name.text) }) else {
            report(row, "“\(name.text)” is no key result of \(team.id); it has \(listed(team.keyResults.map(\.id.rawValue)))")
            return nil
        }
        let cells = [cell(.value, row), cell(.status, row), cell(.confidence, row)]
        guard let words = cells.compactMap({ $0 }).first else { return nil }
        return Said(
            keyResult: keyResult.id, value: cells[0].flatMap { value($0, keyResult, row) },
            status: cells[1].flatMap { read($0, row, "status such as on track, at risk or off track", CellReading.status) },
            confidence: cells[2].flatMap { read($0, row, "confidence such as 70 %", CellReading.confidence) }, note: note(row), words: words)
    }

    private mutating func value(_ cell: CSVTable.Field, _ keyResult: KeyResult, _ row: CSVTable.Row) -> Double? {
        let unit = keyResult.unit.isEmpty ? "" : " in \(keyResult.unit)"
        let locale = team.locale
        return read(cell, row, "\(keyResult.kind.rawValue)\(unit) for \(keyResult.id)") {
            CellReading.value($0, of: keyResult, locale: locale)
        }
    }

    private mutating func read<T>(_ cell: CSVTable.Field, _ row: CSVTable.Row, _ wanted: String, _ reading: (String) -> T?) -> T? {
        if let found = reading(cell.text) { return found }
        report(row, "“\(cell.text)” is no \(wanted)")
        return nil
    }

    private func note(_ row: CSVTable.Row) -> String? { cell(.note, row)?.text }

    private func author(_ row: CSVTable.Row) -> Author {
        guard let name = cell(.author, row)?.text else {
            return source.options.author.map { .person($0) } ?? .user(ValuesImport.account, "csv")
        }
        let known = team.people.first { person in
            ([person.id.rawValue, person.name] + person.chat.values).contains { $0.lowercased() == name.lowercased() }
        }
        return known.map { .person($0.id) } ?? .user(ValuesImport.account, name)
    }

    private func cell(_ meaning: ColumnMap.Meaning, _ row: CSVTable.Row) -> CSVTable.Field? { map.columns[meaning].flatMap { cell($0, row) } }

    /// Nil for an empty one.
    private func cell(_ column: Int, _ row: CSVTable.Row) -> CSVTable.Field? {
        guard row.fields.indices.contains(column), !row.fields[column].text.isEmpty else { return nil }
        return row.fields[column]
    }

    /// A week that is still to be asked gets no check-in by an import: what is said of it counts for the newest that may have one.
    private func week(of instant: Instant) -> ISOWeek {
        let week = source.team.zone.week(at: instant)
        return source.taken.contains(week) ? week : min(week, source.lastWeek)
    }

    private mutating func report(_ row: CSVTable.Row, _ sentence: String) {
        problems.append(ValuesImport.Problem(line: row.line, sentence: sentence))
    }

    /// The same for the same words: FNV-1a over 64 bits, twice.
    private func id(at instant: Instant, _ seed: String) -> UniqueID {
        var generator = Repeating(state: Self.hash(seed), other: Self.hash("again\n" + seed))
        return .make(at: instant, using: &generator)
    }

    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}

/// Two words, in turn.
private struct Repeating: RandomNumberGenerator {
    var state: UInt64
    var other: UInt64

    mutating func next() -> UInt64 {
        swap(&state, &other)
        return other
    }
}
