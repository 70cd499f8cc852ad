import Model

/// Standard Webhooks asks for payloads under about 20 kB; the text stands in ours twice.
let webhookTextLimit = TextLimit(9_000, .bytes)

/// The payload of a message of ours. Nothing in it depends on the try.
func webhookBody(_ message: OutgoingMessage) -> JSONValue {
    let title = message.text.title.map { TextLimit(500, .bytes).cut($0) }
    let text = OutgoingText(title: title, paragraphs: webhookTextLimit.limited(message.text.paragraphs))
    return [
        "type": "outcomed.message",
        "timestamp": .string(message.createdAt.description),
        "data": [
            "id": .string(message.id.description),
            "kind": .string(message.kind.rawValue),
            "conversation": .string(message.conversation),
            "thread": .text(message.thread),
            "edits": .text(message.edits),
            "check_in": .text(message.checkIn?.description),
            "title": .text(text.title),
            "paragraphs": .array(text.paragraphs.map(JSONValue.string)),
            "text": .string(text.plain),
            "mentions": .array(message.mentions.map(JSONValue.string)),
        ],
    ]
}
