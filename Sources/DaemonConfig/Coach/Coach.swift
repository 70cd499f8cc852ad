import ChatPlatforms
import Model

/// Advice on the goals of all teams, as warnings, by file and place.
func coach(_ configuration: Configuration) -> [Problem] {
    configuration.teams.flatMap { team -> [Problem] in
        guard let origin = configuration.origins.teams[team.id] else { return [] }
        let findings = Findings(file: origin.file)
        if let channel = configuration.channels[team.channel], let account = configuration.accounts[channel.account],
            !account.takesReplies || configuration.listen == nil && account.waitsForWebhooks
        {
            findings.warn(.noReplies(channel: team.channel.rawValue), origin.channel)
        }
        adviseOnDirectMessages(configuration, team, origin, findings)
        adviseOnCounts(team, origin, findings)
        for keyResult in team.keyResults { advise(on: keyResult, of: team, origin.keyResults[keyResult.id] ?? origin.team, findings) }
        for initiative in team.initiatives where initiative.moves.isEmpty {
            findings.warn(.movesNothing(initiative: initiative.title), origin.initiatives[initiative.id] ?? origin.team)
        }
        return findings.sorted
    }
}

private func adviseOnDirectMessages(_ configuration: Configuration, _ team: Team, _ origin: TeamOrigin, _ findings: Findings) {
    guard team.schedule.askIn == .direct, let channel = configuration.channels[team.channel], let account = configuration.accounts[channel.account]
    else { return }
    guard account.kind.asksDirectly(plain: account.plain, secretNames: Set(account.secrets.keys)) else {
        return findings.warn(.noDirectMessages(channel: team.channel.rawValue), origin.channel)
    }
    let owners = Set(team.keyResults.compactMap(\.owner))
    for person in team.people where owners.contains(person.id) && person.chat[channel.account] == nil {
        findings.warn(.notReachable(person: person.name, account: channel.account.rawValue), origin.channel)
    }
}

private let most = 5

private func adviseOnCounts(_ team: Team, _ origin: TeamOrigin, _ findings: Findings) {
    if team.keyResults.isEmpty { findings.warn(.noKeyResults(team: team.name), origin.team) }
    if team.objectives.count > most, let first = origin.objectives[team.objectives[most].id] {
        findings.warn(.manyObjectives(count: team.objectives.count), first)
    }
    for objective in team.objectives where objective.keyResults.count > most {
        let spot = origin.objectives[objective.id] ?? origin.team
        findings.warn(.manyKeyResults(objective: objective.title, count: objective.keyResults.count), spot)
    }
}

private func advise(on keyResult: KeyResult, of team: Team, _ spot: TeamOrigin.Spot, _ findings: Findings) {
    let title = keyResult.title
    if isOutputInDisguise(title, kind: keyResult.kind) { findings.warn(.outputInDisguise(title: title), spot) }
    // What is to stay within bounds has no way to go, so it needs neither a start nor somebody who moves it.
    if keyResult.baseline == nil, keyResult.keep == nil { findings.warn(.noBaseline(title: title), spot) }
    if keyResult.owner == nil { findings.warn(.noOwner(title: title), spot) }
    if isMet(keyResult) { findings.warn(.targetMet(title: title), spot) }
    if isFraction(keyResult) { findings.warn(.fractionForPercent(title: title), spot) }
    let isMoved = team.initiatives.contains { $0.moves.contains { $0.keyResult == keyResult.id } }
    if !isMoved, keyResult.keep == nil { findings.warn(.movedByNothing(title: title), spot) }
}

/// The direction follows from baseline and target, so that only equal ones are met; steps of a milestone count upwards.
private func isMet(_ keyResult: KeyResult) -> Bool {
    guard let baseline = keyResult.baseline, let target = keyResult.target else { return false }
    return switch keyResult.kind {
    case .milestone: baseline >= target
    case .number, .percent, .currency, .duration, .boolean: baseline == target
    }
}

private func isFraction(_ keyResult: KeyResult) -> Bool {
    guard keyResult.kind == .percent, let baseline = keyResult.baseline, let target = keyResult.target else { return false }
    return [baseline, target].allSatisfy { (0...1).contains($0) && $0 != 0 } && max(baseline, target) >= 0.1
}

extension Findings {
    func warn(_ advice: Advice, _ spot: TeamOrigin.Spot) { warn(advice, at: spot.place, path: spot.path) }
}
