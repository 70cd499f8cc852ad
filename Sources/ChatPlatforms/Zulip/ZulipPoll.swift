import Model
import OutboundHTTP

/// The event queue: made once, asked again and again, and made anew with what was missed read from the history.
extension ZulipPlatform {
    /// The server holds a request for 90 seconds by default.
    private static let hold = Duration.seconds(110)
    private static let page = 500

    func pollScopes(conversations: [String]) -> [PollScope] { capabilities.polls ? [.account] : [] }

    func poll(_ scope: PollScope, _ context: PollContext, at now: Instant) -> OutboundRequest? {
        let cursor = context.cursor.flatMap(ZulipCursor.init) ?? ZulipCursor()
        guard let queue = cursor.queue else {
            let body = formFields([
                "event_types": #"["message","update_message","delete_message"]"#, "apply_markdown": "false", "all_public_streams": "false",
                "client_capabilities": #"{"notification_settings_null":true}"#,
            ])
            return api.request(.post, "register", body: body, limit: 4 * 1024 * 1024, allowPrivate: context.allowPrivate)
        }
        if cursor.learns {
            let narrow = JSONValue.array([["operator": "sender", "operand": .string(api.email)]]).text
            return history(
                formFields(["anchor": "newest", "num_before": "100", "num_after": "0", "narrow": narrow, "apply_markdown": "false"]), context)
        }
        if let from = cursor.fillsFrom {
            return history(
                formFields([
                    "anchor": String(from), "num_before": "0", "num_after": String(Self.page), "include_anchor": "false", "apply_markdown": "false",
                ]), context)
        }
        let query = formFields(["queue_id": queue, "last_event_id": String(cursor.lastEvent)])
        return api.request(.get, "events?\(query)", limit: 16 * 1024 * 1024, total: Self.hold, allowPrivate: context.allowPrivate)
    }

    private func history(_ query: String, _ context: PollContext) -> OutboundRequest {
        api.request(.get, "messages?\(query)", limit: 16 * 1024 * 1024, total: .seconds(60), allowPrivate: context.allowPrivate)
    }

    func polled(_ response: OutboundResponse, _ scope: PollScope, _ context: PollContext, at now: Instant) -> PollOutcome {
        var cursor = context.cursor.flatMap(ZulipCursor.init) ?? ZulipCursor()
        let answer = ZulipAnswer(response, at: now)
        guard answer.isSuccess, let document = answer.document else {
            guard answer.isQueueGone else { return answer.outcome(isRepeatable: true).asPoll }
            cursor.queue = nil
            return .restart(cursor.stored, DeliveryFailure(.gone, "Zulip forgot the event queue; what was missed is read from the history"))
        }
        if cursor.queue == nil { return registered(document, cursor, firstOwn: context.firstOwn?.id.flatMap { Int64($0) }) }
        var reader = ZulipReader(account: account, cursor: cursor, selfID: context.facts.selfID.flatMap { Int64($0) })
        if cursor.learns { return learned(document, &reader, at: now) }
        if cursor.fillsFrom != nil { return filled(document, &reader, at: now) }
        guard let events = document["events"]?.array else {
            return .retry(after: nil, DeliveryFailure(.server, "Zulip answered without events"))
        }
        reader.cursor.heardAt = now.seconds
        let incoming = events.flatMap { reader.read(event: $0) }
        return .events(incoming, reader.cursor.stored, again: .zero)
    }

