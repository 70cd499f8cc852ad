import Model
import Mustache

/// The HTML pages.
struct Pages: Sendable {
    private let library: MustacheLibrary

    init() throws {
        library = MustacheLibrary(templates: try Templates.all.mapValues { try MustacheTemplate(string: $0) })
    }

    func chat(_ channel: ChatChannel, entries: [ChatEntry], caller: ChatCaller) -> String {
        let people = channel.people.map { ["id": PageValue.text($0.id.rawValue), "name": .text($0.name)] }
        return render(
            "chat",
            [
                "channel": .text(channel.id.rawValue), "title": .text(channel.title), "people": .list(people),
                "person": .text(caller.person?.rawValue ?? ""), "isOpen": .flag(caller.person == nil), "isSignedIn": .flag(caller.person != nil),
                "name": .text(caller.person.map { name(of: $0.rawValue, in: channel) } ?? ""),
                "messages": .list(threads(entries).map { message($0, in: channel) }), "isEmpty": .flag(entries.isEmpty),
            ])
    }

    func signIn(_ channel: ChatChannel, isRefused: Bool) -> String {
        render("sign-in", ["channel": .text(channel.id.rawValue), "title": .text(channel.title), "isRefused": .flag(isRefused)])
    }

    func index(channels: [ChatChannel], isSignedIn: Bool) -> String {
        let rows = channels.map { ["id": PageValue.text($0.id.rawValue), "title": .text($0.title)] }
        return render(
            "index", ["channels": .list(rows), "isEmpty": .flag(rows.isEmpty), "isSignedIn": .flag(isSignedIn), "title": "outcomed", "isIndex": true])
    }

    private func render(_ name: String, _ values: [String: PageValue]) -> String {
        library.render(values.mapValues(\.rendered), withTemplate: name) ?? ""
    }

    private func message(_ entry: ChatEntry, in channel: ChatChannel) -> [String: PageValue] {
        [
            "id": .text(entry.id.description), "name": .text(name(of: entry.sender, in: channel)), "text": .text(entry.text),
            "at": .text(entry.at.description), "time": .text("\(LocalDateTime(secondsSinceEpoch: entry.at.seconds)) UTC"),
            "isReply": .flag(entry.thread != nil), "isEdited": .flag(entry.editedAt != nil),
            "isOurs": .flag(entry.sender == ChatEntry.ownSender),
        ]
    }

    private func name(of sender: String, in channel: ChatChannel) -> String {
        channel.people.first { $0.id.rawValue == sender }?.name ?? sender
    }

    /// Each root followed by its replies.
    private func threads(_ entries: [ChatEntry]) -> [ChatEntry] {
        let known = Set(entries.map(\.id))
        let replies = Dictionary(grouping: entries) { $0.thread }
        let roots = entries.filter { entry in entry.thread.map { !known.contains($0) } ?? true }
        return roots.flatMap { [$0] + (replies[$0.id] ?? []) }
    }
}
