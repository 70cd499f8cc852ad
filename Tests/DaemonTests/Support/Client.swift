import CurlHTTP
import Foundation
import Model
import OutboundHTTP
import TestSupport

/// Requests to a daemon, as a chat platform or a person's program makes them.
struct Client: Sendable {
    private static let transport = CurlTransport()

    let port: Int

    func send(
        _ method: OutboundRequest.Method, _ path: String, headers: [String: String] = [:], body: [UInt8] = []
    ) async throws -> OutboundResponse {
        let fields = headers.map { OutboundRequest.Header($0.key, $0.value) }
        return try await Self.transport.send(
            OutboundRequest(
                method, url: Secret("http://127.0.0.1:\(port)\(path)"), headers: fields, body: body, destinations: .privateAllowed,
                limits: RequestLimits(responseBytes: 1 << 22)))
    }

    /// The status of a webhook.
    @discardableResult
    func post(_ delivery: FakeDelivery, to account: String) async throws -> Int {
        try await send(.post, "/hooks/\(account)", headers: delivery.headers, body: delivery.body).status
    }

    @discardableResult
    func post(_ delivery: FakeSlackDelivery) async throws -> Int {
        try await post(FakeDelivery(headers: delivery.headers, body: delivery.body), to: "slack")
    }

    func status(_ path: String) async -> Int? { try? await send(.get, path).status }
}

extension Client {
    /// A message as `GET /chat/{channel}/messages` gives it.
    struct Entry: Decodable, Hashable {
        var id: String
        var thread: String?
        var sender: String
        var text: String
        var at: String
    }

    func chat(_ channel: String, token: String? = nil) async throws -> [Entry] {
        let response = try await send(.get, "/chat/\(channel)/messages", headers: headers(token))
        return try JSONDecoder().decode([Entry].self, from: Data(response.body))
    }

    /// Posts, edits (with the message's id) or deletes (without a text), and returns the status and the id.
    func write(
        _ channel: String, message: String? = nil, sender: String? = nil, text: String?, thread: String? = nil, token: String? = nil
    ) async throws -> (status: Int, id: String?) {
        let fields = ["sender": sender, "text": text, "thread": thread].compactMapValues(\.self)
        let path = "/chat/\(channel)/messages" + (message.map { "/\($0)" } ?? "")
        let method: OutboundRequest.Method = message == nil ? .post : text == nil ? .delete : .put
        let body = text == nil ? [] : Array(try JSONEncoder().encode(fields))
        let response = try await send(method, path, headers: headers(token), body: body)
        return (response.status, (try? JSONDecoder().decode([String: String].self, from: Data(response.body)))?["id"])
    }

    private func headers(_ token: String?) -> [String: String] {
        ["content-type": "application/json"].merging(token.map { ["authorization": "Bearer \($0)"] } ?? [:]) { $1 }
    }
}
