import Foundation
import HTTPTypes
import Hummingbird
import Model
import NIOCore

/// `/chat/{channel}/sign-in` turns a token into a cookie, `/chat/{channel}/sign-out` drops it.
struct SignInRoutes: Sendable {
    let chat: any ChatBackend
    let door: ChatDoor
    let pages: Pages

    func add(to table: RouteTable) {
        table.add("/chat/{channel}/sign-in", [.get: form, .post: signIn])
        table.add("/chat/{channel}/sign-out", [.post: signOut])
    }

    @Sendable private func form(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        .html(pages.signIn(try await door.channel(context), isRefused: false))
    }

    @Sendable private func signIn(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let channel = try await door.channel(context)
        let token = try await Self.token(request)
        guard !token.isEmpty, let person = await chat.person(token: Secret(token)), door.mayUse(channel, .person(person)) else {
            return .html(pages.signIn(channel, isRefused: true), status: .unauthorized)
        }
        return redirect(to: channel, cookie: door.cookie(token))
    }

    @Sendable private func signOut(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        redirect(to: try await door.channel(context), cookie: door.cookie(""))
    }

    private func redirect(to channel: ChatChannel, cookie: String) -> Response {
        var response = Response.redirect(to: "/chat/\(channel.id)")
        response.headers[.setCookie] = cookie
        return response
    }

    /// The field `token` of a submitted form (application/x-www-form-urlencoded).
    private static func token(_ request: Request) async throws -> String {
        let body = try await request.body.collect(upTo: 4096)
        for pair in String(buffer: body).split(separator: "&") where pair.hasPrefix("token=") {
            return pair.dropFirst(6).replacing("+", with: " ").removingPercentEncoding?.trimmingCharacters(in: .whitespaces) ?? ""
        }
        return ""
    }
}
