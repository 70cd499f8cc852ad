import Model
import OutboundHTTP

/// The query for our own latest messages in the conversation; for an edit, for the one message that it replaces.
func zulipReadBack(_ message: OutgoingMessage, email: String) -> String? {
    let sender: JSONValue = ["operator": "sender", "operand": .string(email)]
    let place: JSONValue
    switch ZulipPlace(message.conversation) {
    case .channel(let id): place = ["operator": "stream", "operand": Int64(id).map(JSONValue.integer) ?? .string(id)]
    case .user(let id): place = ["operator": "pm-with", "operand": .array([Int64(id).map(JSONValue.integer) ?? .string(id)])]
    case nil: return nil
    }
    let narrow = JSONValue.array([sender, place]).text
    return formFields([
        "anchor": message.edits ?? "newest", "num_before": message.edits == nil ? "100" : "0", "num_after": "0", "narrow": narrow,
        "apply_markdown": "false",
    ])
}

/// Zulip keeps no id of ours, but it keeps our words: a message of ours with the same ones, not older than this one, is this one.
func zulipFound(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup {
    guard response.isSuccess, let answer = response.json, answer["result"] == "success", let messages = answer["messages"]?.array else {
        return .undecided
    }
    let content = ZulipDress(message).content
    let oldest = (message.createdAt - .minutes(1)).seconds
    let ours = messages.last { candidate in
        candidate["content"]?.string?.trimmed == content
            && (message.edits.map { candidate["id"]?.idText == $0 } ?? ((candidate["timestamp"]?.integer ?? 0) >= oldest))
    }
    if let id = ours?["id"]?.idText { return .present(messageID: id) }
    if message.edits != nil { return .absent }
    // Absent only where the whole span was read.
    let reachesBack = answer["found_oldest"] == true || messages.contains { ($0["timestamp"]?.integer ?? .max) < oldest }
    return reachesBack || messages.count < 100 ? .absent : .undecided
}
