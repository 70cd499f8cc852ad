import Model
import ReplyParsing

/// Two objectives with five key results, and what a message becomes against them, in one line.
enum GrowthTeam {
    static let signups = ReadingContext.KeyResultContext(
        id: "signups", number: 1, title: "Weekly sign-ups", aliases: ["sign ups"], kind: .number, unit: "users", baseline: 1000, target: 2500,
        current: 1320,
        owner: "ana")
    static let activated = ReadingContext.KeyResultContext(
        id: "activated", number: 2, title: "Activation in the first week", aliases: ["activation"], kind: .percent, unit: "%", baseline: 32,
        target: 45, current: 36, owner: "ben")
    static let firstValue = ReadingContext.KeyResultContext(
        id: "first_value", number: 3, title: "Median time to first value", aliases: ["time to value"], kind: .duration, unit: "min", baseline: 42,
        target: 15, current: 31, owner: "ben")
    static let churn = ReadingContext.KeyResultContext(
        id: "churn", number: 4, title: "Monthly churn", kind: .percent, unit: "%", baseline: 5.5, target: 3, current: 4.5, owner: "caro")
    static let expansion = ReadingContext.KeyResultContext(
        id: "expansion", number: 5, title: "Expansion revenue per month", aliases: ["expansion", "upsell"], kind: .currency, unit: "EUR",
        baseline: 18_000, target: 30_000, current: 21_600, owner: "dele")

    static func context(_ locale: String) -> ReadingContext {
        ReadingContext(
            locale: locale,
            objectives: [
                .init(
                    id: "activation", title: "New users reach value", keyResults: [signups, activated, firstValue],
                    initiatives: [.init(id: "tour", title: "Guided product tour", moves: ["activated", "first_value"])]),
                .init(id: "loyalty", title: "Customers stay", keyResults: [churn, expansion], initiatives: []),
            ])
    }

    static func reading(_ text: String, locale: String = "en", from sender: String = "zoe", pending: PendingQuestion? = nil) -> Reading {
        read(
            text, markup: .slack, vocabulary: Vocabulary(context(locale)),
            moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: sender, pending: pending))
    }

    /// A message against the sign-ups alone.
    static func readingAlone(_ text: String) -> Reading {
        let context = ReadingContext(locale: "en", objectives: [.init(id: "o", title: "Growth", keyResults: [signups], initiatives: [])])
        return read(
            text, markup: .slack, vocabulary: Vocabulary(context), moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "zoe"))
    }

    /// "signups 1390 on_track; out tour; block; skip churn; ask which_value churn".
    static func gist(_ text: String, locale: String = "en", from sender: String = "zoe", pending: PendingQuestion? = nil) -> String {
        let reading = reading(text, locale: locale, from: sender, pending: pending)
        var parts = reading.updates.map { update in
            let value = update.value.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }
            return [update.keyResult.rawValue, value, update.status?.rawValue, update.confidence.map { "c\($0)" }].compactMap { $0 }.joined(
                separator: " ")
        }
        parts += reading.outputs.map { "out \($0.initiative?.rawValue ?? "-")" }
        parts += reading.blockers.map { "block \($0.keyResult?.rawValue ?? "-")" }
        parts += reading.skips.map { skip in if case .keyResult(let id) = skip.subject { "skip \(id)" } else { "skip all" } }
        parts += reading.questions.map { "ask \($0.reason.rawValue) \($0.candidates.map(\.rawValue).joined(separator: ","))" }
        return parts.joined(separator: "; ")
    }
}
