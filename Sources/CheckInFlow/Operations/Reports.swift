public import Insights
public import Model

/// How a team stands, for `outcomed status`.
public struct TeamStatus: Encodable, Hashable, Sendable {
    public struct KeyResultStatus: Encodable, Hashable, Sendable {
        public var number: Int
        public var keyResult: KeyResultID
        public var title: String
        public var value: Double?
        public var unit: String
        public var target: Double?
        /// What was said last, whenever that was.
        public var status: Status?
        /// In which check-in the status was said.
        public var statusCheckIn: CheckInID?
        /// In which check-in the value was said.
        public var checkIn: CheckInID?
        public var outcome: KeyResultOutcome?
        public var owner: PersonID?
        /// Value and target as people read them.
        var shown: String
    }

    public var team: TeamID
    public var name: String
    public var timeZone: String
    public var checkIn: CheckInID?
    public var state: CheckIn.State?
    public var closesAt: Instant?
    public var closesLocal: String?
    public var nextAsk: Instant?
    public var nextAskLocal: String?
    /// By an operator's word, beside what the team's file says.
    public var pausedUntil: LocalDate?
    public var missing: [String]
    public var keyResults: [KeyResultStatus]

    init(team: Team, zone: String, nextAsk: Instant?, nextAskLocal: String?) {
        self.team = team.id
        name = team.name
        timeZone = zone
        self.nextAsk = nextAsk
        self.nextAskLocal = nextAskLocal
        missing = []
        keyResults = team.keyResults.enumerated().map { index, keyResult in
            KeyResultStatus(
                number: index + 1, keyResult: keyResult.id, title: keyResult.title, value: nil, unit: keyResult.unit, target: keyResult.target,
                status: nil, statusCheckIn: nil, checkIn: nil, outcome: nil, owner: keyResult.owner, shown: "no value yet")
        }
    }

    mutating func add(_ newest: CheckIn, _ content: StatusContent, _ current: [KeyResultID: Update], _ statuses: [KeyResultID: Update]) {
        checkIn = newest.id
        state = newest.state
        closesAt = newest.state == .open ? newest.closesAt : nil
        closesLocal = newest.state == .open ? content.closes.map { "\($0.date) \($0.time) \(timeZone)" } : nil
        missing = content.missing
        let lines = Dictionary(content.lines.map { ($0.definition.id, $0) }) { first, _ in first }
        for index in keyResults.indices {
            let update = current[keyResults[index].keyResult]
            keyResults[index].value = update?.value
            keyResults[index].checkIn = update?.checkIn
            let said = statuses[keyResults[index].keyResult]
            keyResults[index].status = said?.status
            keyResults[index].statusCheckIn = said?.checkIn
            guard let line = lines[keyResults[index].keyResult] else { continue }
            keyResults[index].outcome = newest.state == .open ? line.outcome : nil
            if let value = update?.value { keyResults[index].shown = formatValue(value, of: line.definition, locale: content.locale) }
        }
    }

    /// As the command prints it.
    public var text: String {
        var lines = ["\(name) (\(team))"]
        if let checkIn, let state { lines.append("  newest check-in  \(checkIn), \(state.rawValue)" + (closesLocal.map { ", closes \($0)" } ?? "")) }
        if let pausedUntil { lines.append("  paused until     \(pausedUntil)") }
        if let nextAskLocal { lines.append("  next ask         \(nextAskLocal)") }
        if !missing.isEmpty { lines.append("  still missing    \(listed(missing))") }
        let rows = keyResults.map { keyResult in
            [
                "  \(keyResult.number)", keyResult.title, keyResult.shown, words(keyResult.status, saidIn: keyResult.statusCheckIn),
                keyResult.outcome.map { $0 == .silent ? "no answer yet" : $0.rawValue.replacing("_", with: " ") } ?? "",
            ]
        }
        return (lines + table(rows)).joined(separator: "\n")
    }

    /// A status of an earlier week says so: nobody has confirmed it in this one.
    private func words(_ status: Status?, saidIn said: CheckInID?) -> String {
        guard let status = status?.rawValue.replacing("_", with: " ") else { return "" }
        guard let said, said != checkIn else { return status }
        return "was \(status) in \(said.week)"
    }

    enum CodingKeys: String, CodingKey {
        case team, name, timeZone, checkIn, state, closesAt, nextAsk, pausedUntil, missing, keyResults
    }
}

extension TeamStatus.KeyResultStatus {
    enum CodingKeys: String, CodingKey { case number, keyResult, title, value, unit, target, status, statusCheckIn, checkIn, outcome, owner }
}

/// A digest's facts, for `outcomed digest --json`.
public struct DigestReport: Encodable, Hashable, Sendable {
    public struct Line: Encodable, Hashable, Sendable {
        public var number: Int
        public var keyResult: KeyResultID
        public var outcome: KeyResultOutcome
        public var value: Double?
        public var before: Double?
        public var status: Status?
        public var confidence: Double?
    }

    public struct Person: Encodable, Hashable, Sendable {
        public var id: PersonID
        public var name: String
    }

    public var checkIn: CheckInID
    public var state: CheckIn.State
    public var lines: [Line]
    public var answered: [Person]
    public var missing: [Person]
    public var outputs: [String]
    public var blockers: [String]
    /// Check-ins in a row with output and without movement, where the digest asks about it.
    public var outputOnlyWeeks: Int?

    init(_ content: DigestContent, _ checkIn: CheckIn) {
        self.checkIn = content.checkIn
        state = checkIn.state
        lines = content.lines.map { line in
            Line(
                number: line.number, keyResult: line.definition.id, outcome: line.outcome, value: line.value, before: line.movement?.old,
                status: line.status, confidence: line.confidence)
        }
        answered = content.answered.map { Person(id: $0.id, name: $0.name) }
        missing = content.missing.map { Person(id: $0.id, name: $0.name) }
        outputs = content.outputs.compactMap(\.words)
        blockers = content.blockers.compactMap(\.words)
        outputOnlyWeeks = content.outputQuestion?.weeks
    }
}

extension LocalDateTime {
    /// `17:00`, without seconds.
    var time: String { (LocalTime(hour: hour, minute: minute)).map { "\($0)" } ?? "" }
}

/// Rows with their columns aligned by what a terminal shows; the last column is left as it is.
func table(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
        var line = ""
        for (column, cell) in row.enumerated() {
            line += column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
