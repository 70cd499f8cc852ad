import Model

/// A value that is known by its place behind as many names.
struct PairedValue {
    enum Form { case total, up, down, past }

    var target: Int
    var form: Form
}

/// As many values as names, told one after the other: "activation and churn are at 36% and 4.8%".
extension MessageReader {
    /// No sentence names more in one breath.
    private static let mostPaired = 12

    /// Key results by the element of their value, each by its place behind the names.
    func pairedValues() -> [Int: PairedValue] {
        guard quantities.count > 1, mentions.count > 1 else { return [:] }
        var paired: [Int: PairedValue] = [:]
        var place = 0
        while place < elements.count {
            // Most names stand alone, and cost nothing.
            guard isKeyResult(place), case let next = jointEnd(place + 1), next > place + 1, next < elements.count, isKeyResult(next) else {
                place += 1
                continue
            }
            let names = listedNames(from: place)
            if names.targets.count > 1, !isOtherwiseMeant(before: place), let values = listedValues(behind: names.end, for: names.targets) {
                let form = form(of: values, behind: names.end)
                for (value, target) in zip(values, names.targets) { paired[value] = PairedValue(target: target, form: form) }
            }
            place = max(place + 1, names.end)
        }
        return paired
    }

    mutating func readPaired(_ value: PairedValue, _ index: Int, _ course: inout Course) {
        let subject = Subject(set: IndexSet128(value.target))
        course.hasQuantity = true
        let place = elements[index].index
        switch value.form {
        case .total:
            add(.total(place), index, subject, rule: .bareList)
            findings[findings.count - 1].isApproximate = quantities[place].isApproximate
        case .up, .down: add(.change(place, isDown: value.form == .down), index, subject, rule: .change)
        case .past: drop(.past, index, subject)
        }
    }

    /// "target for activation and churn: …", "confidence on …", "last week: …"
    private func isOtherwiseMeant(before place: Int) -> Bool {
        for element in elements[max(0, place - 8)..<place].reversed() {
            if element.kind == .stop || element.kind == .newline { return false }
            if element.has([.planned, .condition, .confidence, .past, .was]) { return true }
        }
        return false
    }

    /// "activation and churn are down 2 and 0.3", "… were at 36% and 4.8% last week"
    private func form(of values: [Int], behind start: Int) -> PairedValue.Form {
        guard let first = values.first, let last = values.last else { return .total }
        let words = elements[start..<first].filter { $0.kind == .word }
        let isPast = last + 1 < elements.count && elements[last + 1].has(.past)
        if isPast || words.contains(where: { $0.has([.was, .past]) }) { return .past }
        guard let lead = words.last, elements[first - 1].kind == .word, !lead.has([.to, .at]) else { return .total }
        return lead.has(.up) ? .up : lead.has(.down) ? .down : .total
    }

    /// "sign-ups, activation and churn": names one after the other, of one key result each.
    private func listedNames(from start: Int) -> (targets: [Int], end: Int) {
        var targets: [Int] = []
        var place = start
        while place < elements.count, targets.count < Self.mostPaired, isKeyResult(place), case let subject = subject(ofName: place),
            let only = subject.set.only, !subject.isAmbiguous, !targets.contains(only)
        {
            targets.append(only)
            let joint = jointEnd(place + 1)
            guard joint > place + 1, joint < elements.count, isKeyResult(joint) else { return (targets, place + 1) }
            place = joint
        }
        return (targets, place)
    }

    /// Behind "," and "and", and an article.
    private func jointEnd(_ start: Int) -> Int {
        var place = start
        while place < elements.count, place < start + 3 {
            let element = elements[place]
            let isArticle = place > start && element.kind == .word && element.has(.article)
            guard element.kind == .comma || element.has(.and) && element.kind == .word || isArticle else { break }
            place += 1
        }
        return place
    }

    /// The values behind the names, where nothing but a verb or a colon stands between, and nothing goes on behind the last.
    private func listedValues(behind start: Int, for targets: [Int]) -> [Int]? {
        var place = start
        while place < elements.count, place < start + 4, isBetween(place) { place += 1 }
        guard place > start else { return nil }
        var values: [Int] = []
        while place < elements.count, values.count < targets.count, elements[place].kind == .quantity,
            canBe(place, vocabulary.targets[targets[values.count]]),
            quantities[elements[place].index].whole == nil
        {
            values.append(place)
            let joint = jointEnd(place + 1)
            if values.count == targets.count { break }
            guard joint > place + 1 else { return nil }
            place = joint
        }
        guard values.count == targets.count, let last = values.last, isListEnd(last + 1) else { return nil }
        return values
    }

    private func isBetween(_ place: Int) -> Bool {
        let element = elements[place]
        switch element.kind {
        case .colon, .comma, .dash, .arrow: return true
        case .word:
            return element.has([.at, .both, .all, .now, .filler, .up, .down, .was])
                && !element.has([.planned, .negation, .from, .condition, .approximate, .and, .or])
        default: return false
        }
    }

    private func isListEnd(_ place: Int) -> Bool {
        guard place < elements.count else { return true }
        switch elements[place].kind {
        case .stop, .newline, .emoji, .dash, .open: return true
        case .comma: return place + 1 >= elements.count || ![.quantity, .name].contains(elements[place + 1].kind)
        case .word:
            return elements[place].has([.filler, .time, .now, .but, .because, .please, .thanks]) && !elements[place].has(.planned)
                || elements[place].has(.past)
        default: return false
        }
    }
}
