import Model

/// What one clause says about its subject, before all clauses are weighed together.
struct Finding {
    enum Content {
        /// A present state.
        case total(Int)
        /// Added to the current value, or taken from it.
        case change(Int, isDown: Bool)
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

        var isChange: Bool { if case .change = self { true } else { false } }
    }

    /// How strongly a total stands against another for the same key result.
    enum Rank: UInt8, Comparable {
        case partial, plain, now, result

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    var content: Content
    var rule: Claim.Rule
    var rank = Rank.plain
    /// "14?"
    var isUnsure = false
    /// Said with the whole name, and a mark or verb before the number.
    var isExplicit = false
    /// In place of what was said before.
    var isPutRight = false
    /// "under 5", and no "over 5".
    /// "30 higher than I said": a change of what was told this week, and no other telling of the same.
    var isFromTold = false
    var isBelow = false
    /// "~45", "almost".
    var isApproximate = false
    /// "under 5": not there itself.
    var isBound = false
    var isStatusForAll = false
    var isStill = false
    /// "the same as last week": as it was when it was asked.
    var isAsBefore = false
    var isSuperseded = false
    /// A cheer stands beside it.
    var isCelebrated = false
    /// The key results it concerns, all of them, unless it is open which.
    var subject: Subject
    // Narrow, since findings are copied as they are weighed.
    private var place: Int32
    private var word: Int32 = -1
    private var other: Int32 = -1
    private var start: Int32
    private var end: Int32

    init(content: Content, subject: Subject, clause: Int, span: TextSpan, rank: Rank = .plain, rule: Claim.Rule) {
        self.content = content
        self.rule = rule
        self.rank = rank
        self.subject = subject
        place = Int32(clamping: clause)
        start = Int32(clamping: span.start)
        end = Int32(clamping: span.end)
    }

    var clause: Int {
        get { Int(place) }
        set { place = Int32(clamping: newValue) }
    }

    /// The number or word that says it, or -1.
    var element: Int {
        get { Int(word) }
        set { word = Int32(clamping: newValue) }
    }

    /// The place among the quantities of the number that it is said to stand for: "1,452, not 1,425"; or -1.
    var denied: Int {
        get { Int(other) }
        set { other = Int32(clamping: newValue) }
    }

    /// The words that say it.
    var span: TextSpan {
        get { TextSpan(start: Int(start), end: Int(end)) }
        set { (start, end) = (Int32(clamping: newValue.start), Int32(clamping: newValue.end)) }
    }

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

    var isNo: Bool { if case .no = content { true } else { false } }

    /// "no change on WAU, MAU": what several names can share.
    var canBeSaidOfMore: Bool {
        switch content {
        case .unchanged, .status, .skip: true
        default: false
        }
    }

    var isUnchanged: Bool { if case .unchanged = content { true } else { false } }

    /// The number stands before the name: "40 gifts".
    var isBeforeName: Bool { subject.span.map { span.start < $0.start } ?? false }

    var isFactor: Bool { if case .factor = content { true } else { false } }

    /// No, or no change.
    var isStandstill: Bool {
        switch content {
        case .no, .unchanged, .zero: true
        default: false
        }
    }

    var isStatus: Bool { if case .status = content { true } else { false } }

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
