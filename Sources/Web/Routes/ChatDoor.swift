import Foundation
import HTTPTypes
import Hummingbird
import Model

/// As whom somebody uses the chat.
enum ChatCaller: Hashable {
    /// Access is open: under any person's name.
    case anyone
    case person(PersonID)

    var person: PersonID? {
        switch self {
        case .anyone: nil
        case .person(let id): id
        }
    }
}

/// Lets people in: by a bearer token, or by the cookie that the sign-in page sets.
struct ChatDoor: Sendable {
    let chat: any ChatBackend
    /// The cookie insists on TLS.
    let isSecure: Bool

    /// The channel and who comes; 404, 401 or 403 otherwise.
    func enter(_ request: Request, _ context: BasicRequestContext) async throws -> (channel: ChatChannel, caller: ChatCaller) {
        let channel = try await channel(context)
        guard let caller = await caller(request) else {
            throw Refusal(401, "This needs the token of a person of the channel.", headers: ["WWW-Authenticate": "Bearer realm=\"outcomed\""])
        }
        guard mayUse(channel, caller) else { throw Refusal(403, "You are not one of this channel's people.") }
        return (channel, caller)
    }

    func channel(_ context: BasicRequestContext) async throws -> ChatChannel {
        guard let id = context.parameters.get("channel").flatMap(ChannelID.init(_:)), let channel = await chat.channel(id) else {
            throw Refusal(404, "There is no such channel here.")
        }
        return channel
    }

    /// Nil when a token is needed and none that is known came along.
    func caller(_ request: Request) async -> ChatCaller? {
        switch await chat.access {
        case .open: return .anyone
        case .token:
            guard let token = token(of: request.head), let person = await chat.person(token: token) else { return nil }
            return .person(person)
        }
    }

    func mayUse(_ channel: ChatChannel, _ caller: ChatCaller) -> Bool {
        guard let person = caller.person else { return true }
        return channel.people.contains { $0.id == person }
    }

    private func token(of head: HTTPRequest) -> Secret? {
        if let authorization = head.headerFields[.authorization] {
            let parts = authorization.split(separator: " ")
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
            return Secret(String(parts[1]))
        }
        let pairs = head.headerFields[values: .cookie].flatMap { $0.split(separator: ";") }
        for pair in pairs.map({ $0.drop { $0 == " " } }) where pair.hasPrefix(cookieName + "=") {
            return String(pair.dropFirst(cookieName.count + 1)).removingPercentEncoding.map { Secret($0) }
        }
        return nil
    }

    /// `__Host-` makes browsers refuse the cookie unless it came over TLS from this very host.
    private var cookieName: String { isSecure ? "__Host-outcomed" : "outcomed" }

    /// The cookie that keeps somebody signed in for thirty days; an empty token signs out.
    func cookie(_ token: String) -> String {
        let value = token.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let age = token.isEmpty ? 0 : 30 * 86400
        return "\(cookieName)=\(value); Path=/; Max-Age=\(age); HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }
}
