import Model

/// Turns what was said of one key result into an absolute value in its unit, or into a question.
struct ValueReader {
    struct Settled {
        var value: Double?
        var isDone = false
        var isUnchanged = false
        var isApproximate = false
        var span: TextSpan
    }

    enum Outcome {
        case none
        case value(Settled)
        case ask(Question.Reason, value: Double?, span: TextSpan)
    }

    private enum Number {
        case value(Double)
        case ask(Question.Reason, Double?)
    }

    let target: Vocabulary.Target
    let current: Double?
    /// A question about it was open: what is said then, however far away, is meant.
    let isAnswer: Bool

    init(_ target: Vocabulary.Target, current: Double?, isAnswer: Bool = false) {
        self.target = target
        self.current = current
        self.isAnswer = isAnswer
    }

    /// What a change starts from.
    private var start: Double { current ?? target.baseline ?? 0 }

    func settle(_ findings: [Finding], _ quantities: [Quantity]) -> Outcome {
        let totals = totals(findings, quantities)
        let done = findings.last { if case .done = $0.content { true } else { false } }
        // "… we signed two, so -1": the change that sums it up stands.
        let sum = findings.last { $0.rank == .result && !$0.isTotal && $0.isValue }
        // "came in at 22,450, so up about 850": a rough change only explains the total.
        let isSummedUp =
            sum.map { sum in
                !sum.isApproximate && totals.allSatisfy { $0.clause < sum.clause && $0.rank < .result }
                    && !(totals.last.map { isHowFar(sum, to: $0, quantities) } ?? false)
            } ?? false
        // "hydrant map: in four of six cabs, so not yet"
        let isAnswered = target.kind == .boolean && findings.contains { $0.isAnswer } && !totals.contains { isYesOrNo($0, quantities) }
        if let exact = exactChange(beside: totals, findings, quantities) { return exact }
        if !totals.isEmpty, !isSummedUp, !isAnswered { return settleTotals(totals, done, quantities, isTold: findings.contains { $0.isFactor }) }
        // "318. Actually 20 joined, but 7 left"
        let isUnsure = findings.contains { $0.content.isChange && $0.isUnsure }
        for finding in findings.reversed() {
            switch finding.content {
            case .change(let index, let isDown): return settleChange(finding, quantities[index], isDown ? -1 : 1, done, isUnsure: isUnsure)
            case .improvement(let index, let isBetter):
                guard let goal = target.target, let from = target.baseline ?? current, goal != from else {
                    return .ask(.whichValue, value: nil, span: finding.span)
                }
                return settleChange(finding, quantities[index], (goal > from) == isBetter ? 1 : -1, done, isUnsure: isUnsure)
            case .factor(let factor): return checked(clean(start * factor), finding, isDone: done != nil, isUnsure: finding.isUnsure)
            default: continue
            }
        }
        // "surtitles: done! … So: not yet"
        let isUndone = target.kind == .boolean && findings.last { $0.isAnswer }.map { $0.isNo && $0.clause > done?.clause ?? .max } == true
        if let done, !isUndone { return settleDone(done) }
        return settleWords(findings)
    }

    /// "crept up by 0.8 points, so just shy of 36": the change says it exactly, and the total only roughly.
    private func exactChange(beside totals: [Finding], _ findings: [Finding], _ quantities: [Quantity]) -> Outcome? {
        guard totals.count == 1, totals[0].isApproximate, target.kind != .milestone, case .value(let about) = number(totals[0], quantities),
            about != 0,
            let exact = findings.last(where: { !$0.isApproximate && !$0.isUnsure && $0.content.isChange && $0.clause <= totals[0].clause }),
            case .change(let index, let isDown) = exact.content, !quantities[index].isWord, quantities[index].high == nil,
            !quantities[index].isPercent || target.kind == .percent,
            case let value = changed(start, by: quantities[index], isDown ? -1 : 1), abs(value - about) <= abs(about) * 0.015
        else { return nil }
        return settleChange(exact, quantities[index], isDown ? -1 : 1, nil, isUnsure: false)
    }

