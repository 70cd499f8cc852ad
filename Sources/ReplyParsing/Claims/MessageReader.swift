import Model

/// Reads a message's clauses in order and notes what each says; nothing is weighed against another yet.
struct MessageReader: ~Copyable {
    private(set) var elements: [Element]
    var quantities: [Quantity]
    let mentions: [Mention]
    let tokens: [Token]
    let vocabulary: Vocabulary
    /// The thread is about one key result, and which of those at hand that is.
    let hasFocus: Bool
    let focus: Int?
    let isAnswerPending: Bool
    /// The key results that the sender owns.
    let own: IndexSet128
    /// The only one of them.
    let ownOnly: Int?
    /// Whose a status is that names none: the only one that the sender has spoken of or, before that, owns.
    let talkedOf: Int?
    /// Of which the sender has told something before.
    let spoken: IndexSet128
    /// Of which the sender has said before how sure they are.
    let rated: IndexSet128
    /// In which the message was written.
    let year: Int
    let month: Int
    var clauses: [Clause]
    let sentences: [Sentence]
    /// Of all words of the message: most rules look for a word that is not there.
    let roles: WordRoleSet

    var findings: [Finding] = []
    var outputs: [OutputFinding] = []
    var blockers: [BlockerFinding] = []
    var unblocked: [UnblockedFinding] = []
    var denied: [Denial] = []
    var retracted: [ReadRetracted] = []
    var takenBack = IndexSet128()
    var takenBackNumbers = IndexSet128()
    var takenBackSpans: [TextSpan] = []
    var takenBackStatuses: [StatusTakenBack] = []
    /// The place among the quantities of a number that is to be ignored, and the clause that says so.
    var ignored: (quantity: Int, clause: Int)?
    var skipAll: TextSpan?
    /// Of what the clause at hand tells the team's own, behind that of others.
    var ofOurs: Subject?
    var dropped: [(Claim.Rule, TextSpan, Subject)] = []
    /// Clauses with a number that may be a value, and is not known to be one.
    var leftOut: [LeftOut] = []
    var allStatements: [AllStatement] = []

    // Where the reading stands.
    var clauseIndex = 0
    var sentenceSubject = Subject.none
    var lineSubject = Subject.none
    var headSubject = Subject.none
    /// Names that wait for what is said of them: "WAU and MAU …".
    var waiting = Subject.none
    /// What was said before a list of names: "no change on WAU, MAU".
    var spreading = 0..<0
    /// What the clause before said, for "letters too".
    var said = 0..<0
    /// The latest value, which a correction would replace.
    var corrected: Int?
    var isCorrecting = false
    /// What the clause before was: a plan or a condition reaches on over "and".
    var modeAbove = Course.Mode.stated
    var hasConfidenceAbove = false
    /// How the sentence told a confidence that was said of a name.
    var series: ConfidenceSeries?
    /// Subjects by clause, for a bare list of values.
    var forced: [Int: Int] = [:]
    /// Key results by the element of a value, for as many values as names.
    var paired: [Int: PairedValue] = [:]
    /// Clauses that an earlier one has taken in.
    var taken: Set<Int> = []
    /// The names of the clause at hand; kept for its memory's sake.
    var groups: [NameGroup] = []
    private let anchor = Anchor()

    init(_ builder: consuming ElementBuilder, _ splitter: consuming ClauseSplitter, _ moment: Moment) {
        elements = exchange(&splitter.elements, with: [])
        quantities = exchange(&builder.quantities, with: [])
        mentions = exchange(&builder.mentions, with: [])
        tokens = builder.tokens
        vocabulary = builder.vocabulary
        hasFocus = moment.focus != nil
        focus = if let id = moment.focus { vocabulary.index(of: id) } else { nil }
        isAnswerPending = moment.pending != nil
        own = vocabulary.owned(by: moment.sender)
        ownOnly = own.only
        talkedOf = moment.spoken.isEmpty ? own.only : vocabulary.only(of: moment.spoken)
        spoken = builder.vocabulary.places(of: moment.spoken)
        rated = builder.vocabulary.places(of: moment.rated)
        year = moment.date.year
        month = moment.date.month
        clauses = exchange(&splitter.clauses, with: [])
        sentences = exchange(&splitter.sentences, with: [])
        var roles = WordRoleSet()
        for token in tokens where token.lexeme >= 0 { roles.formUnion(vocabulary.lexicon.roles[Int(token.lexeme)]) }
        self.roles = roles
        if roles.contains(.can) { markCannot() }
        findings.reserveCapacity(4)
        groups.reserveCapacity(4)
    }

