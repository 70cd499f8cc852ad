import ChatPlatforms
import HistoryStore
import Model
import Scheduling

/// Where people are written to directly, when a team is asked so.
struct DirectPlaces: Sendable {
    let flow: Flow

    /// The direct conversation of each person who can be written to on the channel's account; nil where the team's channel is asked.
    ///
    /// One that was never opened is named by its user, and is opened when the first message leaves for it.
    func conversations(of people: [Snapshot.PersonState], team: TeamID, channel: ChannelSettings) async throws -> [PersonID: String]? {
        let settings = flow.settings
        guard settings.teams[team]?.team.schedule.askIn == .direct, let platform = settings.platforms[channel.account],
            platform.capabilities.direct
        else { return nil }
        let opened = try await flow.store.directConversations(of: channel.account)
        var places: [PersonID: String] = [:]
        for person in people {
            guard let user = person.chat[channel.account] else { continue }
            places[person.id] = platform.directConversation(with: user) ?? opened[user] ?? DirectConversation.unopened(with: user)
        }
        return places
    }

    /// Whom a delivered prompt reached: in their own conversation, or in the channel; nil where the channel as a whole was asked.
    func reached(_ checkIn: CheckIn, _ snapshot: Snapshot) async throws -> Set<PersonID>? {
        guard let channel = flow.settings.channels[snapshot.channel],
            let places = try await conversations(of: snapshot.people, team: checkIn.id.team, channel: channel)
        else { return nil }
        let prompts = try await flow.store.outboxRows(checkIn: checkIn.id).filter { $0.kind == .prompt }
        // A check-in that was asked before people were to be asked directly.
        guard prompts.contains(where: { $0.conversation != channel.conversation }) else { return nil }
        let delivered = Set(prompts.filter { $0.state == .delivered }.map(\.conversation))
        let inChannel = delivered.contains(channel.conversation)
        return Set(snapshot.people.map(\.id).filter { id in places[id].map { delivered.contains($0) } ?? inChannel })
    }
}
