/// One line of an export: everything that the store knows of one thing.
///
/// Left out is what belongs to a machine at work: messages still to leave, events still to be read, leases, blocked accounts, and the journal.
public enum HistoryRecord: Hashable, Sendable {
    /// The first line.
    case format(ExportFormat)
    case team(TeamRecord)
    case definition(DefinitionRecord)
    case series(SeriesRecord)
    case checkIn(CheckInRecord)
    case reminder(ReminderRecord)
    case message(MessageRecord)
    case update(UpdateRecord)
    case output(OutputRecord)
    case blocker(BlockerRecord)
    case skip(SkipRecord)
    case question(QuestionRecord)
    case sent(SentRecord)
    case chat(ChatRecord)
    case pause(PauseRecord)

    /// What a line calls itself; in the order of an export, in which everything comes after what it refers to.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case format, team, definition, series
        case checkIn = "check_in"
        case reminder, message, update, output, blocker, skip, question, sent, chat, pause
    }

    public var kind: Kind {
        switch self {
        case .format: .format
        case .team: .team
        case .definition: .definition
        case .series: .series
        case .checkIn: .checkIn
        case .reminder: .reminder
        case .message: .message
        case .update: .update
        case .output: .output
        case .blocker: .blocker
        case .skip: .skip
        case .question: .question
        case .sent: .sent
        case .chat: .chat
        case .pause: .pause
        }
    }
}

extension HistoryRecord: Codable {
    private enum Keys: String, CodingKey { case record }

    public init(from decoder: any Decoder) throws {
        switch try decoder.container(keyedBy: Keys.self).decode(Kind.self, forKey: .record) {
        case .format: self = .format(try ExportFormat(from: decoder))
        case .team: self = .team(try TeamRecord(from: decoder))
        case .definition: self = .definition(try DefinitionRecord(from: decoder))
        case .series: self = .series(try SeriesRecord(from: decoder))
        case .checkIn: self = .checkIn(try CheckInRecord(from: decoder))
        case .reminder: self = .reminder(try ReminderRecord(from: decoder))
        case .message: self = .message(try MessageRecord(from: decoder))
        case .update: self = .update(try UpdateRecord(from: decoder))
        case .output: self = .output(try OutputRecord(from: decoder))
        case .blocker: self = .blocker(try BlockerRecord(from: decoder))
        case .skip: self = .skip(try SkipRecord(from: decoder))
        case .question: self = .question(try QuestionRecord(from: decoder))
        case .sent: self = .sent(try SentRecord(from: decoder))
        case .chat: self = .chat(try ChatRecord(from: decoder))
        case .pause: self = .pause(try PauseRecord(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(kind, forKey: .record)
        try content.encode(to: encoder)
    }

    private var content: any Encodable {
        switch self {
        case .format(let record): record
        case .team(let record): record
        case .definition(let record): record
        case .series(let record): record
        case .checkIn(let record): record
        case .reminder(let record): record
        case .message(let record): record
        case .update(let record): record
        case .output(let record): record
        case .blocker(let record): record
        case .skip(let record): record
        case .question(let record): record
        case .sent(let record): record
        case .chat(let record): record
        case .pause(let record): record
        }
    }
}
