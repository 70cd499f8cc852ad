import Model

/// Reports names that a reply could take for another key result, a value or a position in the prompt.
func checkNames(_ drafts: [KeyResultDraft]) {
    var names = TakenNames()
    for draft in drafts {
        guard let id = draft.id?.rawValue else { continue }
        names.take(id, .id, of: id)
    }
    checkTitles(drafts, &names)
    for draft in drafts { checkAliases(of: draft, &names) }
    checkPositions(drafts)
    checkEarlierIDs(drafts)
}

/// Who has a name already; names are compared without regard to case and spacing.
private struct TakenNames {
    private var owners: [String: (id: String, clash: Fault.Clash)] = [:]

    /// The other key result that has the name, if one has.
    @discardableResult
    mutating func take(_ name: String, _ clash: Fault.Clash, of id: String) -> (id: String, clash: Fault.Clash)? {
        let key = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let owner = owners[key] { return owner.id == id ? nil : owner }
        owners[key] = (id, clash)
        return nil
    }
}

private func checkTitles(_ drafts: [KeyResultDraft], _ names: inout TakenNames) {
    for draft in drafts {
        guard let id = draft.id?.rawValue, let title = draft.title, let other = names.take(title, .title, of: id) else { continue }
        let fault: Fault =
            switch other.clash {
            case .title: .sameTitle(other: other.id)
            case .id, .alias: .aliasClash(title, other: other.id, other.clash)
            }
        draft.section.findings.report(fault, at: draft.section.valuePlace("title"), path: joined(draft.section.path, "title"))
    }
}

private func checkAliases(of draft: KeyResultDraft, _ names: inout TakenNames) {
    for (alias, item) in draft.aliases {
        if plainNumber(alias.replacing(",", with: "").replacing(" ", with: "").replacing("%", with: "")) != nil {
            item.report(.aliasIsNumber(alias))
        } else if position(alias) != nil {
            item.report(.aliasIsPosition(alias))
        } else if let id = draft.id?.rawValue, let other = names.take(alias, .alias, of: id) {
            item.report(.aliasClash(alias, other: other.id, other.clash))
        }
    }
}

// `kr2` as the id of the second key result does no harm.
private func checkPositions(_ drafts: [KeyResultDraft]) {
    for (index, draft) in drafts.enumerated() {
        guard let id = draft.id?.rawValue, let number = position(id), number != index + 1 else { continue }
        draft.section.findings.report(.idIsPosition(id), at: draft.section.valuePlace("id"), path: joined(draft.section.path, "id"))
    }
}

private func checkEarlierIDs(_ drafts: [KeyResultDraft]) {
    let current = Set(drafts.compactMap(\.id))
    var heirs = Set<KeyResultID>()
    for (id, item) in drafts.flatMap(\.was) {
        if current.contains(id) {
            item.report(.wasIsCurrent(id.rawValue))
        } else if !heirs.insert(id).inserted {
            item.report(.wasTwice(id.rawValue))
        }
    }
}

/// The n of `kr<n>`, in any case, with or without a space.
private func position(_ text: String) -> Int? {
    let word = text.lowercased().replacing(" ", with: "")
    guard word.hasPrefix("kr"), word.utf8.count > 2, word.dropFirst(2).allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(word.dropFirst(2)) ?? Int.max
}
