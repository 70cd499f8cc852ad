import ChatPlatforms

/// Events of a Chat app in their documented form.
public enum FakeGoogleChatEvents {
    /// A message that mentions the app.
    static func message(_ message: FakeGoogleChat.Message, in space: String) -> JSONValue {
        let place: JSONValue = [
            "name": .string("spaces/\(space)"), "type": "ROOM", "displayName": "Growth", "spaceThreadingState": "THREADED_MESSAGES",
        ]
        let user = message.user ?? "users/app"
        let sender: JSONValue = [
            "name": .string(user), "displayName": .string("Name of \(user)"), "email": "person@example.org", "type": "HUMAN",
        ]
        let app: JSONValue = ["name": "users/app", "displayName": "outcomed", "type": "BOT"]
        let annotation: JSONValue = [
            "type": "USER_MENTION", "startIndex": .integer(0), "length": .integer(9), "userMention": ["user": app, "type": "MENTION"],
        ]
        let body: JSONValue = [
            "name": .string(message.name), "sender": sender, "createTime": .string("\(message.at)"), "text": .string("@outcomed \(message.text)"),
            "argumentText": .string(" \(message.text)"), "formattedText": .string("<users/app> \(message.text)"),
            "thread": ["name": .string(message.thread)], "space": place, "annotations": [annotation],
        ]
        return ["type": "MESSAGE", "eventTime": .string("\(message.at)"), "message": body, "user": sender, "space": place]
    }
}
