import Model

/// What a poll needs of a message.
struct DiscordMessage {
    private static let hasThreadFlag: Int64 = 1 << 5

    let id: DiscordSnowflake
    /// In milliseconds; nil for one that was never edited.
    let edited: Int64?
    /// A thread hangs on it, whose id is the message's.
    let hasThread: Bool
    private let json: JSONValue

    init?(_ json: JSONValue) {
        guard let id = json["id"]?.string.flatMap({ DiscordSnowflake($0) }) else { return nil }
        self.id = id
        self.json = json
        edited = json["edited_timestamp"]?.string.flatMap { Instant($0) }?.milliseconds
        hasThread = json["thread"].map(\.isPresent) ?? false || (json["flags"]?.integer ?? 0) & Self.hasThreadFlag != 0
    }

    /// Written by a person: plainly, or as a reply.
    func isFromPerson(self own: String?) -> Bool {
        guard let type = json["type"]?.integer, type == 0 || type == 19, let author = json["author"]?["id"]?.string, author != own else {
            return false
        }
        return json["author"]?["bot"] != true && !(json["webhook_id"]?.isPresent ?? false)
    }

    /// Nothing is in it that a person can have sent: so come messages to a bot that may not read them.
    var isBare: Bool {
        guard json["content"]?.string == "" else { return false }
        return ["embeds", "attachments", "components", "sticker_items", "message_snapshots"].allSatisfy { json[$0]?.array?.isEmpty ?? true }
            && !(json["poll"]?.isPresent ?? false)
    }

    /// - Parameter thread: the thread in which it was read, else it stands in the channel.
    func event(account: AccountID, channel: String, thread: String?, isDirect: Bool, facts: PlatformFacts) -> IncomingEvent {
        let author = json["author"]
        let text = json["content"]?.string ?? ""
        let isReply = json["type"]?.integer == 19
        let own = facts.selfID
        let isMentioned = json["mentions"]?.array?.contains { $0["id"]?.string == own } ?? false
        return IncomingEvent(
            account: account, eventID: edited.map { "\(id)-\($0)" } ?? "\(id)", conversation: channel, messageID: "\(id)",
            change: edited.map { .edited(stamp: String($0)) } ?? .posted,
            thread: thread ?? (isReply ? json["message_reference"]?["message_id"]?.string : nil), senderID: author?["id"]?.string ?? "",
            senderName: author?["global_name"]?.string ?? author?["username"]?.string, text: text, markup: .discord, sentAt: id.instant,
            isDirect: isDirect, mentionsUs: isMentioned, isThreadOurs: own != nil && json["referenced_message"]?["author"]?["id"]?.string == own)
    }
}
