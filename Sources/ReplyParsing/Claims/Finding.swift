import Model

/// What one clause says about its subject, before all clauses are weighed together.
struct Finding {
    enum Content {
        /// A present state.
        case total(Int)
        /// Added to, or taken from, the current value.
        case change(Int, Double)
        /// Nearer to the target by so much, or away from it.
        case improvement(Int, isBetter: Bool)
        /// A number of which it is open whether it is a state or a change.
        case unclear(Int)
        case factor(Double)
        case unchanged
        case zero
        case done, yes, no
        case status(Status, isCheck: Bool)
        case confidence(Double)
        case skip
    }

    /// How strongly a total stands against another for the same key result.
    enum Rank: Int, Comparable {
        case partial, plain, now, result

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    var content: Content
    /// The key results it concerns, all of them, unless it is open which.
    var subject: Subject
    var clause: Int
    /// The number or word that says it.
    var element = -1
    /// The words that say it.
    var span: TextSpan
    var rank = Rank.plain
    /// "14?"
    var isUnsure = false
    /// "~45", "almost".
    var isApproximate = false
    var isStatusForAll = false
    var isStill = false
    var isSuperseded = false
    var rule: Claim.Rule

    var isValue: Bool {
        switch content {
        case .total, .change, .improvement, .unclear, .factor, .unchanged, .zero, .done, .yes, .no: true
        case .status, .confidence, .skip: false
        }
    }

    /// "yes" and "no", which correct no number.
    var isAnswer: Bool {
        switch content {
        case .yes, .no: true
        default: false
        }
    }

    var isUnchanged: Bool { if case .unchanged = content { true } else { false } }

    var isUnclear: Bool { if case .unclear = content { true } else { false } }

    var isTotal: Bool {
        switch content {
        case .total, .zero, .unclear: true
        default: false
        }
    }
}

/// Whom a finding is about.
struct Subject {
    var set = IndexSet128()
    /// The name fits all of the set, and one is meant.
    var isAmbiguous = false
    /// One word of a title.
    var isWeak = false
    // Narrow, since the reader carries several of them from clause to clause.
    private var start: Int32 = -1
    private var end: Int32 = -1

    init(set: IndexSet128 = IndexSet128(), isAmbiguous: Bool = false, isWeak: Bool = false, span: TextSpan? = nil) {
        self.set = set
        self.isAmbiguous = isAmbiguous
        self.isWeak = isWeak
        if let span { (start, end) = (Int32(clamping: span.start), Int32(clamping: span.end)) }
    }

    /// The words that name it, if any do.
    var span: TextSpan? { start < 0 ? nil : TextSpan(start: Int(start), end: Int(end)) }

    static var none: Subject { Subject() }

    var isNone: Bool { self.set.isEmpty }
}
