/// What a phrase of the lexicon can mean; one phrase may mean several things, and its place in the clause decides.
struct Meaning: OptionSet, Hashable, Sendable {
    let rawValue: UInt128

    init(rawValue: UInt128) { self.rawValue = rawValue }

    private init(bit: Int) { rawValue = 1 << UInt128(bit) }

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
        "clock_suffix", "factor_suffix", "common",
    ]

    static func section(_ name: String) -> Meaning? { sections.firstIndex(of: name).map { Meaning(bit: $0) } }

    private static func named(_ name: String) -> Meaning { section(name) ?? [] }

    static let status = named("status")
    static let unchanged = named("unchanged")
    static let still = named("still")
    static let yes = named("yes")
    static let no = named("no")
    static let notYet = named("not_yet")
    static let live = named("live")
    static let up = named("up")
    static let down = named("down")
    static let moved = named("moved")
    static let more = named("more")
    static let factor = named("factor")
    static let from = named("from")
    static let to = named("to")
    static let at = named("at")
    static let now = named("now")
    static let time = named("time")
    static let result = named("result")
    static let was = named("was")
    static let past = named("past")
    static let planned = named("planned")
    static let remaining = named("remaining")
    static let condition = named("condition")
    static let until = named("until")
    static let approximate = named("approximate")
    static let approximateAfter = named("approximate_after")
    static let range = named("range")
    static let or = named("or")
    static let negation = named("negation")
    static let yet = named("yet")
    static let anymore = named("anymore")
    static let blocked = named("blocked")
    static let cannot = named("cannot")
    static let unblocked = named("unblocked")
    static let shipped = named("shipped")
    static let verbShipped = named("verb_shipped")
    static let reverted = named("reverted")
    static let ready = named("ready")
    static let confidence = named("confidence")
    static let sure = named("sure")
    static let there = named("there")
    static let correction = named("correction")
    static let retract = named("retract")
    static let skip = named("skip")
    static let nothingOn = named("nothing_on")
    static let skipAll = named("skip_all")
    static let firstPerson = named("first_person")
    static let all = named("all")
    static let others = named("others")
    static let except = named("except")
    static let both = named("both")
    static let pronoun = named("pronoun")
    static let ask = named("ask")
    static let request = named("request")
    static let of = named("of")
    static let per = named("per")
    static let and = named("and")
    static let but = named("but")
    static let because = named("because")
    static let after = named("after")
    static let relative = named("relative")
    static let wait = named("wait")
    static let waitAfter = named("wait_after")
    static let label = named("label")
    static let ordinal = named("ordinal")
    static let ordinalName = named("ordinal_name")
    static let filler = named("filler")
    static let stateVerb = named("state_verbs")
    static let generic = named("generic")
    static let preposition = named("preposition")
    static let modalEnd = named("modal_end")
    static let forPerson = named("for_person")
    static let thanks = named("thanks")
    static let command = named("command")
    static let headingNext = named("heading_next")
    static let headingBlockers = named("heading_blockers")
    static let headingDone = named("heading_done")
    static let headingPast = named("heading_past")
    static let number = named("number")
    static let scale = named("scale")
    static let fraction = named("fraction")
    static let article = named("article")
    static let noneCount = named("none_count")
    static let times = named("times")
    static let unit = named("unit")
    static let percent = named("percent")
    static let points = named("points")
    static let currency = named("currency")
    static let weekday = named("weekday")
    static let month = named("month")
    static let clock = named("clock")
    static let ordinalSuffix = named("ordinal_suffix")
    static let clockSuffix = named("clock_suffix")
    static let factorSuffix = named("factor_suffix")
    static let common = named("common")

    /// Meanings that leave a word as ordinary as one that the lexicon does not know.
    static let ordinary: Meaning = [.common, .generic, .label, .stateVerb, .headingNext, .headingBlockers, .headingDone, .headingPast, .preposition]

    /// Meanings that a name's word may have without losing its part in the name.
    static let soft: Meaning = ordinary.union([.filler, .unit, .times, .wait, .waitAfter, .time, .remaining, .number, .scale, .ordinal, .currency])
    /// Meanings that say something of a subject.
    static let saying: Meaning = [
        .status, .unchanged, .still, .yes, .no, .notYet, .live, .skip, .nothingOn, .factor, .noneCount, .shipped, .blocked, .planned, .up, .down,
        .cannot,
    ]

    /// Whether any of the meanings is among these.
    func has(_ others: Meaning) -> Bool { !isDisjoint(with: others) }
}
