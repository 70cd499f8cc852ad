import ChatPlatforms
import HistoryStore
import Model
import ReplyParsing

/// Which check-in a message belongs to, and how sure that is.
enum Match: Sendable {
    case checkIn(CheckIn, MatchContext)
    /// Several teams share the conversation, and nothing tells them apart.
    case ambiguous([TeamID])
    /// Not meant for us, or before any check-in.
    case none
}

/// What the place of a message tells about it.
struct MatchContext: Sendable {
    /// Written under a message of ours about this one key result.
    var focus: KeyResultID?
    /// Recorded for an older check-in while a newer one is open.
    var newerOpen: CheckInID?
    /// Somebody spoke to us: in our thread, by mention, directly, or where every message is ours.
    var isAddressed: Bool
}

/// Finds the check-in of a message, by the rules in their order.
struct Matcher: Sendable {
    let flow: Flow

    func match(_ event: IncomingEvent) async throws -> Match {
        let place = try await place(of: event)
        guard place.isAddressed || readsAll(event) else { return .none }
        if let id = place.checkIn, let checkIn = try await flow.store.checkIn(id), checkIn.snapshot != nil {
            return .checkIn(checkIn, try await context(place, for: checkIn))
        }
        if let question = try await openQuestion(event), let id = question.checkIn, let checkIn = try await flow.store.checkIn(id) {
            return .checkIn(checkIn, try await context(place, for: checkIn))
        }
        return try await among(teams(of: event), event, place)
    }

    /// Whether a message was meant for us, or everything in its conversation is read.
    func isForUs(_ event: IncomingEvent) async throws -> Bool {
        try await place(of: event).isAddressed || readsAll(event)
    }

    /// The sender's oldest question that was asked and is still open, in this conversation.
    func openQuestion(_ event: IncomingEvent) async throws -> Question? {
        for author in authors(of: event) {
            let open = try await flow.store.openQuestions(author: author, account: event.account, conversation: event.conversation)
            if let asked = open.first(where: { $0.state == .asked }) { return asked }
        }
        return nil
    }

    /// The sender as a person of any team of the conversation, and as a bare chat user.
    func authors(of event: IncomingEvent) -> [Author] {
        let settings = flow.settings
        let people = teams(of: event).compactMap { settings.person(event.senderID, account: event.account, in: $0.team)?.id }
        return Set(people).sorted().map(Author.person) + [.user(event.account, event.senderID)]
    }

    func teams(of event: IncomingEvent) -> [TeamInZone] {
        let here = flow.settings.teams(account: event.account, conversation: event.conversation)
        if here.isEmpty, event.isDirect { return flow.settings.teams(withUser: event.senderID, account: event.account) }
        return here
    }

    private struct Place {
        var checkIn: CheckInID?
        var focus: KeyResultID?
        var isAddressed: Bool
    }

    private func readsAll(_ event: IncomingEvent) -> Bool {
        flow.settings.channel(account: event.account, conversation: event.conversation)?.readsAll ?? false
    }

    private func place(of event: IncomingEvent) async throws -> Place {
        let always = flow.settings.platforms[event.account]?.capabilities.alwaysRead ?? false
        var place = Place(isAddressed: always || event.isDirect || event.mentionsUs || event.isThreadOurs)
        let platform = flow.settings.platforms[event.account]
        guard let written = event.thread, let thread = platform.map({ $0.root(ofThread: written) }) ?? written else { return place }
        if let row = try await flow.store.outboxRow(account: event.account, conversation: event.conversation, platformMessageID: thread) {
            place.checkIn = row.checkIn
            place.focus = row.focus
            place.isAddressed = true
        } else if let root = try await flow.store.messageVersions(account: event.account, conversation: event.conversation, platformID: thread).first,
            let id = root.checkIn
        {
            // A thread under a person's own report, where our acknowledgement stands.
            place.checkIn = id
            place.isAddressed = true
        }
        return place
    }

    private func context(_ place: Place, for checkIn: CheckIn) async throws -> MatchContext {
        var newer: CheckInID?
        if checkIn.state == .closed {
            newer = try await flow.store.openCheckIns(team: checkIn.id.team).map(\.id).filter { $0 > checkIn.id }.max()
        }
        return MatchContext(focus: place.focus, newerOpen: newer, isAddressed: place.isAddressed)
    }

    private func among(_ teams: [TeamInZone], _ event: IncomingEvent, _ place: Place) async throws -> Match {
        var open: [CheckIn] = []
        for team in teams { open += try await flow.store.openCheckIns(team: team.team.id).suffix(1) }
        if open.isEmpty { return try await newestClosed(teams, event, place) }
        if let only = pick(open, event) { return .checkIn(only, try await context(place, for: only)) }
        return .ambiguous(open.map(\.id.team))
    }

    /// None is open: the newest check-in of the team, late.
    private func newestClosed(_ teams: [TeamInZone], _ event: IncomingEvent, _ place: Place) async throws -> Match {
        var newest: [CheckIn] = []
        for team in teams {
            if let checkIn = try await flow.store.newestCheckIn(team: team.team.id) { newest.append(checkIn) }
        }
        if newest.isEmpty { return .none }
        if let only = pick(newest, event) { return .checkIn(only, try await context(place, for: only)) }
        return .ambiguous(newest.map(\.id.team))
    }

    /// The only one; else the one whose key results alone are named; else the one that alone counts the sender among its people.
    private func pick(_ checkIns: [CheckIn], _ event: IncomingEvent) -> CheckIn? {
        if checkIns.count == 1 { return checkIns.first }
        let named = checkIns.filter { checkIn in
            guard let snapshot = checkIn.snapshot else { return false }
            return namesKeyResult(in: event.text, markup: event.markup, vocabulary: Vocabulary(ReadingContext(snapshot: snapshot)))
        }
        if named.count == 1 { return named.first }
        let settings = flow.settings
        let own = checkIns.filter { checkIn in
            checkIn.snapshot.map { settings.person(event.senderID, account: event.account, in: $0) != nil } ?? false
        }
        return own.count == 1 ? own.first : nil
    }
}
