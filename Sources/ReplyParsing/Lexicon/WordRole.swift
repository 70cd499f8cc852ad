/// What single words are to the rules that look at words one by one, whatever phrase they belong to.
///
/// Each is a section `word …` of the lexicon files; most hold one word of each language, as a rule that is about "only" must know it in all of them.
enum WordRole: Int, CaseIterable, Sendable {
    // One word each, and its like in other languages.
    case add, another, `as`, at, back, blocked, by, call, can, did, down, dozen, finished, first, give, got, has, held
    case holding, `in`, instead, it, itIs, last, leave, less, like, minus, my, next, numbers, of, old, ones
    case only, other, out, part, past, real, said, say, sent, short, should, shouldHave, since, something, substituting, take, than
    case thatIs, the, there, thing, `this`, till, to, tomorrow, too, up, us, wayNoun, weAre, whatIs, `while`
    case wish, within, without

    /// "be" in "can be taken out".
    case be
    /// "can be taken out".
    case discarded
    /// "forget the bit about the room": a line of the minutes is to go.
    case discarding
    /// "the gasket came": what was waited for is there.
    case freeing
    /// "prices are in": what was waited for is there, behind a form of "be".
    case freeingState
    /// "came back with changes": it is not all well yet.
    case hampering
    /// "that should go".
    case leaving
    /// "my number", which is no line.
    case measureNoun
    /// "would you take that out?".
    case modal
    /// "my number": what can be withdrawn.
    case numberNoun
    /// "belongs to 3", "should sit under 2".
    case placing
    /// "I'd rate it 6/10".
    case rating
    /// "it should read …".
    case readingAs
    /// "rename the blocker to …".
    case renaming
    /// "please put it as “…”".
    case rewording
    /// "my depot line isn't right".
    case rightful
    /// "that's sorted": over, whatever it was.
    case settled
    /// "both lines", "those".
    case severalLines
    /// "amber on it".
    case about
    /// "14 plans today alone".
    case alone
    /// "put", "set": of what was done, or is to be.
    case asking
    /// "has become", between what was and what is.
    case become
    /// "before the dentist".
    case beforeOrAfter
    /// "what is behind it".
    case behind
    /// "is", "are".
    case being
    /// "that blocker belongs to churn".
    case belonging
    /// "under 5".
    case beneath
    /// "not signed yet": without it, what is told is still to come.
    case binding
    /// What stands in the way, as a line of the minutes.
    case blockerNoun
    /// "under 5": on one side of it, and not there.
    case bounding
    /// "rolled the new flow out".
    case bringing
    /// A hundredth of the money before it.
    case cents
    /// "been asking since Wednesday".
    case chasing
    /// "take the 12", of two that were told.
    case choosing
    /// "for comparison", "just for context".
    case comparing
    /// "but it counts renewals twice".
    case counting
    /// "am" in "am 9. zum Streichen": a day of the month follows.
    case dayLead
    /// "38 in the afternoons": of a part of each day.
    case daytimes
    /// "point" in "five point three".
    case decimalMark
    /// "need": a sign of what has to come first.
    case depending
    /// "ship" in "we didn't ship the tour".
    case deed
    /// "2,500 is a lot from here".
    case distant
    /// "I put 1,412 before".
    case earlier
    /// "makes", of somebody else's shop.
    case earning
    /// "too many".
    case excess
    /// "the other way round", "vice versa".
    case exchanged
    /// "best one took 31, worst 52".
    case extreme
    /// "my daughter": of whom nothing is reported.
    case family
    /// "took": with planned work, and where to.
    case fetching
    /// "two weeks in a row": one after another.
    case inARow
    /// "the wait is over".
    case over
    /// "nothing is holding us up".
    case nothing
    /// "out until the 8th".
    case until
    /// "now", "finally": planned work is there.
    case inPlace
    /// "closed the upgrade": done by who sells.
    case closing
    /// "sorry my English was not clear": courtesies, of which no more need be said.
    case courtesy
    /// "n scratch that": an "and" in a hurry, and in other places a letter like any other.
    case hurried
    /// "done", of work rather than of what is aimed at.
    case concluded
    /// "broken", "offline": a sign of what does not work.
    case faulty
    /// What a value is called: "figure", "number".
    case figureNoun
    /// It stands in the way no longer: "sorted", "anymore".
    case freed
    /// "getting to 45".
    case getting
    /// "the target", "our goal".
    case goalNoun
    /// "the higher", of two values.
    case greater
    /// "turned", "held": what people do with planned work.
    case handling
    /// "legal hasn't …".
    case hasNot
    /// A second thought begins with it: "hm", "oh", "nvm".
    case hesitation
    /// "reaching 45": what is aimed at.
    case hitting
    /// "how sure I am".
    case how
    /// "I'm".
    case iAm
    /// "ignore the 85".
    case ignoring
    /// "isn't", "doesn't": what another does not do.
    case isNot
    /// "I'd".
    case iWould
    /// "plus 660 donors": goes on with another count, or adds to one.
    case joining
    /// "the lower", of two values.
    case lesser
    /// "nobody", "understaffed": a sign of what is missing.
    case lacking
    /// What a line of the minutes is called.
    case lineNoun
    /// "is live", and "I live in …".
    case live
    /// "3 hours longer".
    case longer
    /// "newsletter": what is sent to many.
    case mailing
    /// "60% to make the target".
    case making
    /// "that lifts me to 6 out of 10": how sure somebody is, and no number's way.
    case meObject
    /// "raise it to 8/10".
    case moving
    /// "nowhere near".
    case near
    /// "need", "must have".
    case needing
    /// "neither", of the two that are asked about.
    case neither
    /// "the next two", of those that are listed.
    case nextOnes
    /// "put down that …".
    case noting
    /// "stuck in calls": where somebody is, and nothing stands in the way.
    case occupying
    /// "we're amber".
    case ofUs
    /// What may stand before all that is said: "btw", "oh".
    case opening
    /// "call", "say": what "I'd" is followed by, where somebody says how they see it.
    case opinion
    /// "ours: 297", behind the number of others.
    case ours
    /// "has been printed": done to planned work.
    case completing
    /// "went into service", "is in use".
    case serving
    /// "the partner sent it out": those who are no part of the team.
    case outsider
    /// "on" in "turned it on".
    case particle
    /// "we spent £52,300": what money is told with.
    case paying
    /// "people get stuck there": whoever uses it.
    case people
    /// "might be 73, might be 75".
    case perhaps
    /// "that bit", "this part".
    case pointed
    /// "it", where it ends a clause.
    case pointer
    /// "that's …" before what was delivered.
    case presenting
    /// "forget that question": what we have asked.
    case questionNoun
    /// "reaching 45" after a confidence.
    case reaching
    /// "week", "month": what a report is of.
    case period
    /// "no", where the language has no other word for "not".
    case not
    /// "took 30 minutes".
    case lasting
    /// "rewrote", "removed": what people do who build things.
    case working
    /// "takes ten days to answer".
    case consuming
    /// "lost twenty a day".
    case losing
    /// "per day", "every week".
    case each
    /// "a coin flip": as likely as not.
    case coin
    /// "the design thing": what has been told of.
    case matter
    /// "for the minutes: …"
    case minutes
    /// "it is in there twice".
    case twice
    /// "we're 5 for lunch": nothing of a report.
    case meal
    /// "forgot to mention that …"
    case mentioning
    /// "stuck on a train".
    case riding
    /// "my gut says 60%".
    case gut
    /// "blocker, I guess".
    case hedging
    /// "that includes the upsell": told already.
    case including
    /// "238 is right"
    case right
    /// "rolled the banner back": with what was finished, and back.
    case rolling
    /// "w/" for "with".
    case shortWith
    /// "somebody slipped on the ramp".
    case somebody
    /// "the status stays as it was".
    case statusNoun
    /// "two tenths".
    case tenths
    /// "their average is 18 days".
    case theirs
    /// "the real number is", "honest answer".
    case truth
    /// "been waiting two weeks".
    case waiting
    /// A second thought begins with it: "€2,450, well, 2,380".
    case well
    /// "who's stuck on a train".
    case who
    /// "we won't …".
    case willNot
    /// "don't put it down": what is asked not to be recorded.
    case withdrawing
    /// "I think your churn is 4.7".
    case yours
    /// "on top of the 22.4k".
    case topmost
    /// "that'd be 166".
    case wouldBe
    /// "12.5 is nonsense".
    case wrong

