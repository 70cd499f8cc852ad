import Model

/// Weighs the findings of all clauses together and makes the reading: one update a key result, and a question for what is left open.
struct Resolver: ~Copyable {
    let reader: MessageReader
    let moment: Moment
    let bytes: [UInt8]
    var reading = Reading()
    var drafts: [Draft] = []
    var asked: [AskedQuestion] = []
    /// The key results that the sender owns.
    let owned: IndexSet128
    let focus: Int?
    /// The finding at hand.
    var place = 0

    /// What the message says of one key result so far.
    struct Draft {
        var target: Int
        var order: Int
        var values: [Finding] = []
        /// The latest that is no mere tick, else the latest.
        var status: SaidStatus?
        var confidence: (share: Double, span: TextSpan)?
        var skip: TextSpan?
        /// Some value or status was said of it, and not of all alike.
        var isSaidOfIt = false
    }

    struct SaidStatus {
        var status: Status
        var span: TextSpan
        var isCheck: Bool
        var isForAll: Bool
    }

    struct AskedQuestion {
        var reason: Question.Reason
        var candidates: IndexSet128
        var value: Double?
        var span: TextSpan
        var withheld: ReadUpdate?
    }

    init(_ reader: consuming MessageReader, _ moment: Moment, _ bytes: [UInt8]) {
        self.moment = moment
        self.bytes = bytes
        owned = reader.vocabulary.owned(by: moment.sender)
        focus = reader.focus
        self.reader = reader
    }

    var targets: [Vocabulary.Target] { reader.vocabulary.targets }

    /// Puts what came of it into an empty reading.
    mutating func resolve(_ result: inout Reading) {
        reading.claims.reserveCapacity(reader.dropped.count + reader.findings.count + reader.outputs.count)
        drafts.reserveCapacity(2)
        for (rule, span, subject) in reader.dropped { claim(rule, span, subject.set, isDropped: true) }
        for index in reader.findings.indices {
            place = index
            distribute(reader.findings[index])
        }
        applyAll()
        if drafts.count > 1 { drafts.sort { $0.order < $1.order } }
        reading.updates.reserveCapacity(drafts.count)
        for index in drafts.indices { settle(drafts[index]) }
        for denial in reader.denied { askInstead(of: denial) }
        addQuestions()
        addNotes()
        swap(&result, &reading)
    }

    /// Where a key result stands: what was recorded since the vocabulary was made, else what it was made with.
    func valueNow(_ index: Int) -> Double? { moment.current?[targets[index].id.rawValue] ?? targets[index].current }

    mutating func claim(_ rule: Claim.Rule, _ span: TextSpan, _ set: IndexSet128, isDropped: Bool = false) {
        let ids = set.only.map { targets[$0].ids } ?? set.map { targets[$0].id }
        reading.claims.append(Claim(rule: rule, span: span, keyResults: ids, isDropped: isDropped))
    }

    // MARK: what each finding comes to

    private mutating func distribute(_ finding: Finding) {
        if finding.isSuperseded { return claim(.superseded, finding.span, finding.subject.set, isDropped: true) }
        var subject = finding.subject
        if subject.isNone || subject.isAmbiguous { subject = owner(of: finding) }
        if subject.isAmbiguous || subject.isNone { return askWhich(finding, subject) }
        // "we came in 60 quid under" from who owns no money
        if finding.subject.isNone, focus == nil, moment.pending == nil, let only = subject.set.only, targets[only].kind != .currency,
            let quantity = quantity(finding), quantity.currency != nil, reader.clauses[finding.clause].elements.count > 2,
            reader.clauses[finding.clause].opening != .line
        {
            return claim(.withoutKeyResult, finding.span, .init(), isDropped: true)
        }
        if subject.set.only == nil { subject.set = ofItsUnit(finding, subject.set) }
        // "tried it on my phone, and it took about 20 seconds" from who owns a share
        if finding.subject.isNone, focus == nil, moment.pending == nil, let only = subject.set.only, targets[only].kind != .duration,
            let quantity = quantity(finding), quantity.hasTimeUnit, targets[only].duration != quantity.unit,
            reader.clauses[finding.clause].elements.count > 2
        {
            return claim(.withoutKeyResult, finding.span, .init(), isDropped: true)
        }
        // "We lost two small accounts (Bakker and one more)": a count, and no percent
        if case .change = finding.content, let quantity = quantity(finding), quantity.isWord, !quantity.hasUnit, !quantity.isFraction,
            reader.clauses[finding.clause].isParenthesised, let only = subject.set.only,
            [.percent, .currency, .duration].contains(targets[only].kind)
        {
            return claim(.workCount, finding.span, .init(), isDropped: true)
        }
        // "Days to sign, I meant. The other one's 27%" from who owns a share, too
        if finding.subject.isNone, focus == nil || moment.pending != nil, case .total = finding.content, let only = subject.set.only,
            targets[only].kind != .percent, quantity(finding)?.isPercent == true, owned.contains(where: { targets[$0].kind == .percent })
        {
            return claim(.withoutKeyResult, finding.span, .init(), isDropped: true)
        }
        claim(finding.rule, finding.span, subject.set)
        for target in subject.set { note(finding, target) }
    }

