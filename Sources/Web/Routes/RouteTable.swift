import HTTPTypes
import Hummingbird

typealias Handler = @Sendable (Request, BasicRequestContext) async throws -> Response

/// The paths that are served, with the methods of each; any other method is answered 405 with those that are taken (RFC 9110 §15.5.6).
struct RouteTable {
    private let router = Router(context: BasicRequestContext.self, options: [.autoGenerateHeadEndpoints])
    /// What every request to a path has to pass first; webhooks and health checks come under any name and from anywhere.
    private let gate: SiteGate?

    init(gate: SiteGate? = nil) { self.gate = gate }

    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .delete, .patch, .options, .trace, .connect]

    func add(_ path: RouterPath, isGated: Bool = true, _ handlers: [HTTPRequest.Method: Handler]) {
        let gate = isGated ? gate : nil
        for (method, handler) in handlers {
            router.on(path, method: method) { request, context in
                try gate?.check(request.head)
                return try await handler(request, context)
            }
        }
        let taken = Set(handlers.keys).union(handlers[.get] == nil ? [] : [.head])
        let allow = taken.map(\.rawValue).sorted().joined(separator: ", ")
        for method in Self.methods where !taken.contains(method) {
            router.on(path, method: method) { _, _ -> Response in
                throw Refusal(405, "This address takes \(allow) only.", headers: ["Allow": allow])
            }
        }
    }

    func build() -> RouterResponder<BasicRequestContext> { router.buildResponder() }

    /// A method that no path takes stands for all those which the table does not know by name.
    static func known(_ method: HTTPRequest.Method) -> HTTPRequest.Method { methods.contains(method) ? method : .trace }
}