    /// The sections' arguments: `it_is` for ``itIs``.
    static let byName: [String: WordRole] = {
        assert(allCases.count <= WordRoleSet.limit, "a word keeps its roles as a set of \(WordRoleSet.limit)")
        return Dictionary(uniqueKeysWithValues: allCases.map { (snakeCased("\($0)"), $0) })
    }()

    private static func snakeCased(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    }
}

/// The roles of one word.
struct WordRoleSet: Sendable {
    static let limit = 256
    private var low: UInt128 = 0
    private var high: UInt128 = 0

    mutating func insert(_ role: WordRole) {
        if role.rawValue < 128 { low |= 1 << UInt128(role.rawValue) } else { high |= 1 << UInt128(role.rawValue - 128) }
    }

    mutating func formUnion(_ other: WordRoleSet) {
        low |= other.low
        high |= other.high
    }

    @inline(__always) func contains(_ role: WordRole) -> Bool {
        role.rawValue < 128 ? low & (1 << UInt128(role.rawValue)) != 0 : high & (1 << UInt128(role.rawValue - 128)) != 0
    }
}

extension Lexicon {
    /// Whether a word has a role; no token has none.
    @inline(__always) func hasRole(_ token: Token?, _ role: WordRole) -> Bool {
        guard let word = token?.lexeme, word >= 0 else { return false }
        return roles[Int(word)].contains(role)
    }
}

/// What looks at single words asks its lexicon.
extension MessageReader {
    @inline(__always) func hasRole(_ token: Token?, _ role: WordRole) -> Bool { vocabulary.lexicon.hasRole(token, role) }
    func hasRole(_ token: Token?, _ role: WordRole, _ other: WordRole) -> Bool { hasRole(token, role) || hasRole(token, other) }

    /// Whether any word of the message has a role.
    @inline(__always) func hasWord(_ role: WordRole) -> Bool { roles.contains(role) }
}

extension PendingReader {
    func hasRole(_ token: Token?, _ role: WordRole) -> Bool { vocabulary.lexicon.hasRole(token, role) }
    func hasRole(_ token: Token?, _ role: WordRole, _ other: WordRole) -> Bool { hasRole(token, role) || hasRole(token, other) }
}
