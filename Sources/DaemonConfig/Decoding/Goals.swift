import Model

/// A team's objectives with their places, checked against each other.
struct Goals {
    private(set) var objectives: [Objective] = []
    private(set) var objectivePlaces: [ObjectiveID: TeamOrigin.Spot] = [:]
    private(set) var keyResultPlaces: [KeyResultID: TeamOrigin.Spot] = [:]
    private(set) var initiativePlaces: [InitiativeID: TeamOrigin.Spot] = [:]

    init(_ items: [Item], people: Set<String>) {
        let drafts = items.compactMap { ObjectiveDraft($0.named(), people: people) }
        let keyResults = drafts.flatMap(\.keyResults)
        let ids = Set(keyResults.compactMap { $0.id?.rawValue })
        objectivePlaces = places(drafts.map { ($0.id, $0.section) }, .objective)
        keyResultPlaces = places(keyResults.map { ($0.id, $0.section) }, .keyResult)
        let initiatives = drafts.flatMap { draft in draft.initiatives.map { InitiativeDraft($0, keyResults: ids) } }
        initiativePlaces = places(initiatives.compactMap { draft in draft.map { ($0.id, $0.section) } }, .initiative)
        checkNames(keyResults)
        var rest = initiatives[...]
        for draft in drafts {
            let own = rest.prefix(draft.initiatives.count)
            rest = rest.dropFirst(draft.initiatives.count)
            guard let id = draft.id, let title = draft.title else { continue }
            objectives.append(
                Objective(id: id, title: title, keyResults: draft.keyResults.compactMap(\.keyResult), initiatives: own.compactMap { $0?.initiative }))
        }
    }
}

/// Where each id stands; an id that stood before is reported.
private func places<Subject>(_ found: [(id: Identifier<Subject>?, section: Section)], _ noun: Fault.Noun) -> [Identifier<Subject>: TeamOrigin.Spot] {
    var places: [Identifier<Subject>: TeamOrigin.Spot] = [:]
    for (id, section) in found {
        guard let id else { continue }
        if let first = places[id] {
            let fault = Fault.duplicateID(noun, id.rawValue, firstLine: first.place.line)
            section.findings.report(fault, at: section.valuePlace("id"), path: joined(section.path, "id"))
        } else {
            places[id] = TeamOrigin.Spot(place: section.valuePlace("id"), path: section.path)
        }
    }
    return places
}

/// An objective whose key results are decoded, and whose initiatives wait until all key results of the team are known.
struct ObjectiveDraft {
    var section: Section
    var id: ObjectiveID?
    var title: String?
    var keyResults: [KeyResultDraft]
    var initiatives: [Item]

    init?(_ item: Item, people: Set<String>) {
        guard let section = Section(item, .objective) else { return nil }
        self.section = section
        id = section.required("id")?.id()
        title = section.required("title")?.text()
        keyResults = (section["key_results"]?.list() ?? []).compactMap { KeyResultDraft($0.named(), people: people) }
        initiatives = (section["initiatives"]?.list() ?? []).map { $0.named() }
    }
}

extension Item {
    /// An element of a list with its id in its path instead of its index: `objectives.activation`.
    func named() -> Item {
        guard case .mapping(let entries) = node.value, let id = entries.first(where: { $0.key == "id" }), case .scalar(let text) = id.value.value,
            Identifiers.isWellFormed(text), let bracket = path.lastIndex(of: "[")
        else { return self }
        var named = self
        named.path = joined(String(path[..<bracket]), text)
        return named
    }
}
