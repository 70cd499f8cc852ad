import ChatPlatforms

/// What the fake refuses that Slack refuses, and more: what Slack would take and then show wrongly.
enum FakeSlackChecks {
    static func fields(_ body: JSONValue, allowed: Set<String>) throws(FakeSlackRefusal) {
        for name in (body.object ?? [:]).keys where !allowed.contains(name) { throw FakeSlackRefusal("invalid_arg_name", "no field \(name)") }
    }

    static func text(_ body: JSONValue, _ name: String) throws(FakeSlackRefusal) -> String? {
        guard let value = body[name] else { return nil }
        guard let text = value.string else { throw FakeSlackRefusal("invalid_arguments", "\(name) is no string") }
        return text
    }

    /// The fallback, escaped and not so long that it would be split.
    static func message(_ body: JSONValue) throws(FakeSlackRefusal) -> (text: String, blocks: JSONValue, metadata: JSONValue?) {
        guard let text = try text(body, "text"), !text.isEmpty else { throw FakeSlackRefusal("no_text", "the fallback text is missing") }
        guard text.utf16.count <= 4000 else { throw FakeSlackRefusal("msg_too_long", "text has \(text.utf16.count) characters") }
        try markup(text)
        if let blocks = body["blocks"] { try check(blocks: blocks) }
        if let metadata = body["metadata"] { try check(metadata: metadata) }
        for name in ["unfurl_links", "unfurl_media"] where body[name].map({ $0.bool == nil }) ?? false {
            throw FakeSlackRefusal("invalid_arguments", "\(name) is no boolean")
        }
        return (text, body["blocks"] ?? .null, body["metadata"])
    }

    private static func check(blocks: JSONValue) throws(FakeSlackRefusal) {
        guard let list = blocks.array, (1...50).contains(list.count) else { throw FakeSlackRefusal("invalid_blocks", "not 1 to 50 blocks") }
        var ids: Set<String> = []
        for block in list {
            if let id = block["block_id"] {
                guard let text = id.string, (1...255).contains(text.utf16.count), ids.insert(text).inserted else {
                    throw FakeSlackRefusal("invalid_blocks", "a block_id that is twice there or too long")
                }
            }
            try check(block: block)
        }
    }

    private static func check(block: JSONValue) throws(FakeSlackRefusal) {
        guard let text = block["text"], let words = text["text"]?.string, !words.isEmpty else {
            throw FakeSlackRefusal("invalid_blocks", "a block without text")
        }
        guard Set((block.object ?? [:]).keys).isSubset(of: ["type", "block_id", "text"]) else {
            throw FakeSlackRefusal("invalid_blocks", "an unknown field")
        }
        switch (block["type"]?.string, text["type"]?.string) {
        case ("header", "plain_text"):
            guard words.utf16.count <= 150, Set((text.object ?? [:]).keys).isSubset(of: ["type", "text", "emoji"]) else {
                throw FakeSlackRefusal("invalid_blocks", "a header of \(words.utf16.count) characters, or with unknown fields")
            }
        case ("section", "mrkdwn"):
            guard words.utf16.count <= 3000, Set((text.object ?? [:]).keys).isSubset(of: ["type", "text", "verbatim"]) else {
                throw FakeSlackRefusal("invalid_blocks", "a section of \(words.utf16.count) characters, or with unknown fields")
            }
            try markup(words)
        case (let type, let kind):
            throw FakeSlackRefusal("invalid_blocks", "no block of \(type ?? "no type") with \(kind ?? "no text object")")
        }
    }

    /// Escaped throughout: `<` begins a mention of a user and nothing else, `&` one of the three entities.
    private static func markup(_ text: String) throws(FakeSlackRefusal) {
        let plain = text.replacing(/<@[UW][A-Z0-9]+>/, with: "")
        let rest = plain.replacing(/&(?:amp|lt|gt);/, with: "")
        guard !rest.unicodeScalars.contains(where: { $0 == "<" || $0 == ">" || $0 == "&" }) else {
            throw FakeSlackRefusal("invalid_arguments", "text that is not escaped")
        }
    }

    private static func check(metadata: JSONValue) throws(FakeSlackRefusal) {
        guard Set((metadata.object ?? [:]).keys) == ["event_type", "event_payload"], let type = metadata["event_type"]?.string,
            type.wholeMatch(of: /[A-Za-z0-9_.-]+/) != nil, let payload = metadata["event_payload"]?.object,
            payload.values.allSatisfy({ $0.array == nil && $0.object == nil && $0 != .null })
        else { throw FakeSlackRefusal("invalid_metadata_format", "event_type and a flat event_payload are expected") }
    }
}
