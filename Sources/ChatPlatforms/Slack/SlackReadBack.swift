import Model
import OutboundHTTP

/// Method and query that read the place where the message should stand: its thread, else the conversation.
///
/// A post is looked for among what came since a minute before it was made, an edit in the one message that it replaces.
func slackReadBack(_ message: OutgoingMessage) -> String {
    let oldest = message.edits ?? "\((message.createdAt - .minutes(1)).seconds).000000"
    var query = ["channel": message.conversation, "oldest": oldest, "inclusive": "true", "limit": "200", "include_all_metadata": "true"]
    if let edits = message.edits { query["latest"] = edits }
    if let thread = message.thread { query["ts"] = thread }
    let method = message.thread == nil ? "conversations.history" : "conversations.replies"
    return method + "?" + query.sorted { $0.key < $1.key }.map { "\($0.key)=\(Escaping.query($0.value))" }.joined(separator: "&")
}

/// Absent only where the whole span was read.
func slackFound(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup {
    guard response.isSuccess, !response.isCut, let answer = try? JSONValue(reading: response.body), answer["ok"] == true,
        let messages = answer["messages"]?.array
    else { return .undecided }
    if let ours = messages.first(where: { isOurs($0, message.id) }), let ts = ours["ts"]?.string { return .present(messageID: ts) }
    return answer["has_more"] == true ? .undecided : .absent
}

/// Known by the block id, and by the metadata where blocks were changed on the way.
private func isOurs(_ candidate: JSONValue, _ id: UniqueID) -> Bool {
    let blocks = candidate["blocks"]?.array ?? []
    return blocks.contains { $0["block_id"]?.string == SlackDress.blockID(id) }
        || candidate["metadata"]?["event_payload"]?["id"]?.string == id.description
}
