import ChatPlatforms
import Foundation
import HistoryStore
import Model
import OutboundHTTP

/// Proposes whose chat user is whose, by names; it changes nothing.
struct PeopleProposals: Sendable {
    let flow: Flow

    func report(_ team: TeamInZone) async throws -> PeopleReport {
        let settings = flow.settings
        guard let channel = settings.channels[team.team.channel], let platform = settings.platforms[channel.account] else {
            throw FlowError.unknownChannel(team.team.channel)
        }
        let account = channel.account
        var seen: [PeopleReport.Seen] = []
        for user in try await flow.store.chatUsers(team: team.team.id, account: account) {
            guard let one = await seenUser(user, team.team, account, platform) else { continue }
            // Somebody whose mapping is new stands once under their user id and once under their own.
            if let known = seen.firstIndex(where: { $0.user == one.user }) {
                seen[known].messages += one.messages
                seen[known].lastAt = max(seen[known].lastAt, one.lastAt)
                seen[known].name = seen[known].name ?? one.name
            } else {
                seen.append(one)
            }
        }
        let free = team.team.people.filter { $0.chat[account] == nil && !platform.capabilities.namesPeopleByID }
        let proposals = propose(seen.filter { $0.person == nil }.map { ($0.user, $0.name) }, among: free)
        for index in seen.indices where seen[index].person == nil {
            guard let proposal = proposals[seen[index].user] else { continue }
            seen[index].person = proposal.person
            seen[index].ground = proposal.ground
        }
        let proposed = Set(seen.compactMap(\.person))
        return PeopleReport(
            team: team.team.id, account: account, seen: seen, unmatched: free.map(\.id).filter { !proposed.contains($0) },
            names: Dictionary(team.team.people.map { ($0.id, $0.name) }) { first, _ in first })
    }

    private func seenUser(
        _ user: ChatUser, _ team: Team, _ account: AccountID, _ platform: any ChatPlatform
    ) async -> PeopleReport.Seen? {
        switch user.author {
        case .person(let id):
            guard let person = team.people.first(where: { $0.id == id }) else { return nil }
            return PeopleReport.Seen(
                user: person.chat[account] ?? id.rawValue, name: person.name, messages: user.messages, lastAt: user.lastAt, person: id,
                ground: .configured)
        case .user(let on, let id):
            guard on == account else { return nil }
            if let known = flow.settings.person(id, account: account, in: team) {
                return PeopleReport.Seen(
                    user: id, name: known.name, messages: user.messages, lastAt: user.lastAt, person: known.id, ground: .configured)
            }
            let name: String? = if let name = user.name { name } else { await askedName(of: id, account, platform) }
            return PeopleReport.Seen(user: id, name: name, messages: user.messages, lastAt: user.lastAt)
        }
    }

    /// The platform's answer, where its events tell no names; nil where it does not say.
    private func askedName(of user: String, _ account: AccountID, _ platform: any ChatPlatform) async -> String? {
        let allowPrivate = flow.settings.allowsPrivate(account)
        guard let request = platform.profile(of: user, allowPrivate: allowPrivate, at: flow.clock.now()),
            let response = try? await flow.transport.send(request)
        else { return nil }
        return platform.profileName(in: response)
    }
}

/// The person of each user as far as names tell: the whole name first, then a first name that only one of them has. Nobody is proposed twice.
func propose(
    _ users: [(user: String, name: String?)], among people: [Person]
) -> [String: (person: PersonID, ground: PeopleReport.Seen.Ground)] {
    var proposals: [String: (person: PersonID, ground: PeopleReport.Seen.Ground)] = [:]
    for ground in [PeopleReport.Seen.Ground.sameName, .firstName] {
        let taken = Set(proposals.values.map { $0.person })
        let open = users.filter { proposals[$0.user] == nil }
        for person in people where !taken.contains(person.id) {
            let hits = open.filter { user in
                let written = words(user.name ?? user.user)
                let own = words(person.name)
                return ground == .sameName
                    ? written == own || written == [person.id.rawValue] : !own.isEmpty && written.first == own.first
            }
            let rivals = ground == .firstName ? people.filter { !taken.contains($0.id) && words($0.name).first == words(person.name).first } : []
            if hits.count == 1, rivals.count < 2 { proposals[hits[0].user] = (person.id, ground) }
        }
    }
    return proposals
}

/// Words of a name, without case and accents.
private func words(_ name: String) -> [String] {
    name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).split { !$0.isLetter && !$0.isNumber }.map(String.init)
}