    /// - Parameter firstOwn: the message of ours from which on people may have answered before there was a queue.
    private func registered(_ document: JSONValue, _ old: ZulipCursor, firstOwn: Int64?) -> PollOutcome {
        guard let queue = document["queue_id"]?.string, !queue.isEmpty else {
            return .retry(after: nil, DeliveryFailure(.server, "Zulip answered without an event queue"))
        }
        var cursor = old
        cursor.queue = queue
        cursor.lastEvent = document["last_event_id"]?.integer ?? -1
        if let known = old.lastMessage {
            // Replies may have been edited meanwhile, so the reading begins at the topics of late.
            cursor.fill(from: min(known, old.roots.suffix(8).map { $0.message - 1 }.min() ?? known))
        } else {
            cursor.lastMessage = firstOwn ?? document["max_message_id"]?.integer.flatMap { $0 >= 0 ? $0 : nil }
            cursor.fillsFrom = firstOwn
            cursor.learns = true
        }
        return .events([], cursor.stored, again: .zero)
    }

    /// The first poll of all: what stands there now is old, and only tells which topics are ours.
    private func learned(_ document: JSONValue, _ reader: inout ZulipReader, at now: Instant) -> PollOutcome {
        guard let messages = document["messages"]?.array else {
            return .retry(after: nil, DeliveryFailure(.server, "Zulip answered without messages"))
        }
        let newest = reader.cursor.lastMessage
        for message in messages { reader.learn(message) }
        reader.cursor.lastMessage = newest ?? messages.compactMap { $0["id"]?.integer }.max()
        reader.cursor.learns = false
        reader.cursor.heardAt = now.seconds
        return .events([], reader.cursor.stored, again: .zero)
    }

    private func filled(_ document: JSONValue, _ reader: inout ZulipReader, at now: Instant) -> PollOutcome {
        guard let messages = document["messages"]?.array else {
            return .retry(after: nil, DeliveryFailure(.server, "Zulip answered without messages"))
        }
        var incoming = messages.compactMap { reader.read(missed: $0) }
        let last = messages.compactMap { $0["id"]?.integer }.max()
        let isAtEnd = document["found_newest"] == true || messages.isEmpty || last == nil || last == reader.cursor.fillsFrom
        reader.cursor.fillsFrom = isAtEnd ? nil : last
        if isAtEnd {
            incoming += reader.readGone()
            reader.cursor.heardAt = now.seconds
        }
        return .events(incoming, reader.cursor.stored, again: .zero)
    }
}

/// Reads events one after the other, and keeps the cursor with them.
struct ZulipReader {
    /// An edit may bear a time a little before the one at which we last heard the queue.
    private static let slack: Int64 = 120

    let account: AccountID
    var cursor: ZulipCursor
    let selfID: Int64?

    mutating func read(event: JSONValue) -> [IncomingEvent] {
        if let id = event["id"]?.integer { cursor.lastEvent = max(cursor.lastEvent, id) }
        switch event["type"]?.string {
        case "message":
            let flags = event["flags"]?.array ?? []
            return event["message"].flatMap { posted($0, mentionsUs: flags.contains("mentioned")) }.map { [$0] } ?? []
        case "update_message": return updated(event)
        case "delete_message": return deleted(event)
        default: return []
        }
    }

    /// A message from the history, which came or was edited while nobody listened.
    mutating func read(missed value: JSONValue) -> IncomingEvent? {
        let heardAt = cursor.heardAt
        let flags = value["flags"]?.array ?? []
        guard let message = ZulipMessage(value) else { return nil }
        cursor.see(message.id, in: message.channel)
        let isNew = message.id > (cursor.lastMessage ?? 0)
        if isNew { return posted(value, mentionsUs: flags.contains("mentioned")) }
        guard message.senderID != selfID, !message.isFromBot, let edit = message.lastEdit, edit >= heardAt - Self.slack else { return nil }
        let root = message.channel.flatMap { cursor.root(of: message.topic, in: $0) }
        return message.event(
            account: account, change: .edited(stamp: zulipStamp(edit, message.content)), root: root, mentionsUs: flags.contains("mentioned"))
    }

    /// An old message of ours makes its topic ours.
    mutating func learn(_ value: JSONValue) {
        guard let message = ZulipMessage(value), message.senderID == selfID, let channel = message.channel else { return }
        cursor.noteRoot(message.id, of: message.topic, in: channel)
    }

