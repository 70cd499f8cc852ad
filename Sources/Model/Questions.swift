/// What the reader could not settle, and the answer it waits for.
public struct Question: Hashable, Sendable, Codable {
    public enum Reason: String, Sendable, Codable, CaseIterable {
        case whichKeyResult = "which_key_result"
        case whichValue = "which_value"
        case unitMismatch = "unit_mismatch"
        case implausible
        /// Several teams share the conversation and the message fits more than one.
        case whichTeam = "which_team"
    }

    /// `waiting` means that an older question to the same person comes first.
    public enum State: String, Sendable, Codable, CaseIterable { case waiting, asked, answered, overruled, expired, withdrawn }

    public var id: UniqueID
    /// Nil only where the team itself is in question.
    public var checkIn: CheckInID?
    public var reason: Reason
    public var candidates: [KeyResultID]
    /// For `whichTeam`.
    public var teams: [TeamID]
    /// The value at stake, when there is one.
    public var value: Double?
    public var author: Author
    /// The clause in question.
    public var evidence: Evidence
    public var askedAt: Instant
    public var state: State

    public init(
        id: UniqueID, checkIn: CheckInID?, reason: Reason, candidates: [KeyResultID], teams: [TeamID] = [], value: Double? = nil, author: Author,
        evidence: Evidence, askedAt: Instant, state: State
    ) {
        self.id = id
        self.checkIn = checkIn
        self.reason = reason
        self.candidates = candidates
        self.teams = teams
        self.value = value
        self.author = author
        self.evidence = evidence
        self.askedAt = askedAt
        self.state = state
    }
}