    /// "we closed at 1,426, so it's only +36" where last week ended at 1,390: the change tells how the total came about.
    private func isHowFar(_ change: Finding, to total: Finding, _ quantities: [Quantity]) -> Bool {
        guard case .change(let index, let isDown) = change.content, case .value(let value) = number(total, quantities), let last = target.current,
            !quantities[index].isPercent || target.kind == .percent
        else { return false }
        let far = converted(quantities[index]) * (isDown ? -1 : 1)
        return far != 0 && abs(value - last - far) <= abs(far) * 0.05
    }

    private func isYesOrNo(_ finding: Finding, _ quantities: [Quantity]) -> Bool {
        if case .value = number(finding, quantities) { true } else { false }
    }

    /// Present states; what is open whether it is one counts only where nothing certain was said.
    private func totals(_ findings: [Finding], _ quantities: [Quantity]) -> [Finding] {
        if findings.count == 1 { return findings[0].isTotal ? findings : [] }
        let hasCertain = findings.contains { $0.isTotal && !$0.isUnclear }
        // "40 gifts by Sunday. Average gift 35": the whole name says more than one word of it.
        let hasStrong = findings.contains { $0.isTotal && !$0.isUnclear && !$0.subject.isWeak && !$0.subject.isNone }
        let isNamed = findings.contains { $0.isValue && !$0.isUnclear && $0.subject.span != nil }
        return findings.filter { finding in
            // "three are off today, but absence is down to 8.5"
            // "two logos renewed, 18k and 12k a year. MRR flat"
            if isNamed, finding.subject.isNone, finding.rank < .result, case .total(let index) = finding.content,
                quantities[index].isWord || isUnlikely(quantities[index].value, quantities[index])
            {
                return false
            }
            return finding.isTotal && !(hasCertain && finding.isUnclear)
                && !(hasStrong && finding.subject.isWeak && finding.isBeforeName && finding.rank < .result)
        }
    }

    private func settleWords(_ findings: [Finding]) -> Outcome {
        // "running since 6 am! 4 degrees and steady": what is so is so, whatever else is steady.
        let isAnswered = target.kind == .boolean && findings.contains { $0.isAnswer }
        for finding in findings.reversed() where !(isAnswered && finding.isUnchanged) {
            switch finding.content {
            case .unchanged:
                let value = finding.isAsBefore ? target.current ?? current : current
                return .value(Settled(value: value, isUnchanged: true, span: finding.span))
            case .yes, .no:
                guard target.kind == .boolean else { continue }
                if case .yes = finding.content { return .value(Settled(value: 1, span: finding.span)) }
                return .value(Settled(value: 0, span: finding.span))
            default: continue
            }
        }
        return .none
    }

    private func settleDone(_ done: Finding) -> Outcome {
        .value(Settled(value: target.kind == .boolean ? 1 : target.target, isDone: true, span: done.span))
    }

    // MARK: totals

    /// - Parameter isTold: a factor says that it went far: "breakages tripled, 27".
    private func settleTotals(_ totals: [Finding], _ done: Finding?, _ quantities: [Quantity], isTold: Bool) -> Outcome {
        let rank = totals.reduce(.partial) { max($0, $1.rank) }
        var strongest = totals.count == 1 ? totals : totals.filter { $0.rank == rank }
        // "60? let me check... 65.5": what is certain ends the guessing before it.
        if strongest.count > 1, let last = strongest.last, !last.isUnsure { strongest.removeAll { $0.isUnsure && $0.clause < last.clause } }
        // "260 letters, 117 answers, that's 45%"
        if target.kind == .percent, strongest.count > 1, isPercent(strongest[strongest.count - 1], quantities) {
            strongest.removeAll { !isPercent($0, quantities) && isAboveAll($0, quantities) }
        }
        // "three new electrics arrived. That puts the electric share at 38%"
        if target.kind == .percent, strongest.count > 1, isPercent(strongest[strongest.count - 1], quantities) {
            strongest.removeAll { finding in
                guard case .total(let index) = finding.content else { return false }
                return quantities[index].isWord && quantities[index].isPlainInteger && !quantities[index].isPercent && finding.isBeforeName
            }
        }
        // "11.8%, that is 13 cows out of 110"
        if target.kind == .percent, strongest.count > 1, let told = strongest.first(where: { isPercent($0, quantities) }),
            case .value(let percent) = number(told, quantities)
        {
            strongest.removeAll { isShareOf(percent, $0, quantities) }
        }
        guard let last = strongest.last else { return .none }
        var value = 0.0
        for finding in strongest {
            switch number(finding, quantities) {
            case .value(let number): value = number
            case .ask(let reason, let value): return .ask(reason, value: value, span: finding.span)
            }
        }
        if strongest.count > 1, isDisputed(strongest, value, quantities) {
            return .ask(.whichValue, value: nil, span: strongest.dropLast().reduce(last.span) { $0.hull($1.span) })
        }
        let isUnsure = last.isUnsure && !totals.contains { !$0.isUnsure && isSame($0, value, quantities) }
        if value == 0, case .total(let index) = last.content, quantities[index].isWord, last.rule != .fromTo, isUnheardOfNought {
            return .ask(.implausible, value: 0, span: last.span)
        }
        let isReached = last.isCelebrated && target.target.map { Self.same($0, value) } == true
        // "rooms 6 of 14, the bird room is finished": what is done is not the whole.
        let isDone = done != nil && reaches(value)
        if case .total(let index) = last.content, !last.isExplicit, !isTold, isUnlikely(value, quantities[index]), inThousands(value) == nil {
            return .ask(.implausible, value: value, span: last.span)
        }
        if isStepBack(value, last, quantities) { return .ask(.implausible, value: value, span: last.span) }
        return checked(value, last, isDone: isDone || isReached, isUnsure: isUnsure)
    }

