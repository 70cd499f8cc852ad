import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
public import Metrics
public import Model
import NIOCore

/// What a server answers: the public site, or the control socket.
public struct WebResponder: Sendable {
    private let router: RouterResponder<BasicRequestContext>
    private let now: @Sendable () -> Instant
    private let logger: Logger
    private let metrics: RequestMetrics

    init(_ table: RouteTable, logger: Logger, metrics: any MetricsFactory, now: @escaping @Sendable () -> Instant) {
        router = table.build()
        self.metrics = RequestMetrics(factory: metrics)
        self.now = now
        self.logger = logger
    }

    /// Webhooks, the built-in chat, health, metrics and the index. Throws when a page's template is broken.
    ///
    /// - Parameter requests: where the times of requests are counted.
    public static func site(
        hooks: any HookBackend, chat: any ChatBackend, health: any HealthBackend, metrics: any MetricsBackend, settings: SiteSettings,
        limits: WebLimits = WebLimits(), logger: Logger, requests: any MetricsFactory = NOOPMetricsHandler.instance,
        now: @escaping @Sendable () -> Instant
    ) throws -> WebResponder {
        let table = RouteTable(gate: SiteGate(settings: settings))
        let pages = try Pages()
        let door = ChatDoor(chat: chat, isSecure: settings.isSecure)
        HookRoutes(backend: hooks, bodyLimit: limits.body).add(to: table)
        HealthRoutes(backend: health).add(to: table)
        MetricsRoutes(backend: metrics).add(to: table)
        AssetRoutes().add(to: table)
        IndexRoutes(chat: chat, door: door, pages: pages).add(to: table)
        SignInRoutes(chat: chat, door: door, pages: pages).add(to: table)
        ChatPageRoutes(chat: chat, door: door, pages: pages).add(to: table)
        ChatMessageRoutes(chat: chat, door: door, bodyLimit: limits.body).add(to: table)
        ChatStreamRoutes(chat: chat, door: door, limits: limits).add(to: table)
        return WebResponder(table, logger: logger, metrics: requests, now: now)
    }

    /// Commands, metrics and health, for a unix socket only: whoever reaches it may do everything.
    public static func control(
        _ backend: any ControlBackend, health: any HealthBackend, metrics: any MetricsBackend, limits: WebLimits = .control, logger: Logger,
        now: @escaping @Sendable () -> Instant
    ) -> WebResponder {
        let table = RouteTable()
        ControlRoutes(backend: backend, bodyLimit: limits.body).add(to: table)
        HealthRoutes(backend: health).add(to: table)
        MetricsRoutes(backend: metrics).add(to: table)
        // Not counted: a command's request is no part of what chats and people wait for.
        return WebResponder(table, logger: logger, metrics: NOOPMetricsHandler.instance, now: now)
    }

    @Sendable func answer(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        let context = BasicRequestContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        let begin = ContinuousClock.now
        var response = await response(to: request, context)
        response.headers.append(contentsOf: StandardHeaders.missing(in: response.headers, at: now()))
        metrics.answered(context, status: response.status.code, in: ContinuousClock.now - begin)
        try await writer.write(response: response.head, body: response.body)
    }

    private func response(to request: Request, _ context: BasicRequestContext) async -> Response {
        var head = request.head
        head.method = RouteTable.known(head.method)
        do {
            let response = try await router.respond(to: Request(head: head, body: request.body), context: context)
            // The router's own answer to an unknown path has no words.
            return response.status == .notFound && response.body.contentLength == 0 ? Response(Refusal.notFound) : response
        } catch let refusal as Refusal {
            return Response(refusal)
        } catch {
            logger.error("a request failed", metadata: ["web.method": "\(head.method)", "error.type": "\(type(of: error))"])
            return Response(Refusal.internalError)
        }
    }
}

extension Response {
    init(_ refusal: Refusal) {
        var headers: HTTPFields = [.contentType: "text/plain; charset=utf-8"]
        for (name, value) in refusal.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        self.init(status: .init(code: refusal.status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: refusal.body)))
    }

    static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    static func plain(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: "text/plain; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    static func json(_ bytes: some Sequence<UInt8>, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func redirect(to path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }
}
