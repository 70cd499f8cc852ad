import ChatPlatforms
public import Model

/// A channel as `outcomed channel list` shows it.
public struct ChannelReport: Encodable, Hashable, Sendable {
    public var channel: ChannelID
    public var account: AccountID
    public var platform: String
    public var conversation: String
    public var teams: [TeamID]
    public var threads: Bool
    public var edits: Bool
    public var reacts: Bool
    public var returnsMessageID: Bool
    public var readsBack: Bool
    /// `push`, `poll`, both or none.
    public var replies: [String]
    /// How people speak so that it reaches us.
    public var hearing: Hearing
    public var direct: Bool
    public var textLimit: String?
    public var idempotencyKey: String?
    /// When it was last fetched from.
    public var fetchedAt: Instant?
    /// Why nothing leaves or is fetched now.
    public var trouble: String?

    enum CodingKeys: String, CodingKey {
        case channel, account, platform, conversation, teams, threads, edits, reacts, returnsMessageID = "returnsMessageId", readsBack, replies,
            hearing, direct
        case textLimit, idempotencyKey, fetchedAt, trouble
    }
}

extension Hearing {
    /// Behind the way in which replies come.
    fileprivate var remark: String {
        switch self {
        case .plainly, .never: ""
        case .byMention: ", by mention"
        case .byCommand: ", by command"
        }
    }

    /// What an operator is to do under a test message.
    var request: String {
        switch self {
        case .plainly, .never: "reply to the test message"
        case .byMention: "mention me in reply to the test message"
        case .byCommand: "write with my slash command"
        }
    }
}

func channelsText(_ channels: [ChannelReport]) -> String {
    guard !channels.isEmpty else { return "no channel is configured" }
    func mark(_ can: Bool) -> String { can ? "yes" : "–" }
    let head = ["channel", "account", "platform", "threads", "edits", "marks", "replies", "direct", "longest text", "sent once by", "state"]
    let rows = channels.map { channel in
        [
            channel.channel.rawValue, channel.account.rawValue, channel.platform, mark(channel.threads), mark(channel.edits), mark(channel.reacts),
            channel.replies.isEmpty ? "none" : channel.replies.joined(separator: ", ") + channel.hearing.remark, mark(channel.direct),
            channel.textLimit ?? "–",
            channel.idempotencyKey ?? "–", channel.trouble ?? "good",
        ]
    }
    return table([head] + rows).joined(separator: "\n")
}

/// What a test of a channel found, step by step.
public struct ChannelTestReport: Encodable, Hashable, Sendable {
    public struct Step: Encodable, Hashable, Sendable {
        public var step: String
        public var ok: Bool
        public var sentence: String
        /// What to do where it is not.
        public var advice: String?
    }

    public var channel: ChannelID
    public var account: AccountID
    public var conversation: String
    public var steps: [Step] = []

    public var ok: Bool { steps.allSatisfy(\.ok) }

    mutating func add(_ step: String, ok: Bool = true, _ sentence: String, advice: String? = nil) {
        steps.append(Step(step: step, ok: ok, sentence: sentence, advice: advice))
    }

    var text: String {
        steps.flatMap { step in
            ["\(step.ok ? "good" : "BAD "): \(step.sentence)"] + (step.advice.map { ["      \($0)"] } ?? [])
        }.joined(separator: "\n")
    }
}
