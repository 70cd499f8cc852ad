import Model
import OutboundHTTP

/// The path that reads what came since a minute before the message was made, or the message that an edit replaces.
func discordReadBack(_ message: OutgoingMessage) -> String {
    let messages = "channels/\(Escaping.query(message.conversation))/messages"
    if let edits = message.edits { return "\(messages)/\(Escaping.query(edits))" }
    return messages + "?after=\(DiscordSnowflake(startOf: message.createdAt - .minutes(1)))&limit=100"
}

/// Absent only where the whole span was read.
func discordFound(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup {
    guard response.isSuccess, let answer = response.json else { return .undecided }
    let dress = DiscordDress(message)
    if let edits = message.edits {
        guard answer["id"]?.string == edits else { return .undecided }
        return answer["content"]?.string == dress.content ? .present(messageID: edits) : .absent
    }
    guard let messages = answer.array else { return .undecided }
    if let id = messages.first(where: { isOurs($0, message, dress) })?["id"]?.string { return .present(messageID: id) }
    return messages.count < 100 ? .absent : .undecided
}

/// Known by its nonce; where that is not told any more, by its words in its place.
private func isOurs(_ candidate: JSONValue, _ message: OutgoingMessage, _ dress: DiscordDress) -> Bool {
    if let nonce = candidate["nonce"], nonce.isPresent { return nonce.string == message.id.description }
    return candidate["author"]?["bot"] == true && candidate["content"]?.string == dress.content
        && candidate["message_reference"]?["message_id"]?.string == message.thread
}
