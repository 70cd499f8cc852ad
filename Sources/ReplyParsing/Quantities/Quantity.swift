/// A number as written, with what stands on it: sign, multiplier, percent, unit, the whole it is part of.
struct Quantity {
    enum Sign { case none, plus, minus }

    var value = 0.0
    // What is not there is no number, so that the many copies of a quantity stay small.
    private var upper = Double.nan
    private var second = Double.nan
    private var time = Double.nan
    /// Written with a slash.
    var hasSlash = false
    var sign = Sign.none
    /// Hundredths of what money is counted in.
    var isCents = false
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
    var unit: DurationUnit?
    var currency: CurrencyCode?
    /// Carries a multiplier such as k.
    var isMultiplied = false
    private var figures: UInt8 = 0

    /// The upper end of a range such as 40-45%.
    var high: Double? {
        get { upper.isNaN ? nil : upper }
        set { upper = newValue ?? .nan }
    }

    /// The second number of "52/80" and "52 of 80".
    var whole: Double? {
        get { second.isNaN ? nil : second }
        set { second = newValue ?? .nan }
    }

    /// Seconds, where the unit is one of time.
    var seconds: Double? {
        get { time.isNaN ? nil : time }
        set { time = newValue ?? .nan }
    }

    /// Of a number without fraction, sign and grouping.
    var digits: Int {
        get { Int(figures) }
        set { figures = UInt8(clamping: newValue) }
    }

    /// "7/10", as a confidence is written.
    var isTenths: Bool { hasSlash && whole == 10 }
    /// A unit that can only be one of time.
    var hasTimeUnit: Bool { unit != nil && unit != .ambiguousMinutes }
    var hasUnit: Bool { isPercent || isPoints || unit != nil || currency != nil }
    /// A whole number and nothing else, as labels and counts are.
    var isPlainInteger: Bool {
        !hasUnit && !isMultiplied && whole == nil && high == nil && sign == .none && !isFraction && !isFactor && value == value.rounded()
            && !isApproximate
    }
}
