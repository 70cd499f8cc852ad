import HistoryStore
import Model

/// The named transactions, as the journal shows them.
enum CrashStep: String, CaseIterable {
    case takeIn = "T0"
    case fire = "T1"
    case claim = "T2"
    case settle = "T3"
    case record = "T4"
    case close = "T5"
    case claimInbox = "inbox claimed"

    /// Nil for a row that stands beside others of its transaction, and for what no crash test drives.
    init?(_ step: JournalRow.Step) {
        switch step {
        case .takeIn: self = .takeIn
        case .fire: self = .fire
        case .claim: self = .claim
        case .settle: self = .settle
        case .record: self = .record
        case .close: self = .close
        case .claimInbox: self = .claimInbox
        case .finishInbox, .failInbox, .knowTeams, .skip, .askAgain, .remind, .enqueue, .cancel, .retry, .forget, .enable, .importHistory, .poll,
            .introduce, .pause, .restore:
            return nil
        }
    }
}

/// After which transaction each thing under way was killed.
struct CrashTable: CustomStringConvertible {
    private(set) var counts: [CrashStep: Int] = [:]

    /// Rows since the last start, oldest first: joined into chains by the ids that they share; each chain counts by its last transaction.
    mutating func count(_ rows: [JournalRow]) {
        var chainOf: [String: Int] = [:]
        var last: [Int: CrashStep] = [:]
        for (number, row) in rows.enumerated() {
            let ids = [row.checkIn?.description, row.message?.description, row.inbox?.description, row.outbox?.description].compactMap(\.self)
            let joined = Set(ids.compactMap { chainOf[$0] })
            let chain = joined.min() ?? number
            for other in joined where other != chain {
                for (id, old) in chainOf where old == other { chainOf[id] = chain }
                last[other] = nil
            }
            for id in ids { chainOf[id] = chain }
            if let step = CrashStep(row.step) { last[chain] = step }
        }
        for step in last.values { counts[step, default: 0] += 1 }
    }

    var description: String { CrashStep.allCases.map { "\($0.rawValue): \(counts[$0] ?? 0)" }.joined(separator: ", ") }
}
