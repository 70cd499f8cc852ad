/// A number as written, with what stands on it: sign, multiplier, percent, unit, the whole it is part of.
struct Quantity {
    enum Sign { case none, plus, minus }

    var value = 0.0
    /// The upper end of a range such as 40-45%.
    var high: Double?
    /// The second number of "52/80" and "52 of 80".
    var whole: Double?
    /// Written with a slash.
    var hasSlash = false
    var sign = Sign.none
    var isPercent = false
    /// Percentage points, or points of a score.
    var isPoints = false
    var isFraction = false
    var isFactor = false
    /// "an hour".
    var isArticle = false
    /// In words.
    var isWord = false
    var isApproximate = false
    /// Seconds, where the unit is one of time.
    var seconds: Double?
    var unit: DurationUnit?
    var currency: CurrencyCode?
    /// Carries a multiplier such as k.
    var isMultiplied = false
    var digits = 0

    /// A unit that can only be one of time.
    var hasTimeUnit: Bool { unit != nil && unit != .ambiguousMinutes }
    var hasUnit: Bool { isPercent || isPoints || unit != nil || currency != nil }
    /// A whole number and nothing else, as labels and counts are.
    var isPlainInteger: Bool {
        !hasUnit && !isMultiplied && whole == nil && high == nil && sign == .none && !isFraction && !isFactor && value == value.rounded()
            && !isApproximate
    }
}
