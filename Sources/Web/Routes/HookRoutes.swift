import ChatPlatforms
import HTTPTypes
import Hummingbird
import Model
import NIOCore

/// `POST /hooks/{account}`.
struct HookRoutes {
    let backend: any HookBackend
    let bodyLimit: Int

    func add(to table: RouteTable) {
        let backend = backend
        let bodyLimit = bodyLimit
        table.add(
            "/hooks/{account}", isGated: false,
            [
                .post: { request, context in
                    guard let account = context.parameters.get("account").flatMap(AccountID.init(_:)) else { throw Refusal.notFound }
                    let body = try await request.body.collect(upTo: bodyLimit)
                    let webhook = RawWebhook(
                        account: account, method: request.method.rawValue, headers: Self.headers(of: request.head),
                        body: Array(body.readableBytesView))
                    return Self.response(await backend.receive(webhook))
                }
            ])
    }

    private static func headers(of head: HTTPRequest) -> [String: String] {
        var headers = [String: String](minimumCapacity: head.headerFields.count + 1)
        for field in head.headerFields {
            headers[field.name.canonicalName, default: ""] += (headers[field.name.canonicalName] == nil ? "" : ", ") + field.value
        }
        if let authority = head.authority { headers["host"] = authority }
        return headers
    }

    private static func response(_ answer: HookAnswer) -> Response {
        var headers = HTTPFields()
        if let type = answer.contentType { headers[.contentType] = type }
        if let wait = answer.retryAfter { headers[.retryAfter] = String(wholeSeconds(wait)) }
        return Response(status: .init(code: answer.status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
