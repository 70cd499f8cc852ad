/// "confidence 7/10", "80% sure", and a bare "7/10" behind a value.
extension MessageReader {
    mutating func readConfidence(
        _ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: inout Course
    ) -> Bool {
        let before = previous(index, range.lowerBound)
        let isBehind =
            before.map {
                elements[$0].has(.confidence) || (elements[$0].kind == .colon && $0 > range.lowerBound && elements[$0 - 1].has(.confidence))
                    || (elements[$0].has(.at) && $0 > range.lowerBound && elements[$0 - 1].has(.confidence))
            } ?? false
            || isConfidenceOfName(index, range, name, course)
        let isAhead = next(index, range.upperBound).map { elements[$0].has(.sure) || elements[$0].has(.confidence) } ?? false
        let isBareTenth = quantity.hasSlash && quantity.whole == 10 && isBehindValue(index, subject, course)
        guard isBehind || (isAhead && (quantity.isPercent || quantity.whole != nil)) || isBareTenth, let share = share(quantity) else { return false }
        course.hasConfidence = true
        course.hasShare = true
        add(.confidence(share), index, subject, rule: .confidence)
        return true
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

    private func share(_ quantity: Quantity) -> Double? {
        let share: Double
        if let whole = quantity.whole, whole > 0 {
            share = quantity.value / whole
        } else if quantity.isPercent || quantity.value > 10 {
            share = quantity.value / 100
        } else {
            share = quantity.value > 1 ? quantity.value / 10 : quantity.value
        }
        return (0...1).contains(share) && quantity.high == nil ? share : nil
    }
}
