import Insights
import Model

/// Small pieces of wording that several messages share.
enum Phrases {
    /// `Tue 27 Oct 17:00 (Europe/Oslo)`.
    static func moment(_ moment: LocalDateTime, zone: String) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = moment.date
        let time = LocalTime(hour: moment.hour, minute: moment.minute)?.description ?? ""
        return "\(date.weekday.short) \(date.day) \(months[date.month - 1]) \(time) (\(zone))"
    }

    /// `25 min`, `3 h`, `2 days`: the largest unit alone, rounded.
    static func span(_ span: Duration) -> String {
        let minutes = Int((span.milliseconds + 30_000) / 60_000)
        if minutes < 60 { return "\(max(minutes, 1)) min" }
        let hours = (minutes + 30) / 60
        if hours < 48 { return "\(hours) h" }
        return "\((hours + 12) / 24) days"
    }

    static func status(_ status: Status) -> String {
        switch status {
        case .onTrack: "🟢 on track"
        case .atRisk: "🟡 at risk"
        case .offTrack: "🔴 off track"
        case .done: "✅ done"
        }
    }

    /// `confidence 80 %`.
    static func confidence(_ confidence: Double) -> String {
        "confidence " + formatValue(confidence * 100, kind: .percent, unit: "%", locale: "en")
    }

    /// `Ana`, `Ana and Ben`, `Ana, Ben and Cleo`.
    static func list(_ items: [String], _ word: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return "\(items.dropLast().joined(separator: ", ")) \(word) \(last)"
    }

    /// `1 answer`, `2 answers`.
    static func count(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }

    /// `3 Churn`.
    static func numbered(_ number: Int, _ title: String) -> String { "\(number) \(PlainWords.line(title))" }

    /// `1,320 → 1,450 users`; a first value stands alone.
    static func move(from old: Double?, to new: Double, of keyResult: KeyResult, locale: String) -> String {
        guard let old, old != new else { return formatValue(new, of: keyResult, locale: locale) }
        return formatMove(from: old, to: new, of: keyResult, locale: locale)
    }

    /// `target 2,500`, `keep at most 2 %`; steps and yes-or-no show their goal in the value.
    static func goal(_ keyResult: KeyResult, current: Double?, locale: String) -> String? {
        let isShown = current != nil && keyResult.keep == nil && (keyResult.kind == .milestone || keyResult.kind == .boolean)
        guard !isShown, let goal = formatGoal(of: keyResult, locale: locale, withUnit: current == nil) else { return nil }
        return (keyResult.keep == nil ? "target " : "keep ") + goal
    }

    /// `1 at 1,450 users`; the value alone where there is only one key result, since a number before it could be meant as a value then.
    static func exampleAnswer(_ number: Int, _ keyResult: KeyResult, current: Double?, isOnlyOne: Bool, locale: String) -> String {
        let value = exampleValue(keyResult, current: current, locale: locale)
        return isOnlyOne ? value : "\(number) at \(value)"
    }

    /// A value to show in an example answer: the current one, else one that the definition names.
    static func exampleValue(_ keyResult: KeyResult, current: Double?, locale: String) -> String {
        let value: Double? =
            switch keyResult.kind {
            case .boolean: 1
            case .milestone: current ?? keyResult.baseline ?? 1
            case .number, .percent, .currency, .duration: current ?? keyResult.baseline ?? keyResult.target
            }
        // With the minus sign that keyboards have, since people copy it.
        return formatValue(value ?? 42, of: keyResult, locale: locale).split(separator: "−", omittingEmptySubsequences: false).joined(separator: "-")
    }
}