    /// "Wir können die Urkunden nicht verschicken": what cannot be, in two parts.
    private mutating func markCannot() {
        for index in clauses.indices where clauses[index].meanings.has(.negation) && !clauses[index].meanings.has(.cannot) {
            let range = clauses[index].elements
            guard let verb = range.first(where: { elements[$0].kind == .word && hasRole(tokens[elements[$0].token], .can) }),
                let not = ((verb + 1)..<min(range.upperBound, verb + 9)).first(where: { elements[$0].has(.negation) && !elements[$0].has(.no) })
            else { continue }
            elements[not].meaning.formUnion(.cannot)
            clauses[index].meanings.formUnion(.cannot)
        }
    }

    // Whoever asks for one part of the clause at hand need not copy the whole.
    @inline(__always) var clause: Clause { clauses[clauseIndex] }

    mutating func readAll() {
        SectionReader.mark(&clauses, elements, mentions)
        forced = bareListSubjects()
        paired = pairedValues()
        for index in clauses.indices.prefix(Self.mostStatements) {
            if findings.count > Self.mostStatements || dropped.count > Self.mostStatements { return }
            enter(index)
            if !taken.contains(index) { readClause() }
        }
        readBySigns()
        widenLines()
    }

    /// A value and a status for each key result that can be named; no report has more, and the bound keeps the reading short.
    static let mostStatements = 2 * IndexSet128.limit

    /// Forgets what does not reach over a sentence's or line's end.
    private mutating func enter(_ index: Int) {
        let previous = index > 0 ? clauses[index - 1] : nil
        clauseIndex = index
        guard let previous else { return }
        if previous.sentence != clause.sentence {
            sentenceSubject = .none
            waiting = .none
            spreading = 0..<0
            modeAbove = .stated
            hasConfidenceAbove = false
            if !saysMoreLike(clause.elements) { series = nil }
        }
        if previous.line != clause.line {
            headSubject =
                isNameOnly(previous) && previous.opening == .line && !(lineSubject.isWeak && isLineShared(index - 1))
                ? lineSubject : clause.line > previous.line + 1 ? .none : headSubject
            lineSubject = headSubject
            if lineSubject.isNone, previous.line + 1 == clause.line, let above = spokenOfAbove { enterSubject(above) }
        }
    }

    /// "churn: 4.8", and "status: green" on the next line, where nothing else has been spoken of.
    private var spokenOfAbove: Subject? {
        guard let last = findings.last, let only = last.subject.set.only, let head = clause.elements.last, elements[head].kind == .word,
            clauseIndex + 1 < clauses.count, clauses[clauseIndex + 1].opening == .colon, clauses[clauseIndex + 1].line == clause.line,
            hasRole(tokens[elements[head].token], .statusNoun) || elements[head].has(.confidence)
        else { return nil }
        return findings.allSatisfy { $0.subject.set.only == only } ? last.subject : nil
    }

    /// Other clauses stand on the clause's line.
    private func isLineShared(_ index: Int) -> Bool { index > 0 && clauses[index - 1].line == clauses[index].line }

    func isNameOnly(_ clause: Clause) -> Bool {
        var hasName = false
        for index in clause.elements {
            switch elements[index].kind {
            case .name: hasName = true
            case .colon, .dash, .slash, .bullet: continue
            case .word:
                if !elements[index].has([.filler, .and, .both, .time, .correction]) || elements[index].has([.saying, .yet]) { return false }
                // "3 is not"
                if elements[index].has(.negation), index > clause.elements.lowerBound, elements[index - 1].has(.at) { return false }
                // "feeling good about activation" says what the next name is not told.
                if firstWord(index).has([.seeming, .praise]) { return false }
            default: return false
            }
        }
        return hasName
    }

