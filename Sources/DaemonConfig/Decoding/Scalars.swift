import Model

extension Item {
    func id<Subject>(_: Subject.Type = Subject.self) -> Identifier<Subject>? {
        guard let text = text() else { return nil }
        return Identifier(text) ?? fail(.badID(text))
    }

    /// The id of something that stands elsewhere; nil and a fault where it does not. With `known` nil, what stands there could not be read, and any
    /// id of the right form will do.
    func reference<Subject>(_ noun: Fault.Noun, among known: Set<String>?) -> Identifier<Subject>? {
        guard let text = text() else { return nil }
        if let known, !known.contains(text) { return fail(.unknown(noun, text, suggestion: nearest(to: text, among: known))) }
        return Identifier(text) ?? fail(.badID(text))
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type = Choice.self) -> Choice? where Choice.RawValue == String {
        guard let text = text() else { return nil }
        return Choice(rawValue: text) ?? fail(notOneOf(text, Choice.allCases.map(\.rawValue)))
    }

    func choice(among choices: [String]) -> String? {
        guard let text = text() else { return nil }
        return choices.contains(text) ? text : fail(notOneOf(text, choices))
    }

    private func notOneOf(_ text: String, _ choices: [String]) -> Fault { .notOneOf(text, choices, suggestion: nearest(to: text, among: choices)) }

    func flag() -> Bool? {
        guard let text = text() else { return nil }
        return switch text {
        case "true": true
        case "false": false
        default: fail(.notTrueOrFalse(text))
        }
    }

    func number() -> Double? {
        guard let text = text() else { return nil }
        return plainNumber(text) ?? fail(.notANumber(text, meant: meantNumber(text)))
    }

    func date() -> LocalDate? {
        guard let text = text() else { return nil }
        return LocalDate(text) ?? fail(.notADate(text))
    }

    func spans() -> [DateSpan] {
        (list() ?? []).compactMap { item in
            guard let text = item.text() else { return nil }
            if let span = DateSpan(text) { return span }
            let dates = text.split(separator: "..", omittingEmptySubsequences: false).compactMap { LocalDate(String($0)) }
            return item.fail(dates.count == 2 && text.utf8.count == 22 ? .spanBackwards(text) : .notASpan(text))
        }
    }

    func weekTime() -> WeekTime? {
        guard let text = text() else { return nil }
        return WeekTime(text) ?? fail(.notAWeekTime(text))
    }

    /// A count with one of these units: `48 h`, `6 weeks`.
    func duration(_ units: [DurationUnit]) -> Duration? {
        guard let text = text() else { return nil }
        return Duration(written: text, units) ?? fail(.notADuration(text, example: example))
    }
}

/// A unit that durations are written in.
enum DurationUnit: CaseIterable {
    case minutes, hours, days, weeks

    var names: [String] {
        switch self {
        case .minutes: ["min", "minute", "minutes"]
        case .hours: ["h", "hour", "hours"]
        case .days: ["d", "day", "days"]
        case .weeks: ["w", "week", "weeks"]
        }
    }

    var seconds: Int {
        switch self {
        case .minutes: 60
        case .hours: 3600
        case .days: 86_400
        case .weeks: 604_800
        }
    }
}

extension Duration {
    /// Reads `48 h`, `90 min`, `2 days`, with or without the space; nil above ten years.
    init?(written text: String, _ units: [DurationUnit]) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard (1...6).contains(digits.count), let count = Int(digits), let match = units.first(where: { $0.names.contains(String(unit)) }),
            count * match.seconds <= 3653 * 86_400
        else { return nil }
        self = .seconds(count * match.seconds)
    }
}

/// Digits with a dot before decimals and perhaps a minus sign: no exponent, no grouping, no more digits than a value keeps exactly.
func plainNumber(_ text: String) -> Double? {
    let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    guard (1...2).contains(parts.count), isPlain, unsigned.utf8.count <= 16 else { return nil }
    return Double(text)
}

/// What somebody meant who wrote `2,500`, `45%`, `1e3` or `12 users`: the number as this file wants it, where that is plain.
func meantNumber(_ text: String) -> String? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped = groups.count > 1 && groups.dropFirst().allSatisfy { $0.prefix { $0.isNumber }.count == 3 }
    let joined = isGrouped ? groups.joined() : text
    let bare = joined.replacing("_", with: "").replacing("%", with: "").replacing(" ", with: "").replacing("−", with: "-")
    let unplussed = bare.hasPrefix("+") ? String(bare.dropFirst()) : bare
    return plainNumber(unplussed) == nil ? nil : unplussed
}
