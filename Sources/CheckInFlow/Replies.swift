import HistoryStore
import Logging
import Model
import ReplyParsing
import Scheduling

/// Takes a new message: matched to its check-in, read, recorded and answered.
struct Replies: Sendable {
    let flow: Flow
    private let matcher: Matcher
    private let composer: Composer

    init(flow: Flow) {
        self.flow = flow
        matcher = Matcher(flow: flow)
        composer = Composer(flow: flow)
    }

    func take(_ item: InboxItem) async throws {
        let open = try await matcher.openQuestion(item.event)
        let aboutTeam = open.flatMap { $0.reason == .whichTeam ? $0 : nil }
        if let aboutTeam, try await matcher.isForUs(item.event), try await answerTeam(aboutTeam, item) { return }
        switch try await matcher.match(item.event) {
        case .none: try await ignore(item, "not meant for a check-in")
        case .ambiguous(let teams): try await askWhichTeam(teams, item)
        case .checkIn(let checkIn, let place): try await record(item, into: checkIn.id, place, words: nil, aboutTeam: aboutTeam)
        }
    }

    /// Computes the record anew each time somebody else wrote to the check-in in between.
    ///
    /// - Parameters:
    ///   - words: an earlier message that this one only names the team of.
    ///   - aboutTeam: the open question about the team, which these words answer, or a report that stands by itself overrules.
    private func record(_ item: InboxItem, into id: CheckInID, _ place: MatchContext, words: Message?, aboutTeam: Question?) async throws {
        for _ in 0..<staleTries {
            guard let state = try await CheckInState.read(id, from: flow.store) else { throw FlowError.noSuchCheckIn(id) }
            let reply = try await reply(item, state, place, words: words)
            guard var record = try await composer.compose(reply) else { return try await ignore(item, "chatter") }
            if let aboutTeam, words != nil || record.kind == .report {
                record.questionChanges.append(.init(question: aboutTeam.id, state: words == nil ? .overruled : .answered))
            }
            let result = try await flow.store.record(record)
            switch result {
            case .recorded:
                flow.metrics.recorded(record)
                flow.log.info("reply recorded", metadata: ["check_in": "\(id)", "message.id": "\(reply.message.id)", "outcome": "\(record.summary)"])
                return
            case .alreadyKnown: return
            case .stale: continue
            }
        }
        throw FlowError.busy(id)
    }

    private func reply(_ item: InboxItem, _ state: CheckInState, _ place: MatchContext, words: Message?) async throws -> Reply {
        let event = item.event
        let now = flow.clock.now()
        let person = flow.settings.person(event.senderID, account: event.account, in: state.snapshot)
        let author = person.map { Author.person($0.id) } ?? .user(event.account, event.senderID)
        let pending = try await flow.store.openQuestions(author: author, account: event.account, conversation: event.conversation)
            .first { $0.state == .asked && $0.checkIn == state.checkIn.id }
        let message = Message(
            id: flow.clock.makeID(), account: event.account, conversation: event.conversation, platformID: event.messageID, version: event.version,
            thread: event.thread, checkIn: state.checkIn.id, author: author, authorName: person?.name ?? event.senderName, text: event.text,
            markup: event.markup, sentAt: event.sentAt, isDirect: event.isDirect)
        let source = words ?? message
        let prompt = event.isCommand ? try await promptRow(of: state.checkIn.id, in: event)?.id : nil
        let zone = flow.settings.zones[state.snapshot.timeZone]
        let basis = ReadingBasis(
            date: zone?.local(source.sentAt).date ?? LocalDate(daysSinceEpoch: Int(source.sentAt.seconds.flooredQuotient(86400))), focus: place.focus,
            pending: pending?.id, current: state.values(teamCurrent: try await flow.store.current(team: state.checkIn.id.team, asOf: nil)),
            spoken: state.spoken(by: author), rated: state.rated(by: author), told: state.told(by: author))
        return Reply(
            item: item, state: state, place: place, author: author, personName: person?.name ?? event.senderName ?? event.senderID, message: message,
            source: source, basis: basis, pending: words == nil ? pending : nil, prompt: prompt, now: now)
    }