    mutating func note(_ finding: Finding, _ target: Int) {
        let place = drafts.firstIndex { $0.target == target } ?? drafts.count
        if place == drafts.count { drafts.append(Draft(target: target, order: drafts.count)) }
        switch finding.content {
        case .status(let status, let isCheck):
            if !finding.isStatusForAll { drafts[place].isSaidOfIt = true }
            if isCheck, drafts[place].status?.isCheck == false { return }
            // "I'd rather have it down as at risk. We're nowhere near 15": what was asked for, before what follows from a figure.
            let isElsewhere = reader.dropped.contains { $0.0 == .withoutKeyResult && $0.1.end < finding.span.start }
            if drafts[place].status != nil || isElsewhere, finding.element >= 0, reader.elements[finding.element].has(.shortOf),
                drafts[place].status?.isForAll != true
            {
                return
            }
            drafts[place].status = SaidStatus(status: status, span: finding.span, isCheck: isCheck, isForAll: finding.isStatusForAll)
        case .confidence(let share): drafts[place].confidence = (share, finding.span)
        case .skip: drafts[place].skip = finding.span
        default:
            if !finding.isStatusForAll { drafts[place].isSaidOfIt = true }
            drafts[place].values.append(finding)
        }
    }

    // MARK: one key result

    private mutating func settle(_ draft: Draft) {
        let target = targets[draft.target]
        if draft.values.isEmpty, draft.status == nil, draft.confidence == nil {
            if let skip = draft.skip { reading.skips.append(ReadSkip(subject: .keyResult(target.id), span: skip)) }
            return
        }
        if draft.values.isEmpty { return addUpdate(draft, target, nil) }
        // "up 95, not 75" where this week's 75 has been reported: from where it goes up is open.
        if moment.current?[target.id.rawValue] != nil, let last = draft.values.last, last.content.isChange, last.denied >= 0 {
            return ask(.whichValue, IndexSet128(draft.target), nil, last.span)
        }
        let value = ValueReader(target, current: valueNow(draft.target), isAnswer: moment.pending != nil)
        switch value.settle(draft.values, reader.quantities) {
        case .none: addUpdate(draft, target, nil)
        case .value(let settled): addUpdate(draft, target, settled)
        case .ask(let reason, let stake, let span):
            // "your churn figure hits mine as well: €350 a month", from who owns the revenue
            if reason == .unitMismatch, isOfOwnUnit(draft) {
                claim(.withoutKeyResult, span, .init(), isDropped: true)
                if !reading.leftOut.contains(where: { $0.overlaps(span) }) { reading.leftOut.append(span) }
                return
            }
            ask(reason, IndexSet128(draft.target), stake, span)
            withhold(draft, target)
        }
    }

    /// What is told of a colleague's number is counted as one of the sender's own is, and that one is not.
    private func isOfOwnUnit(_ draft: Draft) -> Bool {
        guard focus == nil, moment.pending == nil, !owned.isEmpty, !owned.contains(draft.target), draft.status == nil, draft.confidence == nil,
            let last = draft.values.last, let quantity = quantity(last), quantity.hasUnit, !quantity.isPercent
        else { return false }
        return owned.contains { ValueReader(targets[$0], current: nil).fitsUnit(quantity, noun: nil) }
    }

    /// "1.475 sign-ups, on track, 7 of 10": status and confidence wait with the value, and are told with the answer.
    private mutating func withhold(_ draft: Draft, _ target: Vocabulary.Target) {
        guard let first = draft.status?.span ?? draft.confidence?.span,
            let place = asked.lastIndex(where: { $0.candidates.only == draft.target })
        else { return }
        let span = draft.confidence.map { first.joined($0.span) } ?? first
        asked[place].withheld = ReadUpdate(
            keyResult: target.id, value: nil, status: draft.status?.status, confidence: draft.confidence?.share,
            isStatusForAll: draft.status?.isForAll == true, evidence: span, statusSpan: draft.status?.span, confidenceSpan: draft.confidence?.span)
    }

    private mutating func addUpdate(_ draft: Draft, _ target: Vocabulary.Target, _ settled: ValueReader.Settled?) {
        var status = settled?.isDone == true ? Status.done : nil
        var statusSpan = settled?.isDone == true ? settled?.span : nil
        let spoken = draft.status
        if let spoken, status == nil || !spoken.isForAll && spoken.status != .onTrack {
            status = spoken.status
            statusSpan = spoken.span
        }
        // "Ofen läuft! … nee, noch nicht": what was going well then does not go at all.
        if target.kind == .boolean, settled?.value == 0, status == .onTrack || status == .done, let from = statusSpan, let to = settled?.span,
            from.end <= to.start
        {
            status = nil
            statusSpan = nil
        }
        guard settled?.value != nil || status != nil || draft.confidence != nil else {
            return claim(.withoutCurrent, draft.values.first?.span ?? TextSpan(start: 0, end: 0), IndexSet128(draft.target), isDropped: true)
        }
        guard let first = settled?.span ?? statusSpan ?? draft.confidence?.span else { return }
        var evidence = first
        if let statusSpan { evidence = evidence.joined(statusSpan) }
        if let span = draft.confidence?.span { evidence = evidence.joined(span) }
        reading.updates.append(
            ReadUpdate(
                keyResult: target.id, value: settled?.value, status: status, confidence: draft.confidence?.share,
                isApproximate: settled?.isApproximate ?? false,
                isStatusForAll: settled == nil && spoken?.isForAll == true, isUnchanged: settled?.isUnchanged ?? false,
                evidence: evidence, valueSpan: settled?.value == nil ? nil : settled?.span,
                statusSpan: statusSpan,
                confidenceSpan: draft.confidence?.span))
    }
}
