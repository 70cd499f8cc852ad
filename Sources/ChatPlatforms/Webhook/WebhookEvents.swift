import Model

/// The message in `{id, user, text, thread?, conversation?, name?, edited?, deleted?, at?}`.
func webhookEvent(in webhook: RawWebhook) throws(WebhookRefusal) -> IncomingEvent {
    guard let body = try? JSONValue(reading: webhook.body), body.object != nil, let eventID = webhook.header("webhook-id"),
        let sentAt = WebhookTime.parse(webhook.header("webhook-timestamp") ?? "")
    else { throw .malformed }
    let fields = WebhookFields(body: body)
    let isDeleted = try fields.flag("deleted")
    return IncomingEvent(
        account: webhook.account, eventID: eventID, conversation: try fields.optional("conversation") ?? "default",
        messageID: try fields.required("id"), change: try fields.change(isDeleted: isDeleted), thread: try fields.optional("thread"),
        senderID: try fields.required("user"), senderName: try fields.optional("name"), text: isDeleted ? "" : try fields.text(), markup: .plain,
        sentAt: min(try fields.instant("at") ?? sentAt, sentAt))
}

/// A field that is there with another type than ours is a fault of the sender, never overlooked.
private struct WebhookFields {
    var body: JSONValue

    private static let idLength = 1...255

    func optional(_ name: String) throws(WebhookRefusal) -> String? {
        guard let value = body[name], value.isPresent else { return nil }
        guard let text = value.string, Self.idLength.contains(text.utf8.count) else { throw .malformed }
        return text
    }

    func required(_ name: String) throws(WebhookRefusal) -> String {
        guard let text = try optional(name) else { throw .malformed }
        return text
    }

    func text() throws(WebhookRefusal) -> String {
        guard let text = body["text"]?.string else { throw .malformed }
        return text
    }

    func flag(_ name: String) throws(WebhookRefusal) -> Bool {
        guard let value = body[name], value.isPresent else { return false }
        guard let flag = value.bool else { throw .malformed }
        return flag
    }

    func instant(_ name: String) throws(WebhookRefusal) -> Instant? {
        guard let text = try optional(name) else { return nil }
        guard let instant = Instant(text) else { throw .malformed }
        return instant
    }

    /// A stamp that would be taken for the original or for a deletion is refused.
    func change(isDeleted: Bool) throws(WebhookRefusal) -> IncomingEvent.Change {
        let stamp = try optional("edited")
        if isDeleted { return .deleted }
        guard let stamp else { return .posted }
        guard stamp != "0", stamp != "deleted" else { throw .malformed }
        return .edited(stamp: stamp)
    }
}
