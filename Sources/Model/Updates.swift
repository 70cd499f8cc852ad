/// How a key result stands, in the words of who reports it.
public enum Status: String, Sendable, Codable, CaseIterable {
    case onTrack = "on_track"
    case atRisk = "at_risk"
    case offTrack = "off_track"
    case done
}

/// Who said it: a person of the team, or a chat user whom the configuration does not know.
public enum Author: Hashable, Sendable {
    case person(PersonID)
    case user(AccountID, String)

    public var person: PersonID? {
        switch self {
        case .person(let id): id
        case .user: nil
        }
    }
}

/// `ana`, or `company-slack:U0XYZ`.
extension Author: CustomStringConvertible, Codable {
    public var description: String {
        switch self {
        case .person(let id): id.rawValue
        case .user(let account, let user): "\(account):\(user)"
        }
    }

    public init(_ text: String) {
        if let colon = text.firstIndex(of: ":") {
            self = .user(AccountID(trusted: String(text[..<colon])), String(text[text.index(after: colon)...]))
        } else {
            self = .person(PersonID(trusted: text))
        }
    }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The words that something was read from: a span of a kept message.
public struct Evidence: Hashable, Sendable, Codable {
    public var message: UniqueID
    /// UTF-8 byte offsets into the message as kept.
    public var start: Int
    public var end: Int
    /// The words themselves, filled in when read back; nil in what is written, `[removed]` where they were blanked.
    public var text: String?

    public init(message: UniqueID, start: Int, end: Int, text: String? = nil) {
        self.message = message
        self.start = start
        self.end = end
        self.text = text
    }
}

/// Value, status, confidence and note for one key result, with its evidence.
public struct Update: Hashable, Sendable, Codable {
    public enum Source: String, Sendable, Codable, CaseIterable { case reply, question, page, api, `import`, reparse, sample }

    public enum State: String, Sendable, Codable, CaseIterable { case live, superseded, withdrawn }

    public var id: UniqueID
    public var team: TeamID
    public var keyResult: KeyResultID
    public var checkIn: CheckInID
    /// Absolute, in the key result's unit; nil when only a status or confidence was given.
    public var value: Double?
    public var status: Status?
    /// 0 to 1.
    public var confidence: Double?
    public var note: String?
    public var saidAt: Instant
    public var author: Author
    /// For whom the author spoke, where that is somebody else.
    public var saidFor: Author?
    public var source: Source
    /// Said after the check-in's close.
    public var late: Bool
    public var evidence: Evidence?
    public var supersedes: UniqueID?
    public var state: State
    /// Why it is no longer live.
    public var reason: String?

    public init(
        id: UniqueID, team: TeamID, keyResult: KeyResultID, checkIn: CheckInID, value: Double?, status: Status? = nil, confidence: Double? = nil,
        note: String? = nil, saidAt: Instant, author: Author, saidFor: Author? = nil, source: Source, late: Bool = false, evidence: Evidence? = nil,
        supersedes: UniqueID? = nil, state: State = .live, reason: String? = nil
    ) {
        self.id = id
        self.team = team
        self.keyResult = keyResult
        self.checkIn = checkIn
        self.value = value
        self.status = status
        self.confidence = confidence
        self.note = note
        self.saidAt = saidAt
        self.author = author
        self.saidFor = saidFor
        self.source = source
        self.late = late
        self.evidence = evidence
        self.supersedes = supersedes
        self.state = state
        self.reason = reason
    }

    enum CodingKeys: String, CodingKey {
        case id, team, keyResult = "key_result", checkIn = "check_in", value, status, confidence, note, saidAt = "said_at", author
        case saidFor = "for", source, late, evidence, supersedes, state, reason
    }

    /// Every key is written, absent ones as null, so that a reader of the JSON sees one shape.
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
        try container.encode(author, forKey: .author)
        try container.encode(saidFor, forKey: .saidFor)
        try container.encode(source, forKey: .source)
        try container.encode(late, forKey: .late)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(supersedes, forKey: .supersedes)
        try container.encode(state, forKey: .state)
        try container.encode(reason, forKey: .reason)
    }
}

/// Work that was delivered, and the initiative it belongs to.
public struct Output: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var checkIn: CheckInID
    public var initiative: InitiativeID?
    public var author: Author
    public var saidAt: Instant
    public var evidence: Evidence
    public var state: Update.State

    public init(
        id: UniqueID, checkIn: CheckInID, initiative: InitiativeID?, author: Author, saidAt: Instant, evidence: Evidence, state: Update.State = .live
    ) {
        self.id = id
        self.checkIn = checkIn
        self.initiative = initiative
        self.author = author
        self.saidAt = saidAt
        self.evidence = evidence
        self.state = state
    }
}

/// What stands in the way of a key result, or of the team.
public struct Blocker: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var checkIn: CheckInID
    public var keyResult: KeyResultID?
    public var author: Author
    public var saidAt: Instant
    public var evidence: Evidence
    public var state: Update.State

    public init(
        id: UniqueID, checkIn: CheckInID, keyResult: KeyResultID?, author: Author, saidAt: Instant, evidence: Evidence, state: Update.State = .live
    ) {
        self.id = id
        self.checkIn = checkIn
        self.keyResult = keyResult
        self.author = author
        self.saidAt = saidAt
        self.evidence = evidence
        self.state = state
    }
}

/// A key result deliberately left without an update; nil stands for the sender's own reply as a whole.
public struct Skip: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var checkIn: CheckInID
    public var keyResult: KeyResultID?
    public var author: Author
    public var saidAt: Instant
    public var message: UniqueID
    public var state: Update.State

    public init(
        id: UniqueID, checkIn: CheckInID, keyResult: KeyResultID?, author: Author, saidAt: Instant, message: UniqueID, state: Update.State = .live
    ) {
        self.id = id
        self.checkIn = checkIn
        self.keyResult = keyResult
        self.author = author
        self.saidAt = saidAt
        self.message = message
        self.state = state
    }
}