    /// Fewer steps than were done, without a word of going down: rather some of them only are counted. Of about 2,300 labelled numbers of steps two are.
    private func isStepBack(_ value: Double, _ finding: Finding, _ quantities: [Quantity]) -> Bool {
        guard target.kind == .milestone, !isAnswer, let current, value < current, value > 0, !finding.isExplicit, !finding.isPutRight,
            finding.rule != .fromTo,
            case .total(let index) = finding.content
        else { return false }
        return !quantities[index].isPercent && quantities[index].whole == nil && !quantities[index].isFraction
    }

    private func isPercent(_ finding: Finding, _ quantities: [Quantity]) -> Bool {
        if case .total(let index) = finding.content { quantities[index].isPercent } else { false }
    }

    /// "13 of 110" beside "11.8%": the same, told by its parts.
    private func isShareOf(_ percent: Double, _ finding: Finding, _ quantities: [Quantity]) -> Bool {
        guard case .total(let index) = finding.content, let whole = quantities[index].whole, whole > 0 else { return false }
        return abs(quantities[index].value / whole * 100 - percent) < 0.6
    }

    /// More than a share can be.
    private func isAboveAll(_ finding: Finding, _ quantities: [Quantity]) -> Bool {
        if case .total(let index) = finding.content { quantities[index].value > 100 && isImplausible(quantities[index].value) } else { false }
    }

    private func reaches(_ value: Double) -> Bool {
        guard let goal = target.target, let from = target.baseline, goal != from else { return true }
        return goal > from ? value >= goal : value <= goal
    }

    /// "so 57 I think? yes 57"
    private func isSame(_ finding: Finding, _ value: Double, _ quantities: [Quantity]) -> Bool {
        if case .value(let other) = number(finding, quantities) { Self.same(other, value) } else { false }
    }

    /// "paid sign-ups are basically at zero" where 1,390 came and 2,500 are aimed at: said in words, it may be of a part only.
    private var isUnheardOfNought: Bool {
        guard let current, current >= 10, let goal = target.target, goal > current else { return false }
        return target.kind != .milestone && target.kind != .boolean
    }

    /// Some total states another value than the last one does.
    private func isDisputed(_ totals: [Finding], _ value: Double, _ quantities: [Quantity]) -> Bool {
        // Only where a share is a way to the target; two shares of a percentage are two values.
        let isWay =
            target.kind != .percent
            && totals.contains {
                if case .total(let index) = $0.content { quantities[index].isFraction || quantities[index].isPercent } else { false }
            }
        return totals.contains {
            guard case .value(let other) = number($0, quantities) else { return true }
            // "0.68, in percent that is 68%"
            let isShare = target.kind == .percent && other < 1 && Self.same(other * 100, value)
            return !Self.same(other, value) && !(isWay && Self.isNear(other, value)) && !isShare
        }
    }

    static func same(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-9 * max(1, abs(left), abs(right)) }

    /// "a third of the way: 21,333": a share of the way is said in round figures.
    private static func isNear(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 0.02 * max(abs(left), abs(right)) }

