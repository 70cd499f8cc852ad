import Foundation
import Model

/// A message in `GET /chat/{channel}/messages`: exactly these keys, `edited_at` only where it was edited.
struct MessageJSON: Encodable {
    var entry: ChatEntry

    private enum Key: String, CodingKey { case id, thread, sender, text, at, editedAt = "edited_at" }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(entry.id, forKey: .id)
        try container.encode(entry.thread, forKey: .thread)
        try container.encode(entry.sender, forKey: .sender)
        try container.encode(entry.text, forKey: .text)
        try container.encode(entry.at, forKey: .at)
        try container.encodeIfPresent(entry.editedAt, forKey: .editedAt)
    }
}

/// A message on a live page, which also learns of edits and deletions.
struct LiveMessageJSON: Encodable {
    var entry: ChatEntry

    private enum Key: String, CodingKey { case id, thread, sender, text, at, editedAt = "edited_at", deleted }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(entry.id, forKey: .id)
        try container.encode(entry.thread, forKey: .thread)
        try container.encode(entry.sender, forKey: .sender)
        try container.encode(entry.isDeleted ? "" : entry.text, forKey: .text)
        try container.encode(entry.at, forKey: .at)
        try container.encode(entry.editedAt, forKey: .editedAt)
        try container.encode(entry.isDeleted, forKey: .deleted)
    }
}

/// What somebody posts, or puts in the place of what they posted.
struct PostJSON: Decodable {
    var sender: String?
    var text: String?
    var thread: String?
}

struct PostedJSON: Encodable {
    var id: UniqueID
}

func encodeJSON(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
}
