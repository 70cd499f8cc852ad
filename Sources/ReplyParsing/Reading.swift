public import Model

/// Raised whenever the same message can be read differently than before; kept beside every reading.
public let parserVersion = 20

/// What one message says about a check-in. Only ``read(_:markup:vocabulary:moment:)`` makes one.
public struct Reading: Hashable, Sendable {
    public internal(set) var kind: ReplyRecord.ReadingKind = .chatter
    /// At most one for each key result, in the order of the message.
    public internal(set) var updates: [ReadUpdate] = []
    public internal(set) var outputs: [ReadOutput] = []
    public internal(set) var blockers: [ReadBlocker] = []
    /// What is said to stand in the way no longer.
    public internal(set) var unblocked: [ReadUnblocked] = []
    /// Lines of the minutes that are said not to be so, or are to go.
    public internal(set) var retracted: [ReadRetracted] = []
    /// What the sender said of these is to stand no longer.
    public internal(set) var takenBack: [KeyResultID] = []
    /// Those of them of which only the number is: "scratch my number on expansion" leaves how sure somebody is.
    public internal(set) var takenBackNumbers: Set<KeyResultID> = []
    /// Statuses of theirs that are to stand no longer.
    public internal(set) var takenBackStatuses: [ReadStatusTakenBack] = []
    public internal(set) var skips: [ReadSkip] = []
    public internal(set) var questions: [ReadQuestion] = []
    public internal(set) var command: ReadCommand?
    /// The name in "For Ana: …".
    public internal(set) var reportedFor: ReportedFor?
    /// The message settles the pending question, one way or the other.
    public internal(set) var answersPending = false
    /// The key results that an answer to `which_key_result` names; the original clause is then read again with that focus.
    public internal(set) var chosen: [KeyResultID] = []
    /// Clauses with a number that may be meant as a value, and of what was not found: they are neither recorded nor asked about.
    public internal(set) var leftOut: [TextSpan] = []
    /// Clauses that speak as a report does, of a key result or of finished work, and from which nothing was taken.
    public internal(set) var unheard: [TextSpan] = []
    /// Why each part was read as it was, with what was left out and why.
    public internal(set) var claims: [Claim] = []

    init() {}
}

/// For whom the author speaks.
public struct ReportedFor: Hashable, Sendable {
    public let name: String
    public let span: TextSpan
}

/// Value, status and confidence that a message gives for one key result.
public struct ReadUpdate: Hashable, Sendable {
    public internal(set) var keyResult: KeyResultID
    /// Absolute, in the key result's unit.
    public internal(set) var value: Double?
    public internal(set) var status: Status?
    /// 0 to 1.
    public internal(set) var confidence: Double?
    public internal(set) var isApproximate = false
    /// The status was said of all key results, not of this one.
    public internal(set) var isStatusForAll = false
    /// The value is the one already known, said to be the same.
    public internal(set) var isUnchanged = false
    /// From the first to the last of the words it was read from.
    public internal(set) var evidence: TextSpan
    public internal(set) var valueSpan: TextSpan?
    public internal(set) var statusSpan: TextSpan?
    public internal(set) var confidenceSpan: TextSpan?
}

/// Finished work.
public struct ReadOutput: Hashable, Sendable {
    /// As a person sees it, without markup.
    public internal(set) var text: String
    public internal(set) var initiative: InitiativeID?
    /// The key result that the sentence names beside it.
    public internal(set) var keyResult: KeyResultID?
    public internal(set) var span: TextSpan
}

/// What stands in the way.
public struct ReadBlocker: Hashable, Sendable {
    public internal(set) var text: String
    public internal(set) var keyResult: KeyResultID?
    public internal(set) var span: TextSpan
}

/// "no longer blocked on churn".
public struct ReadUnblocked: Hashable, Sendable {
    /// Nil where it is not said of which.
    public internal(set) var keyResult: KeyResultID?
    public internal(set) var span: TextSpan
    /// All of the sentence, which may tell why and for whom.
    public internal(set) var sentence: TextSpan
    /// "infra came through": it may have stood in the way, if a blocker speaks of it.
    public internal(set) var isHint: Bool
}

/// "please take the 340 people out", "the recording isn't shipped yet", "SSO is not a blocker".
public struct ReadRetracted: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// It is denied that something was delivered, or that it stands in the way.
        case output, blocker
        /// We are asked to take a line out, or one that is called a blocker.
        case line, blockerLine
        /// "the finance blocker belongs to 5"
        case moved(KeyResultID)
    }

    public internal(set) var kind: Kind
    /// The clause, with the words that tell which line is meant.
    public internal(set) var span: TextSpan
    /// "that wasn't something I shipped": no words tell which; the latest is meant.
    public internal(set) var isPointing = false
    /// "both of those".
    public internal(set) var isOfAll = false
    /// "we had to roll it back, please take it off my list": where no words fit, the only line may be meant.
    public internal(set) var pointsBack = false
}

/// "take the red off 4", "scratch the on track", "not done".
public struct ReadStatusTakenBack: Hashable, Sendable {
    public internal(set) var status: Status?
    /// 0 to 1; instead of a status.
    public internal(set) var confidence: Double?
    /// Nil where it is not said of which.
    public internal(set) var keyResult: KeyResultID?
    public internal(set) var span: TextSpan
    /// Asked of us; else denied.
    public internal(set) var isAsked: Bool
}

/// What is deliberately left without an update.
public struct ReadSkip: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
        case keyResult(KeyResultID)
        /// The whole check-in.
        case everything
    }

    public internal(set) var subject: Subject
    public internal(set) var span: TextSpan
}

/// What could not be settled from the message.
public struct ReadQuestion: Hashable, Sendable {
    public internal(set) var reason: Question.Reason
    /// In prompt order.
    public internal(set) var candidates: [KeyResultID]
    /// The value at stake, when there is one.
    public internal(set) var value: Double?
    /// The clause in question.
    public internal(set) var span: TextSpan
    /// What else was told of the only candidate, and waits for the answer.
    public internal(set) var withheld: ReadUpdate?
}

/// A request to the bot; the whole message is that request.
public enum ReadCommand: String, Hashable, Sendable, Codable, CaseIterable { case help, status, undo }