    private func number(_ finding: Finding, _ quantities: [Quantity]) -> Number {
        switch finding.content {
        case .total(let index): return absolute(quantities[index])
        case .unclear(let index): return .ask(.whichValue, quantities[index].value)
        default: return .value(0)
        }
    }

    private func absolute(_ quantity: Quantity) -> Number {
        if let problem = unitProblem(quantity) { return .ask(problem, quantity.value) }
        if quantity.high != nil { return .ask(.whichValue, nil) }
        if target.kind == .boolean { return boolean(quantity) }
        if target.kind == .percent { return percent(quantity) }
        if quantity.isPercent || quantity.isFraction && quantity.unit == nil {
            return way(quantity.isPercent ? quantity.value / 100 : quantity.value)
        }
        if quantity.hasSlash, quantity.whole == 10, target.target != 10, target.kind != .milestone { return .ask(.whichValue, quantity.value) }
        return .value(converted(quantity))
    }

    private func boolean(_ quantity: Quantity) -> Number {
        quantity.isPlainInteger && !quantity.isWord && (quantity.value == 0 || quantity.value == 1) ? .value(quantity.value) : .ask(.whichValue, nil)
    }

    private func percent(_ quantity: Quantity) -> Number {
        if let whole = quantity.whole { return whole > 0 ? .value(clean(quantity.value / whole * 100)) : .ask(.whichValue, nil) }
        // "1pp" without a direction is a change of which the way is open.
        if quantity.isPoints, quantity.isPercent || quantity.value < 10, !quantity.isApproximate { return .ask(.whichValue, nil) }
        return .value(quantity.isFraction ? clean(quantity.value * 100) : signed(quantity.value, quantity))
    }

    /// A share of the way from baseline to target.
    private func way(_ share: Double) -> Number {
        let from = target.baseline ?? 0
        guard let to = target.target, to != from else { return .ask(.whichValue, nil) }
        return .value(clean(from + (to - from) * share))
    }

    func converted(_ quantity: Quantity) -> Double {
        guard target.kind == .duration, let seconds = quantity.seconds, let unit = target.duration?.seconds else {
            if quantity.isCents, target.kind == .currency { return signed(clean(quantity.value / 100), quantity) }
            let value =
                quantity.unit == .ambiguousMinutes && target.kind != .duration && !target.isInMetres
                ? clean(quantity.value * 1_000_000) : quantity.value
            return signed(value, quantity)
        }
        return signed(clean(seconds / unit), quantity)
    }

    private func signed(_ value: Double, _ quantity: Quantity) -> Double { quantity.sign == .minus ? -value : value }

    /// Without the noise of binary fractions.
    private func clean(_ value: Double) -> Double {
        let scaled = (value * 1e9).rounded() / 1e9
        return abs(scaled - value) <= 1e-9 * max(1, abs(value)) ? scaled : value
    }

    // MARK: units

    private func unitProblem(_ quantity: Quantity) -> Question.Reason? {
        if let currency = quantity.currency {
            return target.kind == .currency && currency.fits(target.currency) ? nil : .unitMismatch
        }
        guard let unit = quantity.unit else {
            return nil
        }
        if target.kind == .duration {
            if unit.seconds == nil || target.duration?.seconds == nil { return unit == target.duration ? nil : .unitMismatch }
            return nil
        }
        // "81 days", where days are counted
        if target.kind == .number, unit == target.duration { return nil }
        return unit == .ambiguousMinutes && target.kind != .percent && target.kind != .boolean ? nil : .unitMismatch
    }

    /// Whether a written unit can be meant for this key result.
    func fitsUnit(_ quantity: Quantity, noun: UInt64?) -> Bool {
        if let noun { return target.counts(noun) }
        if unitProblem(quantity) != nil { return false }
        if quantity.isPercent { return target.kind == .percent }
        if quantity.unit != nil { return target.kind == .duration || quantity.unit == .ambiguousMinutes }
        return true
    }

    // MARK: changes

