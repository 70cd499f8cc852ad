public import Model

/// An update with what the store knows of it besides.
public struct UpdateRecord: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var team: TeamID
    public var keyResult: KeyResultID
    public var checkIn: CheckInID
    public var value: Double?
    public var status: Status?
    public var confidence: Double?
    public var note: String?
    public var saidAt: Instant
    public var recordedAt: Instant
    public var author: Author
    public var saidFor: Author?
    public var source: Update.Source
    public var late: Bool
    public var evidence: Evidence?
    public var supersedes: UniqueID?
    public var state: Update.State
    public var reason: String?
    public var endedAt: Instant?

    enum CodingKeys: String, CodingKey {
        case id, team, keyResult, checkIn, value, status, confidence, note, saidAt, recordedAt, author
        case saidFor = "for"
        case source, late, evidence, supersedes, state, reason, endedAt
    }

    /// Every key is written, absent ones as null, as wherever an update is written.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(team, forKey: .team)
        try container.encode(keyResult, forKey: .keyResult)
        try container.encode(checkIn, forKey: .checkIn)
        try container.encode(value, forKey: .value)
        try container.encode(status, forKey: .status)
        try container.encode(confidence, forKey: .confidence)
        try container.encode(note, forKey: .note)
        try container.encode(saidAt, forKey: .saidAt)
        try container.encode(recordedAt, forKey: .recordedAt)
        try container.encode(author, forKey: .author)
        try container.encode(saidFor, forKey: .saidFor)
        try container.encode(source, forKey: .source)
        try container.encode(late, forKey: .late)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(supersedes, forKey: .supersedes)
        try container.encode(state, forKey: .state)
        try container.encode(reason, forKey: .reason)
        try container.encode(endedAt, forKey: .endedAt)
    }
}

extension UpdateRecord {
    /// A live one, recorded at that time.
    public init(_ update: Update, recordedAt: Instant) {
        self.init(
            id: update.id, team: update.team, keyResult: update.keyResult, checkIn: update.checkIn, value: update.value, status: update.status,
            confidence: update.confidence, note: update.note, saidAt: update.saidAt, recordedAt: recordedAt, author: update.author,
            saidFor: update.saidFor, source: update.source, late: update.late, evidence: update.evidence, supersedes: update.supersedes,
            state: update.state, reason: update.reason, endedAt: nil)
    }
}
