import HistoryStore
public import Model
import ReplyParsing

/// Reads the whole history again with today's parser, each message in the context it was written in.
public struct Reparse: Sendable {
    /// What one message says otherwise of one key result now.
    public struct Change: Hashable, Sendable, Encodable {
        public var checkIn: CheckInID
        public var keyResult: KeyResultID
        public var message: UniqueID
        public var words: String
        public var oldValue: Double?
        public var newValue: Double?
        public var oldStatus: Status?
        public var newStatus: Status?
        public var oldConfidence: Double?
        public var newConfidence: Double?
        /// Written as a superseding update.
        public var applied: Bool
    }

    let flow: Flow

    public init(_ flow: Flow) { self.flow = flow }

    /// - Parameter apply: write superseding updates; without it nothing is changed.
    public func run(apply: Bool) async throws -> [Change] {
        var changes: [Change] = []
        for team in try await flow.store.knownTeams() {
            for checkIn in try await flow.store.checkIns(team: team, limit: Int.max, withSnapshots: false).reversed() where checkIn.askedAt != nil {
                changes += try await run(checkIn.id, apply: apply)
            }
        }
        return changes
    }

    private func run(_ id: CheckInID, apply: Bool) async throws -> [Change] {
        guard let state = try await CheckInState.read(id, from: flow.store) else { return [] }
        var changes: [Change] = []
        for message in try await newestVersions(of: id) {
            var found: [(change: Change, old: Update, new: ReadUpdate)] = []
            for (old, new) in try await differences(message, state) {
                found.append((change(old, new, message), old, new))
            }
            guard !found.isEmpty else { continue }
            let applied = apply ? try await write(found.map { ($0.old, $0.new) }, message, id) : false
            changes += found.map { item in
                var change = item.change
                change.applied = applied
                return change
            }
        }
        return changes
    }

    /// A message that its author has edited counts as it stands now.
    private func newestVersions(of id: CheckInID) async throws -> [Message] {
        var newest: [String: Message] = [:]
        var order: [String] = []
        for message in try await flow.store.messages(checkIn: id) {
            let key = "\(message.account)/\(message.conversation)/\(message.platformID)"
            if newest.updateValue(message, forKey: key) == nil { order.append(key) }
        }
        return order.compactMap { newest[$0] }
    }

    /// Live updates of the message that it gives otherwise now. Left alone is what a person settled: answers to questions, what was withdrawn or
    /// replaced, and messages whose words are gone.
    private func differences(_ message: Message, _ state: CheckInState) async throws -> [(Update, ReadUpdate)] {
        guard !message.text.isEmpty, let basis = try await flow.store.readingBasis(message: message.id), basis.pending == nil else { return [] }
        let live = state.liveUpdates.filter { $0.evidence?.message == message.id && ($0.source == .reply || $0.source == .reparse) }
        guard !live.isEmpty else { return [] }
        let reading = flow.read(
            message.text, markup: message.markup, state: state, author: message.author, basis: basis, focus: basis.focus, pending: nil,
            pendingWords: "")
        return live.compactMap { old in
            guard let new = reading.updates.first(where: { $0.keyResult == old.keyResult }) else { return nil }
            let isSame = old.value == new.value && old.status == new.status && old.confidence == new.confidence
            return isSame || keepsOwnersStatus(old, new) ? nil : (old, new)
        }
    }

    /// A status said of all was left out where the owner had given one; it stays left out.
    private func keepsOwnersStatus(_ old: Update, _ new: ReadUpdate) -> Bool {
        new.isStatusForAll && old.status == nil && old.value == new.value && old.confidence == new.confidence
    }

    private func change(_ old: Update, _ new: ReadUpdate, _ message: Message) -> Change {
        Change(
            checkIn: old.checkIn, keyResult: old.keyResult, message: message.id,
            words: plainText(of: message.text, markup: message.markup, span: new.evidence), oldValue: old.value, newValue: new.value,
            oldStatus: old.status, newStatus: new.status, oldConfidence: old.confidence, newConfidence: new.confidence, applied: false)
    }

    /// False when somebody wrote to the check-in in between: then the next run finds the difference again.
    private func write(_ pairs: [(Update, ReadUpdate)], _ message: Message, _ id: CheckInID) async throws -> Bool {
        guard let checkIn = try await flow.store.checkIn(id) else { return false }
        let now = flow.clock.now()
        let updates = pairs.map { old, new in
            Update(
                id: flow.clock.makeID(), team: old.team, keyResult: old.keyResult, checkIn: old.checkIn, value: new.value, status: new.status,
                confidence: new.confidence, note: old.note, saidAt: old.saidAt, author: old.author, saidFor: old.saidFor, source: .reparse,
                late: old.late,
                evidence: Evidence(message: message.id, start: new.evidence.start, end: new.evidence.end), supersedes: old.id)
        }
        let record = ReplyRecord(
            inbox: flow.clock.makeID(), message: nil, kind: .report, parserVersion: parserVersion, checkIn: id, expectedRevision: checkIn.revision,
            updates: updates, ended: pairs.map { .init(update: $0.0.id, state: .superseded, reason: "read anew by parser version \(parserVersion)") },
            recordedAt: now, summary: "read anew: \(updates.count) updates replaced")
        return try await flow.store.record(record) != .stale
    }
}

/// A change a line.
func reparseText(_ changes: [Reparse.Change], apply: Bool) -> String {
    guard !changes.isEmpty else { return "today's parser (version \(parserVersion)) reads the whole history as it is recorded" }
    func said(_ value: Double?, _ status: Status?, _ confidence: Double?) -> String {
        let parts = [value.map { shortest($0) }, status?.rawValue.replacing("_", with: " "), confidence.map { "\(shortest($0 * 100)) % sure" }]
        let known = parts.compactMap { $0 }
        return known.isEmpty ? "nothing" : known.joined(separator: " · ")
    }
    let rows = changes.map { change in
        [
            change.checkIn.description, change.keyResult.rawValue, said(change.oldValue, change.oldStatus, change.oldConfidence) + " ->",
            said(change.newValue, change.newStatus, change.newConfidence),
            "“\(change.words.split(whereSeparator: \.isNewline).joined(separator: " "))”",
        ]
    }
    let applied = changes.count { $0.applied }
    let end =
        apply
        ? "\(applied) of \(changes.count) written; the old versions stay in the history" : "nothing was changed; --apply writes superseding updates"
    return (table(rows) + [end]).joined(separator: "\n")
}
