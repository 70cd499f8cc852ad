import Model

/// Updates of the Bot API on their way to ``IncomingEvent``s. Deletions never come.
struct TelegramReader {
    /// The kinds of updates that we ask for.
    static let kinds: JSONValue = ["message", "edited_message"]

    let account: AccountID
    let selfID: String
    let selfName: String?

    /// Nil when nobody has to read it: other kinds of updates, bots, service messages, what was forwarded from a channel by itself.
    func read(_ update: JSONValue) -> IncomingEvent? {
        guard let id = update["update_id"]?.integer else { return nil }
        if let message = update["message"] { return event(message, update: id, isEdit: false) }
        if let message = update["edited_message"] { return event(message, update: id, isEdit: true) }
        return nil
    }

    /// The old and the new number of a group that became a supergroup; nil for all other updates.
    func move(_ update: JSONValue) -> (old: Int64, new: Int64)? {
        guard let message = update["message"], let chat = message["chat"]?["id"]?.integer else { return nil }
        if let new = message["migrate_to_chat_id"]?.integer { return (chat, new) }
        return message["migrate_from_chat_id"]?.integer.map { ($0, chat) }
    }

    private func event(_ message: JSONValue, update: Int64, isEdit: Bool) -> IncomingEvent? {
        guard let id = message["message_id"]?.integer, let date = seconds(message["date"]), let chatID = message["chat"]?["id"]?.integer,
            let sender = sender(of: message), let words = words(of: message)
        else { return nil }
        let chat = TelegramChat(id: chatID, topic: message["is_topic_message"] == true ? message["message_thread_id"]?.integer : nil)
        let text = words.plain(botName: selfName)
        var change = IncomingEvent.Change.posted
        if isEdit {
            // Two edits may fall in one second.
            change = .edited(stamp: "\(seconds(message["edit_date"]) ?? date)-\(contentStamp(text))")
        }
        let replied = message["reply_to_message"].flatMap { isTopicHead($0, in: chat) ? nil : $0 }
        return IncomingEvent(
            account: account, eventID: "update-\(update)", conversation: chat.conversation, messageID: String(id), change: change,
            thread: replied?["message_id"]?.idText, senderID: sender.id, senderName: sender.name, text: text, markup: .plain,
            sentAt: Instant(seconds: date), isDirect: message["chat"]?["type"] == "private",
            mentionsUs: words.mentions(botID: selfID, botName: selfName), isThreadOurs: replied?["from"]?["id"]?.idText == selfID)
    }

    private func seconds(_ value: JSONValue?) -> Int64? { value?.integer.flatMap { (0...99_999_999_999).contains($0) ? $0 : nil } }

    /// What was said, or what stands under a picture.
    private func words(of message: JSONValue) -> TelegramText? {
        if let text = message["text"]?.string { return TelegramText(text, entities: message["entities"]) }
        return message["caption"]?.string.map { TelegramText($0, entities: message["caption_entities"]) }
    }

    /// An admin who hides behind the group, and a channel that writes, have the chat's id; the user beside it is a dummy.
    private func sender(of message: JSONValue) -> (id: String, name: String?)? {
        if message["is_automatic_forward"] == true || message["via_bot"]?.object != nil { return nil }
        if let chat = message["sender_chat"], let id = chat["id"]?.idText { return (id, chat["title"]?.string) }
        guard let user = message["from"], let id = user["id"]?.idText, user["is_bot"] != true, id != selfID else { return nil }
        let name = [user["first_name"]?.string, user["last_name"]?.string].compactMap(\.self).joined(separator: " ")
        return (id, name.isEmpty ? user["username"]?.string : name)
    }

    /// In a forum every message replies to the service message that opened its topic.
    private func isTopicHead(_ replied: JSONValue, in chat: TelegramChat) -> Bool {
        replied["forum_topic_created"] != nil || chat.topic != nil && replied["message_id"]?.integer == chat.topic
    }
}
