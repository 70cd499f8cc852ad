/// What a phrase of the lexicon can mean; one phrase may mean several things, and its place in the clause decides.
struct Meaning: Hashable, Sendable {
    // Two words and not one of 16 bytes: that would have to stand on a border of 16, which makes every block of memory that holds one dear.
    private let low: UInt64
    private let high: UInt64

    @inline(__always) private init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    @inline(__always) private init(bit: Int) {
        low = bit < 64 ? 1 &<< UInt64(truncatingIfNeeded: bit) : 0
        high = bit < 64 ? 0 : 1 &<< UInt64(truncatingIfNeeded: bit - 64)
    }

    /// The sections of a lexicon file, in the order of their bits.
    static let sections: [String] = [
        "status", "unchanged", "still", "yes", "no", "not_yet", "live", "up", "down", "moved", "more", "factor", "from", "to", "at", "now", "time",
        "result", "was", "past", "planned", "remaining", "condition", "until", "approximate", "approximate_after", "range", "or", "negation", "yet",
        "anymore", "blocked", "cannot", "unblocked", "shipped", "verb_shipped", "reverted", "ready", "confidence", "sure", "there", "correction",
        "retract",
        "skip", "nothing_on", "skip_all", "first_person", "all", "others", "except", "both", "pronoun", "ask", "request", "of", "per", "and", "but",
        "because", "after", "relative", "wait", "wait_after", "label", "ordinal", "ordinal_name", "filler", "state_verbs", "generic", "preposition",
        "modal_end", "for_person", "thanks", "command", "heading_next", "heading_blockers", "heading_done", "heading_past", "number", "scale",
        "fraction", "article", "none_count", "times", "unit", "percent", "points", "currency", "weekday", "month", "clock", "ordinal_suffix",
        "clock_suffix", "factor_suffix", "common", "better", "worse", "infinitive", "second_person", "metric", "occasions", "shipped_named",
        "likewise", "witness", "please", "number_word", "future", "vague", "part", "off", "mine", "fresh", "measure", "periodic", "number_joint",
        "daytime", "praise", "short_of", "no_idea", "take_back", "so_far", "seeming", "long_past", "relief", "reach",
        "hint", "take_out", "doubt",
    ]

    static func section(_ name: String) -> Meaning? { sections.firstIndex(of: name).map { Meaning(bit: $0) } }

