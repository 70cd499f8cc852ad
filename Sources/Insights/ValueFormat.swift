public import Model

/// A value as people of the locale write it, with its unit: `1,450 users`, `4.1 %`, `€12,400`, `29 min`, `yes`.
///
/// A milestone needs its number of steps: use the overload that takes the key result.
public func formatValue(_ value: Double, kind: KeyResult.Kind, unit: String, locale: String) -> String {
    Notation(kind: kind, unit: unit, target: nil, locale: locale).text(value)
}

/// As ``formatValue(_:kind:unit:locale:)``, and a milestone as `3 of 5`.
public func formatValue(_ value: Double, of keyResult: KeyResult, locale: String) -> String {
    Notation(keyResult, locale: locale).text(value)
}

/// A value without a unit that goes without saying beside another value: `2,500`, but `4.1 %` and `€12,400`.
public func formatBareValue(_ value: Double, of keyResult: KeyResult, locale: String) -> String {
    Notation(keyResult, locale: locale).bare(value, decimals: NumberFormat.decimals(for: value))
}

/// A change with its sign: `+130`, `−0.4 points` where the kind is percent, `+€600`. No change is `±0`.
public func formatChange(from old: Double, to new: Double, kind: KeyResult.Kind, unit: String, locale: String) -> String {
    Notation(kind: kind, unit: unit, target: nil, locale: locale).change(from: old, to: new)
}

/// As ``formatChange(from:to:kind:unit:locale:)``.
public func formatChange(from old: Double, to new: Double, of keyResult: KeyResult, locale: String) -> String {
    Notation(keyResult, locale: locale).change(from: old, to: new)
}

/// Two values with an arrow between them and the unit once, with as many decimals as it takes to tell them apart: `1,320 → 1,450 users`.
public func formatMove(from old: Double, to new: Double, of keyResult: KeyResult, locale: String) -> String {
    Notation(keyResult, locale: locale).move(from: old, to: new)
}

/// What a key result aims at: `2,500`, `at least 99.9 %`, `between 2 and 4`; nil without target or bounds.
///
/// - Parameter withUnit: false beside a value that shows the unit.
public func formatGoal(of keyResult: KeyResult, locale: String, withUnit: Bool = true) -> String? {
    let notation = Notation(keyResult, locale: locale)
    func text(_ value: Double) -> String { withUnit ? notation.text(value) : notation.bare(value, decimals: NumberFormat.decimals(for: value)) }
    switch keyResult.keep {
    case .atLeast(let least): return "at least " + text(least)
    case .atMost(let most): return "at most " + text(most)
    case .between(let least, let most): return "between \(notation.bare(least, decimals: NumberFormat.decimals(for: least))) and \(text(most))"
    case nil: return keyResult.target.map(text)
    }
}

/// How the values of one key result are written.
private struct Notation {
    let kind: KeyResult.Kind
    let unit: String
    let target: Double?
    let isEnglish: Bool
    let numbers: NumberFormat

    init(kind: KeyResult.Kind, unit: String, target: Double?, locale: String) {
        self.kind = kind
        self.unit = unit
        self.target = target
        isEnglish = locale.prefix(2).lowercased() == "en"
        numbers = NumberFormat(locale: locale)
    }

    init(_ keyResult: KeyResult, locale: String) {
        self.init(kind: keyResult.kind, unit: keyResult.unit, target: keyResult.target, locale: locale)
    }

    func text(_ value: Double) -> String {
        let bare = bare(value, decimals: NumberFormat.decimals(for: value))
        return bare + trailing
    }

    func move(from old: Double, to new: Double) -> String {
        let decimals = NumberFormat.decimals(for: old, new)
        // A sign that follows the number is written once, as a unit is.
        let first = kind == .percent || (kind == .currency && !leadsWithSign) ? numbers.text(old, decimals: decimals) : bare(old, decimals: decimals)
        return "\(first) → \(bare(new, decimals: decimals))\(trailing)"
    }

    func change(from old: Double, to new: Double) -> String {
        let change = new - old
        guard change != 0 else { return "±0" }
        // The difference of two decimals carries binary dust; the decimals of its two ends hold all that it means.
        let decimals = NumberFormat.decimals(for: old, new)
        let size = numbers.text(abs(change), decimals: decimals)
        return (change < 0 ? "−" : "+") + dressed(size) + (kind == .percent ? " points" : "")
    }

    /// The value with what belongs to the number itself: a percent or currency sign, or yes and no.
    func bare(_ value: Double, decimals: Int) -> String {
        switch kind {
        case .boolean where value == 0 || value == 1: return value == 1 ? "yes" : "no"
        case .boolean, .number, .duration, .milestone: return numbers.text(value, decimals: decimals)
        case .percent: return numbers.text(value, decimals: decimals) + " %"
        case .currency:
            let size = dressed(numbers.text(abs(value), decimals: decimals))
            return value < 0 ? "−" + size : size
        }
    }

    /// What stands once, after the last of several values.
    private var trailing: String {
        switch kind {
        case .number, .duration: return unit.isEmpty ? "" : " " + unit
        case .milestone:
            guard let target else { return unit.isEmpty ? "" : " " + unit }
            return " of " + numbers.text(target, decimals: 0)
        case .percent, .currency, .boolean: return ""
        }
    }

    private func dressed(_ size: String) -> String {
        guard kind == .currency, !unit.isEmpty else { return size }
        guard leadsWithSign else { return "\(size) \(sign)" }
        return sign.count == 1 ? sign + size : "\(sign) \(size)"
    }

    private var leadsWithSign: Bool { isEnglish && (sign.count == 1 || sign.allSatisfy { $0.isASCII && $0.isUppercase } && sign.count == 3) }

    private var sign: String {
        switch unit.uppercased() {
        case "EUR": "€"
        case "USD": "$"
        case "GBP": "£"
        case "JPY": "¥"
        default: unit
        }
    }
}
