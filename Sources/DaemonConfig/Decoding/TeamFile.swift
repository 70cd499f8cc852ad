import Model
import Scheduling

/// What a team's file may refer to. A list is nil where it could not be read: then every reference is taken.
struct Surroundings {
    var accounts: Set<String>?
    var channels: Set<String>?
    var zones: ZoneLookup
    /// The folder that the team's file stands in.
    var folder: String
}

/// A team's file, as far as it could be read.
struct TeamFile {
    var id: TeamID?
    var idPlace: Place
    /// Nil where something that a team cannot do without is missing or wrong.
    var team: Team?
    var origin: TeamOrigin

    init?(_ root: Item, _ surroundings: Surroundings) {
        guard let section = Section(root, .team, at: .start) else { return nil }
        id = section.required("team")?.id(Team.self)
        idPlace = section.valuePlace("team")
        let name = section["name"]?.text()
        let channel: ChannelID? = section.required("channel")?.reference(.channel, among: surroundings.channels)
        let zone = section.required("time_zone")?.zone(surroundings.zones)
        let locale = section["locale"]?.choice(among: Self.locales)
        let people = decodePeople(section, surroundings)
        let cycle = section["cycle"].flatMap(decodeCycle)
        let schedule = section.required("check_in").flatMap { decodeSchedule($0, at: section.keyPlace("check_in"), cycle: cycle, surroundings) }
        let goals = Goals(section["objectives"]?.list() ?? [], people: section["people"] == nil ? [] : people.names)

        origin = TeamOrigin(
            file: root.findings.file, team: TeamOrigin.Spot(place: idPlace, path: "team"),
            channel: TeamOrigin.Spot(place: section.valuePlace("channel"), path: "channel"))
        origin.objectives = goals.objectivePlaces
        origin.keyResults = goals.keyResultPlaces
        origin.initiatives = goals.initiativePlaces
        guard let id, let channel, let zone, let schedule else { return }
        team = Team(
            id: id, name: name ?? id.rawValue, channel: channel, timeZone: zone, locale: locale ?? "en", schedule: schedule, people: people.people,
            cycle: cycle, objectives: goals.objectives)
    }

    /// The languages that replies are read in.
    static let locales = ["en", "de", "fr", "es", "pt", "nb", "nl"]
}

private func decodeCycle(_ item: Item) -> Cycle? {
    guard let section = Section(item, .cycle) else { return nil }
    let name = section.required("name")?.text()
    let start = section.required("start")?.date()
    let end = section.required("end")?.date()
    guard let name, let start, let end else { return nil }
    if end < start {
        section.findings.report(.cycleBackwards, at: section.valuePlace("end"), path: joined(section.path, "end"))
        return nil
    }
    return Cycle(name: name, start: start, end: end)
}

/// The people of a team, and the names that may be referred to, those of broken entries included.
private func decodePeople(_ team: Section, _ surroundings: Surroundings) -> (people: [Person], names: Set<String>) {
    let items = team["people"]?.named(.person) ?? []
    var users: [String: String] = [:]
    let people = items.compactMap { id, keyPlace, item -> Person? in
        guard let section = Section(item, .person, at: keyPlace) else { return nil }
        return Person(
            id: PersonID(trusted: id), name: section["name"]?.text() ?? id, chat: decodeChat(section, of: id, surroundings, users: &users),
            timeZone: section["time_zone"]?.zone(surroundings.zones), away: section["away"]?.spans() ?? [])
    }
    return (people, Set(items.map(\.id)))
}

private func decodeChat(_ person: Section, of id: String, _ surroundings: Surroundings, users: inout [String: String]) -> [AccountID: String] {
    var chat: [AccountID: String] = [:]
    for (account, keyPlace, item) in person["chat"]?.named(.account) ?? [] {
        if let known = surroundings.accounts, !known.contains(account) {
            let suggestion = nearest(to: account, among: known)
            person.findings.report(.unknown(.account, account, suggestion: suggestion), at: keyPlace, path: item.path)
        }
        guard let user = item.text() else { continue }
        if let other = users.updateValue(id, forKey: "\(account) \(user)"), other != id { item.report(.sameUser(person: other)) }
        chat[AccountID(trusted: account)] = user
    }
    return chat
}
