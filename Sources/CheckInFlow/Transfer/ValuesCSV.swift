public import HistoryStore
import Model

/// The live values of an export as comma-separated values (RFC 4180), a line each; ``ValuesImport`` reads them back.
public struct ValuesCSV: Sendable {
    public static let header = "said_at,team,check_in,key_result,value,status,confidence,author,source,late,words\r\n"

    public init() {}

    /// Nil for what is no live update.
    public func line(_ record: HistoryRecord) -> String? {
        guard case .update(let update) = record, update.state == .live else { return nil }
        let fields = [
            update.saidAt.description, update.team.rawValue, update.checkIn.week.description, update.keyResult.rawValue,
            update.value.map { shortest($0) } ?? "", update.status?.rawValue ?? "", update.confidence.map { shortest($0) } ?? "",
            update.author.description, update.source.rawValue, update.late ? "true" : "false", update.evidence?.text ?? update.note ?? "",
        ]
        return fields.map(csvField).joined(separator: ",") + "\r\n"
    }
}
