public import Model

/// What became of a key result in one check-in.
public enum KeyResultOutcome: String, Hashable, Sendable, Codable, CaseIterable {
    /// Somebody gave a value, a status or a confidence.
    case updated
    /// Somebody said that its value is what it was.
    case flat
    case skipped
    /// An answer of ours waits for one of theirs.
    case inQuestion = "in_question"
    case silent
}

/// What is known of a check-in when its digest or its status is put together.
public struct CheckInFacts: Hashable, Sendable {
    public var checkIn: CheckIn
    /// Those of the check-in in any state; only live ones count.
    public var updates: [Update]
    public var outputs: [Output]
    public var blockers: [Blocker]
    public var skips: [Skip]
    /// Those of the check-in in any state; asked and waiting ones are open.
    public var questions: [Question]
    public var promptDelivered: Bool
    /// Whether the channel takes replies at all.
    public var takesReplies: Bool
    /// Whom a prompt of their own reached, where people are asked by direct message; nil where the channel was asked.
    public var reached: Set<PersonID>?
    /// Messages said in private, whose words a channel never sees.
    public var privateMessages: Set<UniqueID>
    /// How the platform calls chat users whom the configuration does not name, where it tells.
    public var strangers: [Author: String]
    /// Updates that were read anew since the last digest, with what they superseded.
    public var readAnew: [ReadAnew]
    /// Check-ins in a row before this one that nobody answered.
    public var weeksWithoutAnswer: Int
    /// Check-ins in a row before this one that had outputs and no movement.
    public var weeksOfOutputWithoutMovement: Int

    public init(
        checkIn: CheckIn, updates: [Update] = [], outputs: [Output] = [], blockers: [Blocker] = [], skips: [Skip] = [], questions: [Question] = [],
        promptDelivered: Bool = true, takesReplies: Bool = true, reached: Set<PersonID>? = nil, privateMessages: Set<UniqueID> = [],
        strangers: [Author: String] = [:],
        readAnew: [ReadAnew] = [], weeksWithoutAnswer: Int = 0, weeksOfOutputWithoutMovement: Int = 0
    ) {
        self.checkIn = checkIn
        self.updates = updates
        self.outputs = outputs
        self.blockers = blockers
        self.skips = skips
        self.questions = questions
        self.promptDelivered = promptDelivered
        self.takesReplies = takesReplies
        self.reached = reached
        self.privateMessages = privateMessages
        self.strangers = strangers
        self.readAnew = readAnew
        self.weeksWithoutAnswer = weeksWithoutAnswer
        self.weeksOfOutputWithoutMovement = weeksOfOutputWithoutMovement
    }
}

/// A past update that a newer parser reads differently.
public struct ReadAnew: Hashable, Sendable {
    public var update: Update
    /// The value that it replaces.
    public var before: Double?

    public init(update: Update, before: Double?) {
        self.update = update
        self.before = before
    }
}
