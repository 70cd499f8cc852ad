import Model

/// A message in Discord's Markdown: as much as fits stands in the content, the rest of a long one in embeds.
struct DiscordDress {
    static let textLimit = TextLimit(7_000, .utf16)
    static let contentLimit = TextLimit(2_000, .utf16)
    /// All embeds of a message together may have 6,000, and one description 4,096; what begins anew with a mark gets a backslash more.
    static let embedsLimit = TextLimit(5_900, .utf16)
    static let pieceLimit = TextLimit(4_000, .utf16)
    static let titleLimit = TextLimit(250, .utf16)

    static let escape = MarkdownEscaping(marks: ["\\", "*", "_", "~", "`", "|", "[", "<"])

    private static let suppressEmbeds: Int64 = 4

    private let message: OutgoingMessage
    private let mentions: [String]
    /// Discord takes white space from both ends.
    let content: String
    let embeds: [String]
    let isWhole: Bool

    init(_ message: OutgoingMessage) {
        self.message = message
        mentions = Array(message.mentions.filter { DiscordSnowflake($0) != nil }.prefix(30))
        let call = mentions.isEmpty ? nil : mentions.map { "<@\($0)>" }.joined(separator: " ")
        let shown = message.text.shown
        let heading = shown.titleLine.map { "**\(Self.escape(Self.titleLimit.cut($0) { Self.escape($0) }))**" }
        let head = [call, heading].compactMap(\.self).map { $0 + "\n\n" }.joined()

        let body = shown.body
        let room = TextLimit(Self.contentLimit.count - Self.contentLimit.measure(head), .utf16)
        guard Self.contentLimit.measure(Self.escape(body)) > room.count else {
            content = (head + Self.escape(body)).trimmed
            embeds = []
            isWhole = true
            return
        }
        // More than content and embeds hold, so that the end of what is cut here is cut again.
        let most = TextLimit(Self.contentLimit.count + Self.pieceLimit.count * 2, .utf16).cut(body) { Self.escape($0) }
        let first = room.pieces(most) { Self.escape($0) }.first ?? ""
        let uncut = String(most.dropFirst(first.count)).trimmed
        let rest = Self.embedsLimit.cut(uncut) { Self.escape($0) }
        isWhole = most == body && rest == uncut
        content = (head + Self.escape(first)).trimmed
        embeds = Self.pieceLimit.pieces(rest) { Self.escape($0) }.map { Self.escape($0) }
    }

    var isEmpty: Bool { content.isEmpty }

    /// With our id as the nonce, by which Discord knows a second try. Nobody is called but those whom we mention.
    var postBody: JSONValue {
        .members([
            "content": .string(content), "embeds": embeds.isEmpty ? nil : embedList, "flags": flags, "allowed_mentions": allowedMentions,
            "nonce": .string(message.id.description), "enforce_nonce": true,
            "message_reference": message.thread.map { ["message_id": .string($0), "fail_if_not_exists": false] },
        ])
    }

    /// The embeds are always there, so that those of a longer text before go.
    var editBody: JSONValue {
        .members(["content": .string(content), "embeds": embedList, "flags": flags ?? .integer(0), "allowed_mentions": allowedMentions])
    }

    var webhookBody: JSONValue {
        .members([
            "content": .string(content), "embeds": embeds.isEmpty && message.edits == nil ? nil : embedList,
            "flags": message.edits == nil ? flags : nil, "allowed_mentions": allowedMentions,
        ])
    }

    private var embedList: JSONValue { .array(embeds.map { ["description": .string($0)] }) }

    /// No previews of what people link to, unless that would hide our own embeds.
    private var flags: JSONValue? { embeds.isEmpty ? .integer(Self.suppressEmbeds) : nil }

    private var allowedMentions: JSONValue {
        .members([
            "parse": [], "users": mentions.isEmpty ? nil : .array(mentions.map(JSONValue.string)),
            "replied_user": message.thread == nil ? nil : false,
        ])
    }
}