    private func promptRow(of checkIn: CheckInID, in event: IncomingEvent) async throws -> OutboxRow? {
        try await flow.store.outboxRows(checkIn: checkIn).last {
            $0.kind == .prompt && $0.state == .delivered && $0.account == event.account && $0.conversation == event.conversation
        }
    }

    private func ignore(_ item: InboxItem, _ note: String) async throws {
        try await finish(item, note)
        flow.metrics.ignored()
    }

    private func finish(_ item: InboxItem, _ note: String) async throws {
        try await flow.store.finishInbox(item.inbox, note: note, at: flow.clock.now())
    }

    // Several teams in one conversation.

    private func askWhichTeam(_ teams: [TeamID], _ item: InboxItem) async throws {
        let event = item.event
        let now = flow.clock.now()
        var kinds: Set<ReplyRecord.ReadingKind> = []
        for team in teams {
            guard let checkIn = try await checkIn(of: team), let state = try await CheckInState.read(checkIn.id, from: flow.store) else { continue }
            kinds.insert(read(event, state).kind)
        }
        guard kinds.contains(.report) || kinds.contains(.unread) || kinds.contains(.command) else { return try await finish(item, "chatter") }
        let settings = flow.settings
        let author = Author.user(event.account, event.senderID)
        let message = Message(
            id: flow.clock.makeID(), account: event.account, conversation: event.conversation, platformID: event.messageID, version: event.version,
            thread: event.thread, checkIn: nil, author: author, authorName: event.senderName, text: event.text, markup: event.markup,
            sentAt: event.sentAt,
            isDirect: event.isDirect)
        let question = Question(
            id: flow.clock.makeID(), checkIn: nil, reason: .whichTeam, candidates: [], teams: teams, author: author,
            evidence: Evidence(message: message.id, start: 0, end: event.text.utf8.count), askedAt: now, state: .asked)
        let names = teams.map { settings.teams[$0]?.team.name ?? $0.rawValue }
        let content = QuestionContent(
            question, snapshot: nil, teamNames: names, personName: event.senderName ?? event.senderID,
            words: plainText(of: event.text, markup: event.markup, span: nil))
        let draft = flow.answer(.question, settings.texts.question(content), to: event, checkIn: nil, at: now)
        _ = try await flow.store.record(
            ReplyRecord(
                inbox: item.inbox, message: message, kind: .report, parserVersion: parserVersion, checkIn: nil, expectedRevision: 0,
                questions: [question],
                drafts: [draft], recordedAt: now, summary: "asked which team"))
    }

    /// Whether the message names one of the teams in question; then the earlier words are recorded for it.
    private func answerTeam(_ question: Question, _ item: InboxItem) async throws -> Bool {
        let said = wholeWords(item.event.text)
        let settings = flow.settings
        let named = question.teams.filter { id in
            said.contains(wholeWords(id.rawValue)) || (settings.teams[id].map { said.contains(wholeWords($0.team.name)) } ?? false)
        }
        guard named.count == 1, let team = named.first, let original = try await flow.store.message(question.evidence.message),
            let checkIn = try await checkIn(of: team), let state = try await CheckInState.read(checkIn.id, from: flow.store),
            read(item.event, state).kind != .report
        else { return false }
        try await record(item, into: checkIn.id, MatchContext(isAddressed: true), words: original, aboutTeam: question)
        return true
    }

    /// The words in lower case with one space around each, so that a name is found only as a whole.
    private func wholeWords(_ text: String) -> String {
        " " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
    }

    /// A message as it reads for one of several teams, by its words alone.
    private func read(_ event: IncomingEvent, _ state: CheckInState) -> Reading {
        let date = LocalDate(daysSinceEpoch: Int(flow.clock.now().seconds.flooredQuotient(86400)))
        return flow.read(
            event.text, markup: event.markup, state: state, author: .user(event.account, event.senderID),
            basis: ReadingBasis(date: date, focus: nil, pending: nil, current: [:]), focus: nil, pending: nil, pendingWords: "")
    }

    private func checkIn(of team: TeamID) async throws -> CheckIn? {
        if let open = try await flow.store.openCheckIns(team: team).last { return open }
        return try await flow.store.newestCheckIn(team: team)
    }
}
