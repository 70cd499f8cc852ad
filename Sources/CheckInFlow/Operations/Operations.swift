public import HistoryStore
import Insights
public import Model
import Scheduling

/// What commands and pages can have done or told; each in its own words, with facts that encode to JSON.
public struct Operations: Sendable {
    let flow: Flow
    private let prompts: Prompts
    private let closer: Closer

    public init(_ flow: Flow) {
        self.flow = flow
        prompts = Prompts(flow: flow)
        closer = Closer(flow: flow)
    }

    /// Opens the current week's check-in, or sends the prompt of the one that is open anew.
    public func ask(_ id: TeamID, again: Bool) async throws -> CheckInID {
        let team = try team(id)
        guard !team.team.keyResults.isEmpty else { throw FlowError.outsideCycle(id) }
        let now = flow.clock.now()
        if again, let open = try await flow.store.openCheckIns(team: id).last {
            try await flow.store.askAgain(open.id, drafts: try await prompts.promptAgain(open, at: now), at: now)
            wake()
            return open.id
        }
        let (checkIn, result) = try await prompts.fireByHand(team, at: now)
        if result == .fired { flow.metrics.asked(late: false) }
        guard result == .fired else { throw again ? FlowError.notOpen(checkIn) : FlowError.alreadyAsked(checkIn) }
        wake()
        return checkIn
    }

    /// Closes the team's open check-in now.
    public func close(_ id: TeamID) async throws -> CheckInID {
        _ = try team(id)
        guard let open = try await flow.store.openCheckIns(team: id).last else {
            guard let newest = try await flow.store.newestCheckIn(team: id) else { throw FlowError.noCheckIn(id) }
            throw FlowError.notOpen(newest.id)
        }
        _ = try await closer.close(open.id)
        wake()
        return open.id
    }

    /// Every version of every update of a key result, oldest first.
    ///
    /// - Parameter keyResult: its id, its number in the newest prompt, its title or an alias.
    public func history(_ id: TeamID, _ keyResult: String, asOf: AsOf?) async throws -> [Update] {
        let names = NamedKeyResult(try await definition(of: id), newest: try await flow.store.newestCheckIn(team: id))
        guard let keyResult = names.find(keyResult) else { throw FlowError.unknownKeyResult(keyResult, known: names.listed) }
        let end: Instant? =
            switch asOf {
            case .instant(let instant): instant
            case .date(let date): endOf(date, flow.settings.teams[id]?.zone)
            case nil: nil
            }
        return try await flow.store.updates(team: id, keyResult: keyResult, asOf: end)
    }

    /// The digest of a week as it would read now; nil takes the newest check-in.
    public func digest(_ id: TeamID, week: ISOWeek?) async throws -> (content: DigestReport, text: OutgoingText) {
        let checkIn = if let week { CheckInID(team: id, week: week) } else { try await newest(id).id }
        guard let state = try await CheckInState.read(checkIn, from: flow.store) else { throw FlowError.noSuchCheckIn(checkIn) }
        let content = DigestContent(try await flow.facts(state))
        return (DigestReport(content, state.checkIn), flow.settings.texts.digest(content))
    }

    public func trace(_ id: String) async throws -> [JournalRow] {
        let rows = try await flow.store.trace(id)
        guard !rows.isEmpty else { throw FlowError.unknownID(id) }
        return rows
    }

    public func outbox(deadOnly: Bool) async throws -> [OutboxRow] { try await flow.store.outbox(deadOnly: deadOnly) }

    /// Sends a message that was given up once more.
    public func retry(_ id: UniqueID) async throws {
        guard try await flow.store.retryOutbox(id, at: flow.clock.now()) else { throw FlowError.unknownID(id.description) }
        wake()
    }

    public func enable(_ channel: ChannelID) async throws {
        try await Channels(flow: flow).enable(channel)
        wake()
    }

    /// Who of those who replied might be whom.
    public func people(_ id: TeamID) async throws -> PeopleReport { try await PeopleProposals(flow: flow).report(try team(id)) }

    /// How each team stands, or the one that is named.
    public func status(_ id: TeamID?) async throws -> [TeamStatus] {
        let settings = flow.settings
        let teams = try id.map { [try team($0)] } ?? settings.teams.values.sorted { $0.team.id < $1.team.id }
        var statuses: [TeamStatus] = []
        for team in teams { statuses.append(try await status(of: team)) }
        return statuses
    }

    private func status(of team: TeamInZone) async throws -> TeamStatus {
        let now = flow.clock.now()
        let pausedUntil = try await flow.store.pausedUntil(team.team.id).flatMap { $0 > team.zone.local(now).date ? $0 : nil }
        let next = team.nextAsk(after: now, pausedUntil: pausedUntil)
        var status = TeamStatus(team: team.team, zone: team.zone.name, nextAsk: next, nextAskLocal: next.map { team.zone.zonedText($0) })
        status.pausedUntil = pausedUntil
        guard let newest = try await flow.store.newestCheckIn(team: team.team.id),
            let state = try await CheckInState.read(newest.id, from: flow.store)
        else { return status }
        let content = StatusContent(try await flow.facts(state), closes: team.zone.local(newest.closesAt))
        status.add(
            newest, content, try await flow.store.current(team: team.team.id, asOf: nil), try await flow.store.latestStatus(team: team.team.id))
        return status
    }

    private func newest(_ id: TeamID) async throws -> CheckIn {
        guard let newest = try await flow.store.newestCheckIn(team: id) else { throw FlowError.noCheckIn(id) }
        return newest
    }

    private func definition(of id: TeamID) async throws -> Team {
        if let team = flow.settings.teams[id] { return team.team }
        if let team = try await flow.store.definition(of: id) { return team }
        throw FlowError.unknownTeam(id.rawValue, known: flow.settings.teams.keys.sorted().map(\.rawValue))
    }

    private func endOf(_ date: LocalDate, _ zone: ZoneRules?) -> Instant {
        let midnight = LocalDateTime(secondsSinceEpoch: Int64(date.daysSinceEpoch + 1) * 86400)
        return (zone?.instant(midnight) ?? Instant(seconds: midnight.secondsSinceEpoch)) - .milliseconds(1)
    }

    func team(_ id: TeamID) throws -> TeamInZone {
        guard let team = flow.settings.teams[id] else {
            throw FlowError.unknownTeam(id.rawValue, known: flow.settings.teams.keys.sorted().map(\.rawValue))
        }
        return team
    }

    private func wake() {
        flow.pulses.schedule.beat()
        flow.pulses.outbox.beat()
        flow.pulses.poll.beat()
    }
}
