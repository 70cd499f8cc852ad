/// "confidence 7/10", "80% sure", and a bare "7/10" behind a value.
extension MessageReader {
    /// The share that a number gives as confidence, from 0 to 1.
    func confidence(
        _ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course
    ) -> Double? {
        let before = previous(index, range.lowerBound)
        let isBehind =
            before.map {
                elements[$0].has(.confidence) || (elements[$0].kind == .colon && $0 > range.lowerBound && elements[$0 - 1].has(.confidence))
                    || (elements[$0].has(.at) && $0 > range.lowerBound && elements[$0 - 1].has(.confidence))
            } ?? false
            || isConfidenceOfName(index, range, name, course)
        let isAhead = next(index, range.upperBound).map { elements[$0].has(.sure) || elements[$0].has(.confidence) } ?? false
        let isBareTenth = quantity.hasSlash && quantity.whole == 10 && isBehindValue(index, subject, course)
        return isBehind || (isAhead && (quantity.isPercent || quantity.whole != nil)) || isBareTenth || isEven(quantity, subject)
            ? share(quantity) : nil
    }

    /// "confidence on signups 60%", "confidence for churn is 7/10".
    private func isConfidenceOfName(_ index: Int, _ range: Range<Int>, _ name: Range<Int>?, _ course: Course) -> Bool {
        guard course.hasConfidence, !course.hasQuantity, let name, name.upperBound <= index, let before = previous(index, range.lowerBound) else {
            return false
        }
        guard let cue = range.first(where: { elements[$0].has(.confidence) }), cue < name.lowerBound, !hasUnknown(cue..<index) else { return false }
        return name.contains(before) || elements[before].has(.at) || elements[before].kind == .colon
    }

    /// A bare "7/10" is a confidence where its subject has a value already.
    private func isBehindValue(_ index: Int, _ subject: Subject, _ course: Course) -> Bool {
        if course.hasQuantity { return true }
        return !subject.isNone && findings.contains { $0.isValue && $0.subject.set == subject.set && !$0.isSuperseded }
    }

    /// "50/50 that we get there": no count, unless there are fifty in all.
    private func isEven(_ quantity: Quantity, _ subject: Subject) -> Bool {
        guard quantity.value == 50, quantity.whole == 50, quantity.hasSlash else { return false }
        return !subject.set.contains { vocabulary.targets[$0].target == 50 }
    }

    private func share(_ quantity: Quantity) -> Double? {
        let share: Double
        if quantity.value == 50, quantity.whole == 50 {
            share = 0.5
        } else if let whole = quantity.whole, whole > 0 {
            share = quantity.value / whole
        } else if quantity.isPercent || quantity.value > 10 {
            share = quantity.value / 100
        } else {
            share = quantity.value > 1 ? quantity.value / 10 : quantity.value
        }
        return (0...1).contains(share) && quantity.high == nil ? share : nil
    }
}