    static var status: Meaning { Meaning(bit: 0) }
    static var unchanged: Meaning { Meaning(bit: 1) }
    static var still: Meaning { Meaning(bit: 2) }
    static var yes: Meaning { Meaning(bit: 3) }
    static var no: Meaning { Meaning(bit: 4) }
    static var notYet: Meaning { Meaning(bit: 5) }
    static var live: Meaning { Meaning(bit: 6) }
    static var up: Meaning { Meaning(bit: 7) }
    static var down: Meaning { Meaning(bit: 8) }
    static var moved: Meaning { Meaning(bit: 9) }
    static var more: Meaning { Meaning(bit: 10) }
    static var factor: Meaning { Meaning(bit: 11) }
    static var from: Meaning { Meaning(bit: 12) }
    static var to: Meaning { Meaning(bit: 13) }
    static var at: Meaning { Meaning(bit: 14) }
    static var now: Meaning { Meaning(bit: 15) }
    static var time: Meaning { Meaning(bit: 16) }
    static var result: Meaning { Meaning(bit: 17) }
    static var was: Meaning { Meaning(bit: 18) }
    static var past: Meaning { Meaning(bit: 19) }
    static var planned: Meaning { Meaning(bit: 20) }
    static var remaining: Meaning { Meaning(bit: 21) }
    static var condition: Meaning { Meaning(bit: 22) }
    static var until: Meaning { Meaning(bit: 23) }
    static var approximate: Meaning { Meaning(bit: 24) }
    static var approximateAfter: Meaning { Meaning(bit: 25) }
    static var range: Meaning { Meaning(bit: 26) }
    static var or: Meaning { Meaning(bit: 27) }
    static var negation: Meaning { Meaning(bit: 28) }
    static var yet: Meaning { Meaning(bit: 29) }
    static var anymore: Meaning { Meaning(bit: 30) }
    static var blocked: Meaning { Meaning(bit: 31) }
    static var cannot: Meaning { Meaning(bit: 32) }
    static var unblocked: Meaning { Meaning(bit: 33) }
    static var shipped: Meaning { Meaning(bit: 34) }
    static var verbShipped: Meaning { Meaning(bit: 35) }
    static var reverted: Meaning { Meaning(bit: 36) }
    static var ready: Meaning { Meaning(bit: 37) }
    static var confidence: Meaning { Meaning(bit: 38) }
    static var sure: Meaning { Meaning(bit: 39) }
    static var there: Meaning { Meaning(bit: 40) }
    static var correction: Meaning { Meaning(bit: 41) }
    static var retract: Meaning { Meaning(bit: 42) }
    static var skip: Meaning { Meaning(bit: 43) }
    static var nothingOn: Meaning { Meaning(bit: 44) }
    static var skipAll: Meaning { Meaning(bit: 45) }
    static var firstPerson: Meaning { Meaning(bit: 46) }
    static var all: Meaning { Meaning(bit: 47) }
    static var others: Meaning { Meaning(bit: 48) }
    static var except: Meaning { Meaning(bit: 49) }
    static var both: Meaning { Meaning(bit: 50) }
    static var pronoun: Meaning { Meaning(bit: 51) }
    static var ask: Meaning { Meaning(bit: 52) }
    static var request: Meaning { Meaning(bit: 53) }
    static var of: Meaning { Meaning(bit: 54) }
    static var per: Meaning { Meaning(bit: 55) }
    static var and: Meaning { Meaning(bit: 56) }
    static var but: Meaning { Meaning(bit: 57) }
    static var because: Meaning { Meaning(bit: 58) }
    static var after: Meaning { Meaning(bit: 59) }
    static var relative: Meaning { Meaning(bit: 60) }
    static var wait: Meaning { Meaning(bit: 61) }
    static var waitAfter: Meaning { Meaning(bit: 62) }
    static var label: Meaning { Meaning(bit: 63) }
    static var ordinal: Meaning { Meaning(bit: 64) }
    static var ordinalName: Meaning { Meaning(bit: 65) }
    static var filler: Meaning { Meaning(bit: 66) }
    static var stateVerb: Meaning { Meaning(bit: 67) }
    static var generic: Meaning { Meaning(bit: 68) }
    static var preposition: Meaning { Meaning(bit: 69) }
    static var modalEnd: Meaning { Meaning(bit: 70) }
    static var forPerson: Meaning { Meaning(bit: 71) }
    static var thanks: Meaning { Meaning(bit: 72) }
    static var command: Meaning { Meaning(bit: 73) }
    static var headingNext: Meaning { Meaning(bit: 74) }
    static var headingBlockers: Meaning { Meaning(bit: 75) }
    static var headingDone: Meaning { Meaning(bit: 76) }
    static var headingPast: Meaning { Meaning(bit: 77) }
    static var number: Meaning { Meaning(bit: 78) }
    static var scale: Meaning { Meaning(bit: 79) }
    static var fraction: Meaning { Meaning(bit: 80) }
    static var article: Meaning { Meaning(bit: 81) }
    static var noneCount: Meaning { Meaning(bit: 82) }
    static var times: Meaning { Meaning(bit: 83) }
    static var unit: Meaning { Meaning(bit: 84) }
    static var percent: Meaning { Meaning(bit: 85) }
    static var points: Meaning { Meaning(bit: 86) }
    static var currency: Meaning { Meaning(bit: 87) }
    static var weekday: Meaning { Meaning(bit: 88) }
    static var month: Meaning { Meaning(bit: 89) }
    static var clock: Meaning { Meaning(bit: 90) }
    static var ordinalSuffix: Meaning { Meaning(bit: 91) }
    static var clockSuffix: Meaning { Meaning(bit: 92) }
    static var factorSuffix: Meaning { Meaning(bit: 93) }
    static var common: Meaning { Meaning(bit: 94) }
    static var better: Meaning { Meaning(bit: 95) }
    static var worse: Meaning { Meaning(bit: 96) }
    static var infinitive: Meaning { Meaning(bit: 97) }
    static var secondPerson: Meaning { Meaning(bit: 98) }
    static var metric: Meaning { Meaning(bit: 99) }
    static var occasions: Meaning { Meaning(bit: 100) }
    static var shippedNamed: Meaning { Meaning(bit: 101) }
    static var likewise: Meaning { Meaning(bit: 102) }
    static var witness: Meaning { Meaning(bit: 103) }
    static var please: Meaning { Meaning(bit: 104) }
    static var numberWord: Meaning { Meaning(bit: 105) }
    static var future: Meaning { Meaning(bit: 106) }
    static var vague: Meaning { Meaning(bit: 107) }
    static var part: Meaning { Meaning(bit: 108) }
    static var off: Meaning { Meaning(bit: 109) }
    static var mine: Meaning { Meaning(bit: 110) }
    static var fresh: Meaning { Meaning(bit: 111) }
    static var measure: Meaning { Meaning(bit: 112) }
    static var periodic: Meaning { Meaning(bit: 113) }
    static var numberJoint: Meaning { Meaning(bit: 114) }
    static var daytime: Meaning { Meaning(bit: 115) }
    static var praise: Meaning { Meaning(bit: 116) }
    static var shortOf: Meaning { Meaning(bit: 117) }
    static var noIdea: Meaning { Meaning(bit: 118) }
    static var takeBack: Meaning { Meaning(bit: 119) }
    static var soFar: Meaning { Meaning(bit: 120) }
    static var seeming: Meaning { Meaning(bit: 121) }
    static var longPast: Meaning { Meaning(bit: 122) }
    static var relief: Meaning { Meaning(bit: 123) }
    static var reach: Meaning { Meaning(bit: 124) }
    static var hint: Meaning { Meaning(bit: 125) }
    static var takeOut: Meaning { Meaning(bit: 126) }
    static var doubt: Meaning { Meaning(bit: 127) }