    private mutating func posted(_ value: JSONValue, mentionsUs: Bool) -> IncomingEvent? {
        guard let message = ZulipMessage(value) else { return nil }
        cursor.lastMessage = max(cursor.lastMessage ?? 0, message.id)
        if message.senderID == selfID {
            if let channel = message.channel { cursor.noteRoot(message.id, of: message.topic, in: channel) }
            return nil
        }
        if message.isFromBot { return nil }
        if message.isDirect, message.isAlone { cursor.noteDirect(message.id, from: message.senderID) }
        let root = message.channel.flatMap { cursor.root(of: message.topic, in: $0) }
        if root != nil, let channel = message.channel { cursor.noteAnswer(message.id, in: channel) }
        return message.event(account: account, root: root, mentionsUs: mentionsUs)
    }

    private mutating func updated(_ event: JSONValue) -> [IncomingEvent] {
        let channel = event["stream_id"]?.integer
        if let channel, let old = event["orig_subject"]?.string {
            let ids = (event["message_ids"]?.array ?? []).compactMap(\.integer)
            cursor.move(ids, from: (channel, old), to: (event["new_stream_id"]?.integer ?? channel, event["subject"]?.string ?? old))
        }
        guard event["rendering_only"] != true, let editor = event["user_id"]?.integer, editor != selfID, let id = event["message_id"]?.integer,
            let content = event["content"]?.string, let stamp = event["edit_timestamp"]?.integer, (0...99_999_999_999).contains(stamp),
            let conversation = conversation(of: id, channel: channel)
        else { return [] }
        let topic = channel == nil ? nil : event["subject"]?.string
        let thread = topic.map { topic in ZulipTopic(root: channel.flatMap { cursor.root(of: topic, in: $0) }.map(String.init), name: topic).thread }
        let flags = event["flags"]?.array ?? []
        return [
            IncomingEvent(
                account: account, eventID: "message-\(id)-\(zulipStamp(stamp, content))", conversation: conversation, messageID: String(id),
                change: .edited(stamp: zulipStamp(stamp, content)), thread: thread, senderID: String(editor), text: withoutZulipQuote(content),
                markup: .zulip,
                sentAt: Instant(seconds: stamp), isDirect: channel == nil, mentionsUs: flags.contains("mentioned"))
        ]
    }

    private mutating func deleted(_ event: JSONValue) -> [IncomingEvent] {
        let ids = (event["message_ids"]?.array ?? []).compactMap(\.integer) + [event["message_id"]?.integer].compactMap(\.self)
        return Set(ids).sorted().compactMap { deletion(of: $0, channel: event["stream_id"]?.integer) }
    }

    /// What was deleted while nobody listened, known once the history was read to its end.
    mutating func readGone() -> [IncomingEvent] { cursor.takeGone().compactMap { deletion(of: $0, channel: cursor.answers[$0]) } }

    private mutating func deletion(of id: Int64, channel: Int64?) -> IncomingEvent? {
        cursor.forget(id)
        guard let conversation = conversation(of: id, channel: channel) else { return nil }
        let sender = cursor.direct[id].map(String.init) ?? ""
        return IncomingEvent(
            account: account, eventID: "message-\(id)-deleted", conversation: conversation, messageID: String(id), change: .deleted, senderID: sender,
            text: "", markup: .zulip, sentAt: Instant(seconds: cursor.heardAt), isDirect: channel == nil)
    }

    /// What was said to us alone is known by its writer; a message among several people is not.
    private func conversation(of id: Int64, channel: Int64?) -> String? {
        channel.map(String.init) ?? cursor.direct[id].map { "user:\($0)" }
    }
}

/// The second of an edit, with what it made of the message, since two edits may fall in one second.
private func zulipStamp(_ second: Int64, _ content: String) -> String { "\(second)-\(contentStamp(content))" }
