import Model

/// Weighs the findings of all clauses together and makes the reading: one update a key result, and a question for what is left open.
struct Resolver: ~Copyable {
    let reader: MessageReader
    let moment: Moment
    let bytes: [UInt8]
    var reading = Reading()
    var drafts: [Draft] = []
    private var asked: [AskedQuestion] = []
    /// The key results that the sender owns.
    let owned: IndexSet128
    private let focus: Int?
    /// The finding at hand.
    private var place = 0

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
    private func valueNow(_ index: Int) -> Double? { moment.current?[targets[index].id.rawValue] ?? targets[index].current }

    mutating func claim(_ rule: Claim.Rule, _ span: TextSpan, _ set: IndexSet128, isDropped: Bool = false) {
        let ids = set.only.map { targets[$0].ids } ?? set.map { targets[$0].id }
        reading.claims.append(Claim(rule: rule, span: span, keyResults: ids, isDropped: isDropped))
    }

    // MARK: whose it is

    private mutating func distribute(_ finding: Finding) {
        if finding.isSuperseded { return claim(.superseded, finding.span, finding.subject.set, isDropped: true) }
        var subject = finding.subject
        if subject.isNone || subject.isAmbiguous { subject = owner(of: finding) }
        if subject.isAmbiguous || subject.isNone { return askWhich(finding, subject) }
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
            drafts[place].status = SaidStatus(status: status, span: finding.span, isCheck: isCheck, isForAll: finding.isStatusForAll)
        case .confidence(let share): drafts[place].confidence = (share, finding.span)
        case .skip: drafts[place].skip = finding.span
        default:
            if !finding.isStatusForAll { drafts[place].isSaidOfIt = true }
            drafts[place].values.append(finding)
        }
    }

    /// Rule 2: the focus, the only key result, the only one of the sender's, the only one that the unit fits.
    private func owner(of finding: Finding) -> Subject {
        if let other = promised(finding) ?? known(finding) ?? summedUp(finding) ?? rival(finding) { return other }
        if finding.subject.isNone, !finding.isValue, let value = namelessValue(beside: finding) { return owner(of: value) }
        // "1,452, not 1,425" where nothing of the sender's stands at that.
        if finding.denied >= 0, finding.subject.isNone, owned.count <= 1, targets.count > 1, focus == nil {
            return Subject(set: reader.vocabulary.everything, isAmbiguous: true)
        }
        let named = finding.subject
        let all = named.isNone ? reader.vocabulary.everything : named.set
        if let focus, all.contains(focus) { return Subject(set: IndexSet128(focus)) }
        if named.isAmbiguous {
            let fitting = all.intersection(fitting(finding))
            return fitting.count == 1 ? Subject(set: fitting) : Subject(set: all, isAmbiguous: true)
        }
        if all.count == 1 { return Subject(set: all) }
        let own = owned
        if let only = own.only {
            if isTrifle(finding, only) || isLeap(finding, only) { return Subject(set: all, isAmbiguous: true) }
            let others = others(finding, only)
            return others.isEmpty ? Subject(set: own) : Subject(set: own.union(others), isAmbiguous: true)
        }
        if hasUnit(finding), let only = fittingOnly(finding) { return Subject(set: IndexSet128(only)) }
        return Subject(set: own.isEmpty ? all : own, isAmbiguous: true)
    }

    /// "went up to 38" from who owns a churn of 4.8, where another stands at 36: a figure without a unit, far from what the sender's own stands at.
    private func others(_ finding: Finding, _ index: Int) -> IndexSet128 {
        guard case .total(let place) = finding.content, finding.denied < 0, let current = valueNow(index), current > 0,
            targets[index].kind != .boolean, moment.pending == nil
        else { return IndexSet128() }
        let quantity = reader.quantities[place]
        guard !quantity.hasUnit, !quantity.isMultiplied, quantity.whole == nil, !quantity.isFraction, quantity.value > 0,
            !(0.2...5).contains(quantity.value / current)
        else { return IndexSet128() }
        return IndexSet128(
            targets.indices.filter { other in
                guard other != index, let stands = valueNow(other), stands > 0 else { return false }
                return (0.75...1.33).contains(quantity.value / stands)
            })
    }

    /// "that's 350 a month on top" from who owns a revenue of 22,150.
    private func isLeap(_ finding: Finding, _ index: Int) -> Bool {
        guard case .total(let place) = finding.content, finding.denied < 0, moment.pending == nil, targets[index].kind == .currency,
            let current = valueNow(index), current > 0
        else { return false }
        let quantity = reader.quantities[place]
        return !quantity.hasUnit && !quantity.isMultiplied && quantity.whole == nil && !quantity.isFraction
            && !(0.05...20).contains(quantity.value / current)
            && !(0.5...2).contains(quantity.value * 1000 / current)
    }

    /// "it went up by 2 overnight" from who owns a revenue of 22,850: a change that small was hardly meant for it.
    private func isTrifle(_ finding: Finding, _ index: Int) -> Bool {
        guard case .change(let place, _) = finding.content, targets[index].kind == .currency, let current = valueNow(index) else {
            return false
        }
        let quantity = reader.quantities[place]
        return !quantity.hasUnit && !quantity.isMultiplied && abs(quantity.value) * 1000 < abs(current)
    }

    /// "47 min": the only one that is a time, else the only one in minutes.
    private func fittingOnly(_ finding: Finding) -> Int? {
        let all = fitting(finding)
        if all.count < 2 { return all.only }
        guard case .total(let place) = finding.content, let unit = reader.quantities[place].unit else { return nil }
        return IndexSet128(all.filter { targets[$0].duration == unit }).only
    }

    /// Whom something is about that is only named behind it: "70% sure that, all in all, sign-ups get there", where nothing else is said of it, and
    /// "will miss the target, sign-ups 1,400".
    private func promised(_ finding: Finding) -> Subject? {
        guard finding.subject.isNone else { return nil }
        let isStatus: Bool
        switch finding.content {
        case .confidence: isStatus = false
        case .status where focus == nil: isStatus = true
        default: return nil
        }
        let sentence = reader.clauses[finding.clause].sentence
        for index in (finding.clause + 1)..<min(reader.clauses.count, finding.clause + 4) where reader.clauses[index].sentence == sentence {
            let names = reader.clauses[index].elements.filter { reader.isKeyResult($0) }
            guard let name = names.first else { continue }
            let subject = reader.subject(ofName: name)
            if names.count > 1 || subject.isAmbiguous { return nil }
            if isStatus { return namelessValue(beside: finding) == nil ? subject : nil }
            return reader.findings.contains { $0.clause == index && $0.isValue } ? nil : subject
        }
        return nil
    }

    /// "another 35 this week, alarms 655" where 620 was known: what the total behind it, in the same sentence, comes to.
    private func summedUp(_ finding: Finding) -> Subject? {
        guard finding.subject.isNone, case .change(let place, let isDown) = finding.content else { return nil }
        let sentence = reader.clauses[finding.clause].sentence
        let change = isDown ? -reader.quantities[place].value : reader.quantities[place].value
        let total = reader.findings.dropFirst(self.place + 1).prefix(4).first { other in
            guard case .total(let total) = other.content, let only = other.subject.set.only, let current = valueNow(only) else { return false }
            return reader.clauses[other.clause].sentence == sentence
                && abs(current + change - reader.quantities[total].value) < 1e-6 * max(1, current)
        }
        return total?.subject
    }

    /// "box office 81,200. 81,900, forgot the matinee", "availability 96.9... for all of them it's 95.9": whose value the number before it was that it is
    /// much like; which of the two holds is then asked.
    private func rival(_ finding: Finding) -> Subject? {
        guard finding.subject.isNone, focus == nil, targets.count > 1, case .total(let place) = finding.content, moment.pending == nil else {
            return nil
        }
        let quantity = reader.quantities[place]
        let before = reader.findings[..<self.place].suffix(4).last { $0.isTotal && !$0.isSuperseded && !$0.subject.isNone && !$0.subject.isAmbiguous }
        guard let before, finding.clause - before.clause <= 6, let only = before.subject.set.only, case .total(let first) = before.content,
            case let other = reader.quantities[first], !quantity.isWord || quantity.whole != nil,
            quantity.isPercent == other.isPercent || !quantity.isPercent && !quantity.hasUnit, quantity.hasTimeUnit == other.hasTimeUnit,
            quantity.whole == other.whole,
            other.value > 0, (0.75...1.33).contains(quantity.value / other.value)
        else { return nil }
        let isLikeAnother = targets.indices.contains { index in
            guard index != only, let stands = valueNow(index), stands > 0 else { return false }
            return Self.distance(quantity.value, stands) < Self.distance(quantity.value, other.value)
                && ValueReader(targets[index], current: nil).fitsUnit(quantity, noun: nil)
        }
        return isLikeAnother ? nil : before.subject
    }

    /// As a factor, from one up.
    private static func distance(_ left: Double, _ right: Double) -> Double { max(left / right, right / left) }

    /// "1,452, not 1,425": the only one that is known to stand at the number taken back.
    private func known(_ finding: Finding) -> Subject? {
        guard finding.subject.isNone, finding.denied >= 0 else { return nil }
        let denied = reader.quantities[finding.denied].value
        // "22.3k, not 21.6"
        let thousands = quantity(finding)?.isMultiplied == true ? denied * 1000 : denied
        let standing = targets.indices.filter { index in
            valueNow(index).map { ValueReader.same($0, denied) || ValueReader.same($0, thousands) } == true
        }
        return standing.count == 1 ? Subject(set: IndexSet128(standing[0])) : nil
    }

    /// The value of the same sentence that names nothing either.
    private func namelessValue(beside finding: Finding) -> Finding? {
        let sentence = reader.clauses[finding.clause].sentence
        let sameSentence = reader.findings.last {
            $0.isValue && $0.subject.isNone && $0.clause <= finding.clause && reader.clauses[$0.clause].sentence == sentence
        }
        return sameSentence ?? reader.findings.last { $0.isValue && $0.subject.isNone && !$0.isSuperseded && $0.clause < finding.clause }
    }

    private func quantity(_ finding: Finding) -> Quantity? {
        switch finding.content {
        case .total(let index), .change(let index, _), .improvement(let index, _), .unclear(let index): reader.quantities[index]
        default: nil
        }
    }

    private func unitNoun(_ finding: Finding) -> UInt64? {
        let next = finding.element + 1
        guard quantity(finding) != nil, next > 0, next < reader.elements.count, reader.elements[next].kind == .word else { return nil }
        return reader.tokens[reader.elements[next].token].stem
    }

    private func hasUnit(_ finding: Finding) -> Bool {
        guard let quantity = quantity(finding) else { return false }
        if quantity.hasUnit { return true }
        return unitNoun(finding).map { noun in targets.contains { $0.unitStem == noun } } ?? false
    }

    /// The key results that a finding's written unit can be meant for.
    private func fitting(_ finding: Finding) -> IndexSet128 {
        guard let quantity = quantity(finding) else {
            switch finding.content {
            case .yes, .no: return IndexSet128(targets.indices.filter { targets[$0].kind == .boolean })
            default: return reader.vocabulary.everything
            }
        }
        if let whole = quantity.whole {
            let counted = IndexSet128(targets.indices.filter { targets[$0].kind == .milestone && targets[$0].target == whole })
            if counted.count == 1, !finding.subject.set.intersection(counted).isEmpty { return counted }
        }
        // "up 3%" may be said of any number.
        if case .change = finding.content, quantity.isPercent, !quantity.isPoints { return reader.vocabulary.everything }
        let noun = quantity.hasUnit ? nil : unitNoun(finding)
        return IndexSet128(targets.indices.filter { ValueReader(targets[$0], current: nil).fitsUnit(quantity, noun: noun) })
    }

    private mutating func askWhich(_ finding: Finding, _ subject: Subject) {
        if isSummedUp(finding) || isSaidAgain(finding) { return claim(.contextOnly, finding.span, .init(), isDropped: true) }
        if !isAskable(finding) { return claim(.withoutKeyResult, finding.span, .init(), isDropped: true) }
        let value = quantity(finding).flatMap { quantity in quantity.sign == .none && quantity.high == nil && finding.isTotal ? quantity.value : nil }
        ask(.whichKeyResult, subject.set, value, finding.span)
    }

    /// "pages 31. yes, thirty-one": the number that has just been told.
    private func isSaidAgain(_ finding: Finding) -> Bool {
        guard finding.subject.isNone, case .total(let index) = finding.content else { return false }
        return reader.findings[..<place].suffix(4).contains { other in
            guard case .total(let earlier) = other.content, !other.isSuperseded, !other.subject.isNone else { return false }
            return ValueReader.same(reader.quantities[earlier].value, reader.quantities[index].value)
        }
    }

    /// "that takes €140k out, so pipeline is 680k", "tripled since January: 128 tables now": what it came to is told in the same sentence.
    private func isSummedUp(_ finding: Finding) -> Bool {
        guard finding.isValue, finding.subject.isNone else { return false }
        var isFactor = false
        if case .factor = finding.content { isFactor = true }
        let sentence = reader.clauses[finding.clause].sentence
        // Near behind, if at all; the bound keeps the reading linear.
        return reader.findings[place...].prefix(16).contains { other in
            guard other.isTotal, !other.isSuperseded, !other.subject.isNone, !other.subject.isAmbiguous, other.clause > finding.clause else {
                return false
            }
            let clause = reader.clauses[other.clause]
            return clause.sentence == sentence && (isFactor || clause.lead.has(.result))
        }
    }

    /// Only numbers, and what is said of a name, are worth a question.
    private func isAskable(_ finding: Finding) -> Bool {
        switch finding.content {
        case .total, .change, .improvement, .unclear, .factor, .zero: true
        case .yes, .no, .skip: false
        case .unchanged, .status: !finding.subject.isNone || reader.isBareStatement
        case .done, .confidence: !finding.subject.isNone
        }
    }

    private mutating func ask(_ reason: Question.Reason, _ candidates: IndexSet128, _ value: Double?, _ span: TextSpan) {
        if let same = asked.firstIndex(where: { $0.reason == reason && $0.candidates == candidates }) {
            asked[same].value = asked[same].value ?? value
            return
        }
        asked.append(AskedQuestion(reason: reason, candidates: candidates, value: value, span: span))
    }

    // MARK: one key result

    private mutating func settle(_ draft: Draft) {
        let target = targets[draft.target]
        if draft.values.isEmpty, draft.status == nil, draft.confidence == nil {
            if let skip = draft.skip { reading.skips.append(ReadSkip(subject: .keyResult(target.id), span: skip)) }
            return
        }
        if draft.values.isEmpty { return addUpdate(draft, target, nil) }
        let value = ValueReader(target, current: valueNow(draft.target))
        switch value.settle(draft.values, reader.quantities) {
        case .none: addUpdate(draft, target, nil)
        case .value(let settled): addUpdate(draft, target, settled)
        case .ask(let reason, let stake, let span): ask(reason, IndexSet128(draft.target), stake, span)
        }
    }

    private mutating func addUpdate(_ draft: Draft, _ target: Vocabulary.Target, _ settled: ValueReader.Settled?) {
        var status = settled?.isDone == true ? Status.done : nil
        var statusSpan = settled?.isDone == true ? settled?.span : nil
        let spoken = draft.status
        if let spoken, status == nil || !spoken.isForAll && spoken.status != .onTrack {
            status = spoken.status
            statusSpan = spoken.span
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

    // MARK: the rest

    /// "activation isn't 70%" where that is what is known of it: what is it then?
    private mutating func askInstead(of denial: Denial) {
        let isTold =
            drafts.contains { $0.target == denial.keyResult && !$0.values.isEmpty } || asked.contains { $0.candidates.contains(denial.keyResult) }
        guard !isTold, let current = valueNow(denial.keyResult),
            abs(reader.quantities[denial.quantity].value - current) <= 1e-9 * max(1, abs(current))
        else { return }
        asked.append(AskedQuestion(reason: .whichValue, candidates: IndexSet128(denial.keyResult), value: nil, span: denial.span))
    }

    private mutating func addQuestions() {
        for question in asked.sorted(by: { $0.span.start < $1.span.start }) {
            let rule: Claim.Rule =
                switch question.reason {
                case .whichKeyResult, .whichTeam: .whichKeyResult
                case .whichValue: .whichValue
                case .unitMismatch: .unitMismatch
                case .implausible: .implausible
                }
            claim(rule, question.span, question.candidates)
            reading.questions.append(
                ReadQuestion(
                    reason: question.reason, candidates: question.candidates.map { targets[$0].id }, value: question.value, span: question.span))
        }
    }

    private mutating func addNotes() {
        for output in reader.outputs {
            claim(.output, output.span, output.keyResult.map { IndexSet128($0) } ?? .init())
            reading.outputs.append(
                ReadOutput(
                    text: PlainText.text(reader.tokens, bytes, output.span),
                    initiative: output.initiative.map { reader.vocabulary.initiatives[$0].id },
                    keyResult: output.keyResult.map { targets[$0].id }, span: output.span))
        }
        for blocker in reader.blockers {
            let keyResult = blocker.keyResult ?? ownerBeside(blocker)
            claim(.blocker, blocker.span, keyResult.map { IndexSet128($0) } ?? .init())
            reading.blockers.append(
                ReadBlocker(text: PlainText.text(reader.tokens, bytes, blocker.span), keyResult: keyResult.map { targets[$0].id }, span: blocker.span)
            )
        }
        if !reader.takenBack.isEmpty {
            let told = IndexSet128(drafts.map(\.target))
            reading.takenBack = reader.takenBack.subtracting(told).map { targets[$0].id }
        }
        for freed in reader.unblocked {
            if !freed.isHint { claim(.unblocked, freed.span, freed.keyResults) }
            let ids = freed.keyResults.map { Optional(targets[$0].id) }
            reading.unblocked += (ids.isEmpty ? [nil] : ids).map {
                ReadUnblocked(keyResult: $0, span: freed.span, sentence: freed.sentence, isHint: freed.isHint)
            }
        }
        if let span = reader.skipAll, reading.updates.isEmpty, reading.questions.isEmpty {
            claim(.skipAll, span, .init())
            reading.skips.append(ReadSkip(subject: .everything, span: span))
        }
        addLeftOut()
        addUnheard()
    }

    private mutating func addUnheard() {
        addTakenBack()
        guard reader.clauses.count > 1, !(reading.updates.isEmpty && reading.outputs.isEmpty && reading.blockers.isEmpty) else { return }
        var told = IndexSet128(drafts.map(\.target))
        for question in asked { told = told.union(question.candidates) }
        for output in reader.outputs { if let keyResult = output.keyResult { told.insert(keyResult) } }
        for blocker in reader.blockers { if let keyResult = blocker.keyResult { told.insert(keyResult) } }
        for denial in reader.denied { told.insert(denial.keyResult) }
        reading.unheard += reader.unheard(reading, told: told.union(reader.takenBack))
    }

    /// "churn 4.2, read the wrong row": a value that was taken for withdrawn, and no other came in its place.
    private mutating func addTakenBack() {
        for finding in reader.findings where finding.isSuperseded && finding.isValue {
            guard let only = finding.subject.set.only, !finding.subject.isAmbiguous, reading.unheard.count < 2,
                !drafts.contains(where: { $0.target == only && !$0.values.isEmpty }), !asked.contains(where: { $0.candidates.contains(only) })
            else { continue }
            reading.unheard.append(finding.span)
        }
    }

    /// "8 of 14 shows moved, one is stuck": whose the value is that the same sentence gives without a name.
    private func ownerBeside(_ blocker: BlockerFinding) -> Int? {
        let sentence = reader.clauses[blocker.clause].sentence
        let value = reader.findings.first {
            $0.isTotal && !$0.isSuperseded && $0.subject.isNone && reader.clauses[$0.clause].sentence == sentence
        }
        guard let value, case let subject = owner(of: value), !subject.isAmbiguous else { return nil }
        return subject.set.only
    }

    /// What a question, an output or a blocker says back already needs no word of its own.
    private mutating func addLeftOut() {
        for left in reader.leftOut where reading.leftOut.last != left.span {
            let span = left.span
            let sentence = reader.clauses[left.clause].sentence
            // "+600 so 22.5k" says what it came to.
            if reader.findings.contains(where: { $0.isValue && !$0.isSuperseded && reader.clauses[$0.clause].sentence == sentence }) { continue }
            let isToldElsewhere =
                reading.questions.contains { $0.span.overlaps(span) } || reading.outputs.contains { $0.span.overlaps(span) }
                || reading.blockers.contains { $0.span.overlaps(span) }
            if !isToldElsewhere { reading.leftOut.append(span) }
        }
    }
}
