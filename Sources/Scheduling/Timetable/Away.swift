public import Model

/// Whether a person is away at an instant, by the date that their own clock shows; without a zone of their own they go by the team's.
public func isAway(_ person: Person, at instant: Instant, teamZone: ZoneRules, zones: (String) -> ZoneRules?) -> Bool {
    let zone = person.timeZone.flatMap(zones) ?? teamZone
    let date = zone.local(instant).date
    return person.away.contains { $0.contains(date) }
}
