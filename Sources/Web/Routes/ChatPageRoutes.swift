import Hummingbird

/// `/chat/{channel}`: the page on which people answer.
struct ChatPageRoutes: Sendable {
    let chat: any ChatBackend
    let door: ChatDoor
    let pages: Pages

    func add(to table: RouteTable) {
        table.add("/chat/{channel}", [.get: page])
    }

    @Sendable private func page(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let channel = try await door.channel(context)
        guard let caller = await door.caller(request) else { return .redirect(to: "/chat/\(channel.id)/sign-in") }
        guard door.mayUse(channel, caller) else { throw Refusal(403, "You are not one of this channel's people.") }
        guard let entries = await chat.messages(in: channel.id, after: nil) else {
            throw Refusal.unavailable("The messages cannot be read just now.", retryAfter: .seconds(5))
        }
        return .html(pages.chat(channel, entries: RecentEntries.of(entries), caller: caller))
    }
}
