import Model

/// What an outgoing integration tells; nil for bots, for ourselves, and for events that are no messages.
func rocketChatEvent(in body: JSONValue, account: AccountID, ownID: String?, ownName: String?) throws(WebhookRefusal) -> IncomingEvent? {
    guard let id = body["message_id"]?.string, !id.isEmpty else { return nil }
    guard let room = body["channel_id"]?.string, !room.isEmpty, let userID = body["user_id"]?.string, let user = body["user_name"]?.string,
        !user.isEmpty, let sentAt = body["timestamp"].flatMap(rocketChatInstant)
    else { throw .malformed }
    guard !isRocketChatBot(body), userID != ownID, user != ownName else { return nil }
    let said = body["text"]?.string ?? ""
    let trigger = body["trigger_word"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    // No time of the edit is told.
    let change: IncomingEvent.Change = body["isEdited"] == true ? .edited(stamp: contentStamp(said)) : .posted
    return IncomingEvent(
        account: account, eventID: "\(id)-\(change == .posted ? "0" : contentStamp(said))", conversation: room, messageID: id, change: change,
        thread: body["tmid"]?.string.flatMap { $0.isEmpty ? nil : $0 }, senderID: user, senderName: user,
        text: trigger.map { said.hasPrefix($0) ? String(said.dropFirst($0.count)).trimmed : said } ?? said, markup: .slack, sentAt: sentAt,
        isDirect: isDirectRoom(room, of: userID, and: ownID), mentionsUs: trigger != nil || mentions(ownName, in: said),
        isThreadOurs: isOwnRocketChatID(body["tmid"]?.string))
}

/// An id of the form that we give our messages; the server's own are shorter. So a thread is known as ours before the send of its root is settled.
func isOwnRocketChatID(_ id: String?) -> Bool {
    guard let id = id.flatMap({ UniqueID($0) }) else { return false }
    return id.high & 0xF000 == 0x7000 && id.low >> 62 == 2
}

/// Written by a bot, an integration of ours among them.
func isRocketChatBot(_ message: JSONValue) -> Bool { message["bot"].map { $0.isPresent && $0 != false } ?? false }

/// A direct room's id is made of its two people's.
private func isDirectRoom(_ room: String, of user: String, and own: String?) -> Bool {
    guard let own, !user.isEmpty else { return false }
    return room == user + own || room == own + user
}

/// A text such as `2024-03-01T09:00:00.000Z`, or a number of milliseconds, plain or as `{"$date": …}`.
func rocketChatInstant(_ value: JSONValue) -> Instant? {
    if let text = value.string { return Instant(text) }
    guard let milliseconds = value.integer ?? value["$date"]?.integer, milliseconds > 0 else { return nil }
    return Instant(milliseconds: milliseconds)
}
