import ChatPlatforms
public import HistoryStore
public import Model

/// The chat that the daemon itself serves: what people write there takes the same way in as any webhook.
public struct BuiltInChat: Sendable {
    public enum Refusal: Error, Sendable, Hashable {
        case noSuchChannel
        case unknownSender(known: [String])
        case noSuchThread
        case noSuchMessage
        /// The message is not one of a person's.
        case notYours
    }

    let flow: Flow

    public init(_ flow: Flow) { self.flow = flow }

    /// Channels of the built-in platform, by id.
    public var channels: [ChannelID] {
        let settings = flow.settings
        return settings.channels.values.filter { isServed($0, settings) }.map(\.id).sorted()
    }

    /// Who may write in a channel: the people of the teams that are asked there.
    public func people(of channel: ChannelID) -> [Person]? {
        let settings = flow.settings
        guard let served = settings.channels[channel], isServed(served, settings) else { return nil }
        var seen: Set<PersonID> = []
        return settings.teams(account: served.account, conversation: served.conversation).flatMap(\.team.people).filter {
            seen.insert($0.id).inserted
        }
    }

    /// Messages oldest first, with the deleted ones; nil where there is no such channel.
    public func messages(in channel: ChannelID, after sequence: Int64? = nil) async throws -> [ChatMessage]? {
        guard people(of: channel) != nil else { return nil }
        return try await flow.store.chatMessages(channel: channel, after: sequence)
    }

    /// Stores the message and its event in one transaction.
    public func post(in channel: ChannelID, sender: String, text: String, thread: UniqueID?) async throws -> UniqueID {
        let served = try channelServed(channel)
        try check(sender, in: channel)
        let root = try await root(of: thread, in: channel)
        let now = flow.clock.now()
        let message = ChatMessage(id: flow.clock.makeID(), channel: channel, thread: root, sender: sender, text: text, at: now)
        let event = IncomingEvent(
            account: served.account, eventID: message.id.description, conversation: served.conversation, messageID: message.id.description,
            thread: root?.description, senderID: sender, text: text, markup: .plain, sentAt: now)
        switch try await flow.store.postInChat(message, intake: Intake(event: event, inbox: flow.clock.makeID(), receivedAt: now)) {
        case .posted, .alreadyKnown: break
        case .noSuchThread: throw Refusal.noSuchThread
        }
        changed(channel)
        return message.id
    }

    /// Yields whenever something in the channel has changed.
    public func changes(in channel: ChannelID) -> AsyncStream<Void> { flow.chatChanges.stream(of: channel) }

    public func edit(_ id: UniqueID, in channel: ChannelID, as person: String?, text: String) async throws {
        let (message, served) = try await own(id, in: channel, as: person)
        let now = flow.clock.now()
        let stamp = flow.clock.makeID().description
        let event = event(message, served, .edited(stamp: stamp), stamp, text: text)
        let result = try await flow.store.editInChat(
            id: id, channel: channel, text: text, at: now, intake: Intake(event: event, inbox: flow.clock.makeID(), receivedAt: now))
        guard result == .changed else { throw Refusal.noSuchMessage }
        changed(channel)
    }

    public func delete(_ id: UniqueID, in channel: ChannelID, as person: String?) async throws {
        let (message, served) = try await own(id, in: channel, as: person)
        let now = flow.clock.now()
        let event = event(message, served, .deleted, "\(id)/deleted", text: "")
        let result = try await flow.store.deleteInChat(
            id: id, channel: channel, at: now, intake: Intake(event: event, inbox: flow.clock.makeID(), receivedAt: now))
        guard result == .changed else { throw Refusal.noSuchMessage }
        changed(channel)
    }

    private func changed(_ channel: ChannelID) {
        flow.pulses.inbox.beat()
        flow.chatChanges.happened(in: channel)
    }

    private func event(
        _ message: ChatMessage, _ served: ChannelSettings, _ change: IncomingEvent.Change, _ eventID: String, text: String
    ) -> IncomingEvent {
        IncomingEvent(
            account: served.account, eventID: eventID, conversation: served.conversation, messageID: message.id.description, change: change,
            thread: message.thread?.description, senderID: message.sender, text: text, markup: .plain, sentAt: message.at)
    }

    private func isServed(_ channel: ChannelSettings, _ settings: FlowSettings) -> Bool {
        guard let platform = settings.platforms[channel.account] else { return false }
        return platform.dispatch(Self.probe, allowPrivate: false, at: Instant(milliseconds: 0)) == .local
    }

    /// A message of no content, to learn from an adapter whether it posts into this chat.
    private static let probe = OutgoingMessage(
        id: UniqueID(high: 0, low: 0), kind: .notice, conversation: "", text: OutgoingText(paragraphs: []), createdAt: Instant(milliseconds: 0))

    private func channelServed(_ channel: ChannelID) throws -> ChannelSettings {
        let settings = flow.settings
        guard let served = settings.channels[channel], isServed(served, settings) else { throw Refusal.noSuchChannel }
        return served
    }

    private func check(_ sender: String, in channel: ChannelID) throws {
        let known = (people(of: channel) ?? []).map(\.id.rawValue)
        guard known.contains(sender) else { throw Refusal.unknownSender(known: known) }
    }

    /// Threads are one level deep: a reply to a reply belongs to the same root.
    private func root(of thread: UniqueID?, in channel: ChannelID) async throws -> UniqueID? {
        guard let thread else { return nil }
        guard let message = try await flow.store.chatMessage(thread), message.channel == channel else { throw Refusal.noSuchThread }
        return message.thread ?? thread
    }

    private func own(_ id: UniqueID, in channel: ChannelID, as person: String?) async throws -> (ChatMessage, ChannelSettings) {
        let served = try channelServed(channel)
        guard let message = try await flow.store.chatMessage(id), message.channel == channel, !message.isDeleted else { throw Refusal.noSuchMessage }
        guard message.sender != chatSenderName, person == nil || message.sender == person else { throw Refusal.notYours }
        return (message, served)
    }
}