    func span(_ range: Range<Int>) -> TextSpan {
        guard let first = range.first, let last = range.last else { return TextSpan(start: 0, end: 0) }
        return TextSpan(start: elements[first].start, end: elements[last].end)
    }

    func span(_ index: Int) -> TextSpan { TextSpan(start: elements[index].start, end: elements[index].end) }

    func entry(_ index: Int) -> Lexicon.Entry? {
        let entry = elements[index].entry
        return entry < 0 ? nil : vocabulary.lexicon.entries[Int(entry)]
    }

    /// Those that an element is made of: one, or the words of its phrase or name.
    func tokens(of index: Int) -> ArraySlice<Token> {
        let last = index + 1 < elements.count ? elements[index + 1].token : tokens.count
        return tokens[elements[index].token..<max(elements[index].token + 1, min(last, tokens.count))].prefix { $0.start < elements[index].end }
    }

    /// What an element's first word means by itself.
    func firstWord(_ index: Int) -> Meaning { vocabulary.lexicon.meaning(ofWord: tokens[elements[index].token].lexeme) }

    mutating func drop(_ rule: Claim.Rule, _ index: Int, _ subject: Subject = .none) { dropped.append((rule, span(index), subject)) }

    mutating func dropQuantities(_ range: Range<Int>, _ rule: Claim.Rule) {
        for index in range where elements[index].kind == .quantity { drop(rule, index) }
    }

    /// The key results that a name element stands for.
    func subject(ofName index: Int) -> Subject {
        let mention = mentions[elements[index].index]
        if let counting = countedBy(index, mention) { return Subject(set: IndexSet128(counting), isWeak: true, span: span(index)) }
        return Subject(
            set: mention.keyResults, isAmbiguous: mention.keyResults.count > 1, isWeak: !mention.isExact && mention.words < 2, span: span(index))
    }

    /// "nine boats" where a fund has boats in its title, and another counts them.
    private func countedBy(_ index: Int, _ mention: Mention) -> Int? {
        guard mention.words < 2, !mention.isExact, index > 0,
            elements[index - 1].kind == .quantity || index > 1 && elements[index - 1].has(.more) && elements[index - 2].kind == .quantity,
            let only = mention.keyResults.only, case let stem = tokens[elements[index].token].stem, !vocabulary.targets[only].counts(stem),
            [.currency, .percent, .duration, .boolean].contains(vocabulary.targets[only].kind)
        else { return nil }
        let counting = vocabulary.targets.indices.filter { vocabulary.targets[$0].counts(stem) }
        return counting.count == 1 ? counting[0] : nil
    }

    func isKeyResult(_ index: Int) -> Bool { elements[index].kind == .name && !mentions[elements[index].index].keyResults.isEmpty }
}

/// "all green", "the rest is unchanged": said of key results that are not named.
struct AllStatement {
    /// `counted`: "all three", of those that the message speaks of where there are more.
    enum Scope { case all, mine, counted(Int), others(count: Int?), both }

    var scope: Scope
    var content: Finding.Content
    var except = IndexSet128()
    /// "the other", of two.
    var isOne = false
    var span: TextSpan
    var clause: Int
}

struct OutputFinding {
    var span: TextSpan
    var initiative: Int?
    var keyResult: Int?
    var clause: Int
}

struct BlockerFinding {
    var span: TextSpan
    var keyResult: Int?
    var clause: Int
}

struct UnblockedFinding {
    var span: TextSpan
    var sentence: TextSpan
    /// Empty where it is not said of which.
    var keyResults: IndexSet128
    /// Something is better, which may have stood in the way or not.
    var isHint = false
}

/// "another 20 on top of that"
struct LeftOut {
    var span: TextSpan
    var clause: Int
    /// It would change a value, or is much like the one on record, which hardly anything but a key result is said to do or be.
    var isTelling: Bool
}

/// "activation isn't 70%"
struct Denial {
    var keyResult: Int
    /// The number's place among the quantities.
    var quantity: Int
    var span: TextSpan
    /// "ignore the 85": asked of us.
    var isTakenBack = false
}
