public import Model

/// The keys whose change takes effect only when the daemon is started anew.
public func changesNeedingRestart(_ old: Configuration, _ new: Configuration) -> [String] {
    var keys: [String] = []
    if old.listen != new.listen { keys.append("listen") }
    if old.storePath != new.storePath { keys.append("store") }
    if old.logFormat != new.logFormat { keys.append("log_format") }
    return keys
}

/// Key results that have another kind or unit under an id that is known already, by the teams as they were: that would tear their series apart.
public func kindOrUnitChanges(old: [Team], new: Configuration) -> [Problem] {
    let before = Dictionary(old.map { ($0.id, $0) }) { _, last in last }
    return new.teams.flatMap { team -> [Problem] in
        guard let known = before[team.id], let origin = new.origins.teams[team.id] else { return [] }
        let definitions = Dictionary(known.keyResults.map { ($0.id, $0) }) { _, last in last }
        return team.keyResults.compactMap { keyResult in
            let earlier = ([keyResult.id] + keyResult.was).lazy.compactMap { definitions[$0] }.first
            guard let earlier, let change = change(from: earlier, to: keyResult) else { return nil }
            let spot = origin.keyResults[keyResult.id] ?? origin.team
            let under = earlier.id == keyResult.id ? "`\(keyResult.id)`" : "`\(earlier.id)`, which it says it was,"
            let sentence = "\(under) was \(change): its history would not fit; give it a new id"
            return Problem(file: origin.file, line: spot.place.line, column: spot.place.column, keyPath: spot.path, sentence: sentence)
        }
    }
}

private func change(from old: KeyResult, to new: KeyResult) -> String? {
    if old.kind != new.kind { return "of kind \(old.kind.rawValue) and is now \(new.kind.rawValue)" }
    if old.unit != new.unit { return "counted in \(shown(old.unit)) and is now in \(shown(new.unit))" }
    return nil
}

private func shown(_ unit: String) -> String { unit.isEmpty ? "no unit" : "\"\(unit)\"" }
