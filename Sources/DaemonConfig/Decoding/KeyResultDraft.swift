import Model

/// A key result as far as it could be read, for the checks that hold it against others.
struct KeyResultDraft {
    var section: Section
    var id: KeyResultID?
    var title: String?
    var aliases: [(text: String, item: Item)]
    var was: [(id: KeyResultID, item: Item)]
    var keyResult: KeyResult?

    init?(_ item: Item, people: Set<String>) {
        guard let section = Section(item, .keyResult) else { return nil }
        self.section = section
        id = section.required("id")?.id()
        title = section.required("title")?.text()
        aliases = (section["aliases"]?.list() ?? []).compactMap { item in item.text().map { ($0, item) } }
        was = (section["was"]?.list() ?? []).compactMap { item in item.id().map { ($0, item) } }
        let kind: KeyResult.Kind? = section.required("kind")?.choice()
        let owner: PersonID? = section["owner"]?.reference(.person, among: people)
        let indicator: KeyResult.Indicator? = section["indicator"]?.choice()
        guard let kind else {
            _ = section["keep"].flatMap(Keep.init)
            return
        }
        let numbers = KeyResultNumbers(section, kind: kind)
        guard let id, let title else { return }
        keyResult = KeyResult(
            id: id, title: title, aliases: aliases.map(\.text), kind: kind, unit: numbers.unit, baseline: numbers.baseline, target: numbers.target,
            keep: numbers.keep, owner: owner, indicator: indicator, was: was.map(\.id))
    }
}

/// Unit, baseline, target and bounds, by the rules of the kind.
struct KeyResultNumbers {
    var unit = ""
    var baseline: Double?
    var target: Double?
    var keep: Keep?

    init(_ section: Section, kind: KeyResult.Kind) {
        unit = Self.unit(section, kind: kind)
        baseline = section["baseline"]?.value(of: kind, isTarget: false)
        target = section["target"]?.value(of: kind, isTarget: true)
        keep = section["keep"].flatMap(Keep.init)
        switch kind {
        case .boolean:
            if !section.has("baseline") { baseline = 0 }
            if !section.has("target") { target = 1 }
        case .milestone: if !section.has("baseline") { baseline = 0 }
        case .number, .percent, .currency, .duration: break
        }
        checkAim(section, kind: kind)
    }

    private func checkAim(_ section: Section, kind: KeyResult.Kind) {
        let takesBounds = kind != .boolean && kind != .milestone
        if section.has("keep"), !takesBounds {
            section.report(.keepNotFor(kind.rawValue), key: "keep")
        } else if section.has("keep"), section.has("target") {
            section.report(.targetAndKeep, key: "keep")
        } else if !section.isMeant("keep"), !section.isMeant("target"), kind != .boolean {
            section.report(.noTarget)
        }
    }

    private static func unit(_ section: Section, kind: KeyResult.Kind) -> String {
        guard let item = section["unit"] else {
            switch kind {
            case .currency where !section.isMeant("unit"): section.report(.missingUnit(kind.rawValue, example: "EUR"))
            case .duration where !section.isMeant("unit"): section.report(.missingUnit(kind.rawValue, example: "min"))
            case .percent: return "%"
            case .number, .milestone, .boolean, .currency, .duration: break
            }
            return ""
        }
        // An empty unit says that there is none.
        if case .scalar("") = item.node.value, kind == .boolean || kind == .number || kind == .milestone { return "" }
        guard let unit = item.text(limit: 40) else { return "" }
        switch kind {
        case .boolean: item.report(.unitForBoolean)
        case .percent where unit != "%": item.report(.unitForPercent)
        case .duration where !durationUnits.contains(unit): item.report(.unknownDurationUnit(unit))
        case .percent, .duration, .number, .currency, .milestone: break
        }
        return unit
    }

    private static let durationUnits = ["ms", "s", "min", "h", "days", "weeks"]
}

extension Item {
    fileprivate func value(of kind: KeyResult.Kind, isTarget: Bool) -> Double? {
        switch kind {
        case .number, .percent, .currency, .duration: return number()
        case .boolean:
            guard let text = text() else { return nil }
            return ["yes": 1, "true": 1, "1": 1, "no": 0, "false": 0, "0": 0][text] ?? fail(.notYesOrNo(text))
        case .milestone:
            guard let text = text(), let value = number() else { return nil }
            return value.rounded() == value && value >= (isTarget ? 1 : 0) ? value : fail(.notWholeSteps(text))
        }
    }
}

extension Keep {
    init?(_ item: Item) {
        guard let section = Section(item, .keep) else { return nil }
        let lowest = section["at_least"]?.number()
        let highest = section["at_most"]?.number()
        let between = section["between"]?.list()
        let bounds = between?.compactMap { $0.number() } ?? []
        guard ["at_least", "at_most", "between"].filter(section.has).count == 1 else {
            section.report(.keepNotOne)
            return nil
        }
        if let lowest {
            self = .atLeast(lowest)
        } else if let highest {
            self = .atMost(highest)
        } else if let between, between.count != 2 {
            section.report(.keepWrongCount, key: "between")
            return nil
        } else if bounds.count == 2 {
            guard bounds[0] < bounds[1] else {
                section.report(.keepBackwards, key: "between")
                return nil
            }
            self = .between(bounds[0], bounds[1])
        } else {
            return nil
        }
    }
}
