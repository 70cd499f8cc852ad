import Hummingbird

/// `/`: what this daemon serves here.
struct IndexRoutes: Sendable {
    let chat: any ChatBackend
    let door: ChatDoor
    let pages: Pages

    func add(to table: RouteTable) {
        table.add("/", [.get: index])
    }

    @Sendable private func index(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let caller = await door.caller(request)
        let channels = await chat.channels().filter { channel in caller.map { door.mayUse(channel, $0) } ?? false }
        return .html(pages.index(channels: channels, isSignedIn: caller != nil))
    }
}
