import ReplyParsing

/// The faults of an answer against its label, in the words of the corpus' scorer.
enum Judge {
    static func faults(_ want: LabelledLine.Expectation, _ got: ParseAnswer) -> [String] {
        var faults = updateFaults(want, got) + questionFaults(want, got)
        if want.skips.sorted() != got.skips.sorted() { faults.append("skips") }
        if !samePairs(want.outputs.map { ($0.initiative, $0.text) }, got.outputs.map { ($0.initiative, $0.text) }) { faults.append("outputs") }
        if !samePairs(want.blockers.map { ($0.kr, $0.text) }, got.blockers.map { ($0.kr, $0.text) }) { faults.append("blockers") }
        if want.command != got.command { faults.append("command") }
        return faults
    }

    private static func updateFaults(_ want: LabelledLine.Expectation, _ got: ParseAnswer) -> [String] {
        var faults: [String] = []
        let named = Set(got.updates.map(\.kr))
        if named.count < got.updates.count { faults.append("wrong value") }
        for update in got.updates {
            guard let due = want.updates.first(where: { $0.kr == update.kr }) else {
                faults.append(update.value == nil ? "wrong status" : "wrong value")
                continue
            }
            if update.value != nil, !same(update.value, due.value) { faults.append("wrong value") }
            if update.value == nil, due.value != nil { faults.append("missed value") }
            if update.status != due.status { faults.append("wrong status") }
            if !same(update.confidence, due.confidence) { faults.append("wrong confidence") }
        }
        return faults + want.updates.filter { !named.contains($0.kr) }.map { _ in "missed update" }
    }

    private static func questionFaults(_ want: LabelledLine.Expectation, _ got: ParseAnswer) -> [String] {
        let due = want.questions.map { "\($0.reason) \($0.candidates.sorted())" }.sorted()
        let asked = got.questions.map { "\($0.reason) \($0.candidates.sorted())" }.sorted()
        if asked.count > due.count { return ["needless question"] }
        if asked.count < due.count { return ["missed question"] }
        return asked == due ? [] : ["other question"]
    }

    static func same(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) <= 1e-6 * max(1, abs(left), abs(right))
    }

    private static func samePairs(_ want: [(String?, String)], _ got: [(String?, String)]) -> Bool {
        var rest = got
        for (key, text) in want {
            guard let hit = rest.firstIndex(where: { $0.0 == key && sameText($0.1, text) }) else { return false }
            rest.remove(at: hit)
        }
        return rest.isEmpty
    }

    /// Half of the shorter text's words stand in the other.
    private static func sameText(_ left: String, _ right: String) -> Bool {
        let (left, right) = (words(left), words(right))
        return left.isEmpty || right.isEmpty || left.intersection(right).count * 2 >= min(left.count, right.count)
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count >= 3 }.map(String.init))
    }
}