    /// Meanings that leave a word as ordinary as one that the lexicon does not know.
    static var ordinary: Meaning {
        [
            .common, .metric, .infinitive, .generic, .label, .stateVerb, .headingNext, .headingBlockers, .headingDone, .headingPast, .preposition,
            .please, .numberWord, .future, .vague, .part, .off, .mine, .fresh, .measure, .periodic, .numberJoint, .daytime, .praise, .soFar, .seeming,
            .hint, .takeOut, .doubt,
        ]
    }

    /// Meanings that a name's word may have without losing its part in the name.
    static let soft: Meaning = ordinary.union([.filler, .unit, .times, .wait, .waitAfter, .time, .remaining, .number, .scale, .ordinal, .currency])
    /// Meanings that say something of a subject.
    static let saying: Meaning = [
        .status, .unchanged, .still, .yes, .no, .notYet, .live, .skip, .nothingOn, .factor, .noneCount, .shipped, .blocked, .planned, .up, .down,
        .cannot,
    ]
}

extension Meaning: ExpressibleByArrayLiteral {
    @inline(__always) init(arrayLiteral meanings: Meaning...) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for meaning in meanings {
            low |= meaning.low
            high |= meaning.high
        }
        self.init(low: low, high: high)
    }

    @inline(__always) var isEmpty: Bool { low | high == 0 }

    /// Whether any of the meanings is among these.
    @inline(__always) func has(_ others: Meaning) -> Bool { low & others.low | high & others.high != 0 }

    @inline(__always) func isDisjoint(with others: Meaning) -> Bool { !has(others) }

    @inline(__always) func union(_ others: Meaning) -> Meaning { Meaning(low: low | others.low, high: high | others.high) }

    @inline(__always) func intersection(_ others: Meaning) -> Meaning { Meaning(low: low & others.low, high: high & others.high) }

    @inline(__always) func subtracting(_ others: Meaning) -> Meaning { Meaning(low: low & ~others.low, high: high & ~others.high) }

    @inline(__always) mutating func formUnion(_ others: Meaning) { self = union(others) }
}
