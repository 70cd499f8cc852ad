import ChatPlatforms
import HistoryStore
import Insights
import Model

/// All that was recorded in one check-in, read together.
struct CheckInState: Sendable {
    var checkIn: CheckIn
    var snapshot: Snapshot
    var updates: [Update]
    var outputs: [Output]
    var blockers: [Blocker]
    var skips: [Skip]
    var questions: [Question]

    /// Nil for a check-in that was never asked.
    static func read(_ id: CheckInID, from store: HistoryStore) async throws -> CheckInState? {
        // The check-in first: what is read after it can only be newer, and the revision tells.
        guard let checkIn = try await store.checkIn(id), let snapshot = checkIn.snapshot else { return nil }
        return CheckInState(
            checkIn: checkIn, snapshot: snapshot, updates: try await store.updates(checkIn: id), outputs: try await store.outputs(checkIn: id),
            blockers: try await store.blockers(checkIn: id), skips: try await store.skips(checkIn: id),
            questions: try await store.questions(checkIn: id))
    }

    /// The key results of which the author has said in this check-in how sure they are, in the order of the prompt.
    func rated(by author: Author) -> [KeyResultID] {
        snapshot.keyResults.map(\.definition.id).filter { id in
            liveUpdates.contains { $0.keyResult == id && $0.author == author && $0.confidence != nil }
        }
    }

    /// The key results that the author has reported, in the order of the prompt.
    func spoken(by author: Author) -> [KeyResultID] {
        let told = Set(updates.filter { $0.state == .live && $0.author == author }.map(\.keyResult))
        return snapshot.keyResults.map(\.definition.id).filter(told.contains)
    }

    /// What the author has told of each key result, or a colleague of one that is theirs, in the order in which it was last spoken of.
    func told(by author: Author) -> [ReadingBasis.Told] {
        let theirs = Set(snapshot.keyResults.filter { $0.definition.owner != nil && $0.definition.owner == author.person }.map(\.definition.id))
        let own = liveUpdates.filter { $0.author == author || theirs.contains($0.keyResult) }
        let latest = own.max { ($0.saidAt, $0.id) < ($1.saidAt, $1.id) }?.evidence?.message
        var told: [ReadingBasis.Told] = []
        for update in own.sorted(by: { ($0.saidAt, $0.evidence?.start ?? 0, $0.id) < ($1.saidAt, $1.evidence?.start ?? 0, $1.id) }) {
            var entry = ReadingBasis.Told(keyResult: update.keyResult, value: nil, status: nil, confidence: nil, isLatest: false)
            if let place = told.firstIndex(where: { $0.keyResult == update.keyResult }) { entry = told.remove(at: place) }
            entry.value = update.value ?? entry.value
            entry.status = update.status ?? entry.status
            entry.confidence = update.confidence ?? entry.confidence
            entry.isLatest = update.evidence?.message == latest
            told.append(entry)
        }
        return told
    }

    var liveUpdates: [Update] { updates.filter { $0.state == .live }.sorted { ($0.saidAt, $0.id) < ($1.saidAt, $1.id) } }

    /// The values that a reply to this check-in starts from: what the check-in holds, else what was current when it was asked
    /// or has become current since by an earlier week's late reply.
    func values(teamCurrent: [KeyResultID: Update]) -> [KeyResultID: Double] {
        var values: [KeyResultID: Double] = [:]
        for state in snapshot.keyResults {
            let id = state.definition.id
            if let update = teamCurrent[id], update.checkIn <= checkIn.id {
                values[id] = update.value
            } else {
                values[id] = state.current
            }
        }
        for update in liveUpdates { if let value = update.value { values[update.keyResult] = value } }
        return values
    }
}

extension Flow {
    /// Everything that a digest, a reminder or a status needs to know of a check-in.
    func facts(_ state: CheckInState) async throws -> CheckInFacts {
        let before = try await store.checkIns(team: state.checkIn.id.team, limit: 12).filter { $0.id < state.checkIn.id && $0.askedAt != nil }
        var privateMessages: Set<UniqueID> = []
        var strangers: [Author: String] = [:]
        for message in try await store.messages(checkIn: state.checkIn.id) {
            if message.isDirect { privateMessages.insert(message.id) }
            if message.author.person == nil, let name = message.authorName { strangers[message.author] = name }
        }
        let readAnew = try await self.readAnew(of: state, since: before.compactMap(\.closedAt).max())
        return CheckInFacts(
            checkIn: state.checkIn, updates: state.updates, outputs: state.outputs, blockers: state.blockers, skips: state.skips,
            questions: state.questions, promptDelivered: try await store.deliveryOfPrompt(checkIn: state.checkIn.id) == .delivered,
            takesReplies: takesReplies(state.snapshot),
            reached: try await DirectPlaces(flow: self).reached(state.checkIn, state.snapshot), privateMessages: privateMessages,
            strangers: strangers, readAnew: readAnew,
            weeksWithoutAnswer: try await weeks(before) { $0.isUnanswered }, weeksOfOutputWithoutMovement: try await weeks(before) { $0.isOutputOnly }
        )
    }

    /// What a newer parser has replaced since the last digest.
    private func readAnew(of state: CheckInState, since last: Instant?) async throws -> [ReadAnew] {
        let updates = try await store.updatesReadAnew(team: state.checkIn.id.team, after: last ?? Instant(milliseconds: 0))
        let replaced = try await store.updates(ids: updates.compactMap(\.supersedes))
        return updates.filter { $0.state == .live }.map { update in
            ReadAnew(update: update, before: replaced.first { $0.id == update.supersedes }?.value)
        }
    }

    func takesReplies(_ snapshot: Snapshot) -> Bool {
        guard let channel = settings.channels[snapshot.channel] else { return false }
        return settings.platforms[channel.account]?.capabilities.receives ?? false
    }

    /// How many of the check-ins, from the newest back, fit in a row.
    private func weeks(_ checkIns: [CheckIn], fitting: (CheckInState) -> Bool) async throws -> Int {
        var count = 0
        for checkIn in checkIns.sorted(by: { $0.id > $1.id }) {
            guard let state = try await CheckInState.read(checkIn.id, from: store), fitting(state) else { break }
            count += 1
        }
        return count
    }
}

extension CheckInState {
    fileprivate var isUnanswered: Bool {
        updates.allSatisfy { $0.late } && outputs.isEmpty && blockers.isEmpty && skips.isEmpty && questions.isEmpty
    }

    fileprivate var isOutputOnly: Bool {
        guard outputs.contains(where: { $0.state == .live }) else { return false }
        return !liveUpdates.contains { update in
            guard let value = update.value, let old = snapshot.keyResult(update.keyResult)?.current else { return false }
            return value != old
        }
    }
}
