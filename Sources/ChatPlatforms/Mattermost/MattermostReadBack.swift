import Model
import OutboundHTTP

/// The path that reads the place where the message should stand: what changed in the channel since a minute before it was made, or the post that an
/// edit replaces.
func mattermostReadBack(_ message: OutgoingMessage) -> String {
    if let edits = message.edits { return "posts/\(Escaping.query(edits))" }
    return "channels/\(Escaping.query(message.conversation))/posts?since=\((message.createdAt - .minutes(1)).milliseconds)"
}

/// Absent only where the whole span was read.
func mattermostFound(in response: OutboundResponse, _ message: OutgoingMessage, dress: MattermostDress) -> Lookup {
    if let edits = message.edits {
        guard response.isSuccess, let post = response.json, post["id"]?.string == edits else { return .undecided }
        return post["message"]?.string == dress.markdown ? .present(messageID: edits) : .absent
    }
    guard response.isSuccess, let posts = response.json?["posts"]?.object else { return .undecided }
    let id = message.id.description
    let ours = posts.values.first { $0["props"]?[MattermostDress.idProperty]?.string == id || $0["pending_post_id"]?.string == id }
    if let postID = ours?["id"]?.string { return .present(messageID: postID) }
    return posts.count < MattermostPoll.mostPosts ? .absent : .undecided
}