    private func settleChange(_ finding: Finding, _ quantity: Quantity, _ direction: Double, _ done: Finding?, isUnsure: Bool) -> Outcome {
        if let problem = unitProblem(quantity) { return .ask(problem, value: quantity.value, span: finding.span) }
        if quantity.high != nil || target.kind == .boolean { return .ask(.whichValue, value: nil, span: finding.span) }
        let value = changed(start, by: quantity, direction)
        // "we've shaved off three minutes" where 34 has been told to be 31 now: the same change once more.
        if let now = current, let last = target.current, !Self.same(now, last), target.kind != .milestone,
            finding.rule != .correction, !finding.isFromTold, Self.same(clean(changed(last, by: quantity, direction)), now)
        {
            return .value(Settled(value: now, isUnchanged: true, span: finding.span))
        }
        return checked(clean(value), finding, isDone: done != nil, isUnsure: isUnsure || finding.isUnsure)
    }

    private func changed(_ from: Double, by quantity: Quantity, _ direction: Double) -> Double {
        if quantity.isPercent, !quantity.isPoints, target.kind != .percent { return from * (1 + direction * quantity.value / 100) }
        if quantity.isFraction, quantity.unit == nil, target.kind != .percent { return from * (1 + direction * quantity.value) }
        var plain = quantity
        plain.sign = .none
        return from + direction * converted(plain)
    }

    // MARK: plausibility

    private func checked(_ written: Double, _ finding: Finding, isDone: Bool, isUnsure: Bool) -> Outcome {
        let value = inThousands(written) ?? written
        // "6 of 10, really 6.5": a step is done, or it is not.
        if target.kind == .milestone, value != value.rounded(), case .total = finding.content {
            return .ask(.whichValue, value: value, span: finding.span)
        }
        if isImplausible(value) { return .ask(.implausible, value: value, span: finding.span) }
        if isUnsure { return .ask(.whichValue, value: value, span: finding.span) }
        // "a bit better, under 5 now" where 5 is known: how much is not said.
        if finding.isBound, value == current { return .ask(.whichValue, value: nil, span: finding.span) }
        // "I meant churn being under 5%" where 4.7 is known: so it was.
        if finding.isBelow, let current, value != 0, (0.75..<1).contains(current / value) {
            return .ask(.whichValue, value: nil, span: finding.span)
        }
        return .value(
            Settled(
                value: value, isDone: isDone, isUnchanged: finding.isStill && value == current, isApproximate: finding.isApproximate,
                span: finding.span))
    }

    /// Two and a half times what it was, and further than it ever was or is to be, in a number that is no time: rather something else was counted than that it
    /// came so. Of about 19,900 labelled values that do not answer a question hardly any is that far away; of those read wrong every third.
    private func isUnlikely(_ value: Double, _ quantity: Quantity) -> Bool {
        guard !isAnswer, !quantity.hasTimeUnit, let current, current > 0, value > 0,
            target.kind != .boolean, target.kind != .milestone, max(value, current) >= 10, !(0.4...2.5).contains(value / current)
        else { return false }
        let known = [target.baseline, target.target, current].compactMap { $0 }.filter { $0 > 0 }
        guard let least = known.min(), let most = known.max() else { return false }
        return value * 1.5 < least || value > most * 1.5
    }

    /// "leave it at 22.4" where 22,400 is known: the very figures, without their k.
    private func inThousands(_ value: Double) -> Double? {
        guard let current, value != 0, isImplausible(value) else { return nil }
        return [1e3, 1e6].first { Self.same(value * $0, current) }.map { _ in current }
    }

    func isImplausible(_ value: Double) -> Bool {
        let low = min(target.baseline ?? 0, target.target ?? 0, current ?? 0)
        if value < 0, low >= 0, !target.isNPS { return true }
        let isShare = target.kind == .percent && (0...100).contains(target.baseline ?? 0) && (0...100).contains(target.target ?? 0)
        if isShare, value > 100 { return true }
        if target.kind == .milestone, let steps = target.target, value > steps { return true }
        guard let now = current ?? target.baseline, let goal = target.target, now != 0, goal != 0, value != 0 else { return false }
        return isFar(value, from: now) && isFar(value, from: goal)
    }

    /// Twenty times more than it ever was, and was to be.
    func isOutOfReach(_ value: Double) -> Bool {
        if target.kind == .boolean || target.kind == .percent { return true }
        let most = [target.baseline, target.target, current].compactMap { $0.map(abs) }.max() ?? .infinity
        return abs(value) > (target.kind == .milestone ? most : 20 * most)
    }

    private func isFar(_ value: Double, from other: Double) -> Bool {
        let ratio = abs(value / other)
        return ratio > 100 || ratio < 0.01
    }
}
