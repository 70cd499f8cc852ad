import HistoryStore
import Model
import Scheduling

/// An update a line: when, who, what, and the words.
func historyText(_ updates: [Update], zone: ZoneRules?) -> String {
    guard !updates.isEmpty else { return "no updates yet" }
    let rows = updates.map { historyRow($0, zone: zone) }
    return (table(rows) + ["times in \(zone?.name ?? "UTC")"]).joined(separator: "\n")
}

private func historyRow(_ update: Update, zone: ZoneRules?) -> [String] {
    let value = update.value.map { shortest($0) } ?? "–"
    let status = update.status?.rawValue.replacing("_", with: " ") ?? ""
    let confidence = update.confidence.map { "\(shortest($0 * 100)) % sure" } ?? ""
    let words = update.evidence?.text?.split(whereSeparator: \.isNewline).joined(separator: " ") ?? ""
    let quoted = words.isEmpty ? "" : "“\(words)”"
    return [
        local(update.saidAt, zone), update.checkIn.week.description, value, status, confidence, update.author.description, standing(update), quoted,
    ]
}

private func standing(_ update: Update) -> String {
    var parts: [String] = []
    if update.source == .sample { parts.append("sample") }
    if update.late { parts.append("late") }
    if update.state != .live { parts.append(update.state.rawValue + (update.reason.map { " (\($0))" } ?? "")) }
    return parts.joined(separator: ", ")
}

private func local(_ instant: Instant, _ zone: ZoneRules?) -> String {
    let local = zone?.local(instant) ?? LocalDateTime(secondsSinceEpoch: instant.seconds)
    return "\(local.date) \(local.time)"
}

/// RFC 4180, one line an update.
func historyCSV(_ updates: [Update]) -> String {
    let head = "said_at,check_in,key_result,value,status,confidence,author,source,late,state,words"
    let lines = updates.map { update in
        [
            update.saidAt.description, update.checkIn.description, update.keyResult.rawValue, update.value.map { shortest($0) } ?? "",
            update.status?.rawValue ?? "", update.confidence.map { shortest($0) } ?? "", update.author.description, update.source.rawValue,
            update.late ? "true" : "false", update.state.rawValue, update.evidence?.text ?? "",
        ].map(csvField).joined(separator: ",")
    }
    return ([head] + lines).joined(separator: "\r\n")
}

/// Quotes where it must be; a leading sign that a spreadsheet would take for a formula is kept from it by a space.
func csvField(_ text: String) -> String {
    let safe = text.first.map { "=@\t".contains($0) } ?? false ? " " + text : text
    guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
}

/// The steps in order, one a line.
func traceText(_ rows: [JournalRow]) -> String {
    table(
        rows.map { row in
            let subjects = [row.checkIn?.description, row.message?.description, row.inbox?.description, row.outbox?.description].compactMap { $0 }
            return [row.at.description, row.step.rawValue, row.outcome, subjects.joined(separator: " ")]
        }
    ).joined(separator: "\n")
}

func outboxText(_ rows: [OutboxRow], deadOnly: Bool) -> String {
    guard !rows.isEmpty else { return deadOnly ? "no message was given up" : "the outbox is empty" }
    return table(
        rows.map { row in
            [
                row.id.description, row.kind.rawValue, row.state.rawValue, "\(row.account) \(row.conversation)", row.checkIn?.description ?? "",
                "\(row.attempts) \(row.attempts == 1 ? "try" : "tries")", row.failure.map { "\($0.kind.rawValue): \($0.detail)" } ?? "",
            ]
        }
    ).joined(separator: "\n")
}

/// The shortest decimal that reads back as the value, without `.0`.
func shortest(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
