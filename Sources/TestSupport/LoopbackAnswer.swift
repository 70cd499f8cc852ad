/// A request as a ``LoopbackServer`` received it.
public struct RecordedRequest: Sendable {
    public var method: String
    /// With the query, as sent.
    public var path: String
    /// In order, names as sent.
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// Which connection of the server it came on, from 1.
    public var connection: Int

    public init(method: String, path: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [], connection: Int = 1) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
        self.connection = connection
    }

    /// The first header of that name, in any case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }

    public var text: String { String(decoding: body, as: UTF8.self) }
}

/// What a ``LoopbackServer`` does with a request.
public enum LoopbackAnswer: Sendable {
    /// A whole answer with its length; the connection stays open.
    case respond(status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = [])
    /// Nothing, ever.
    case stall
    /// The connection is torn down by RST.
    case reset
    /// A proper head, then the body byte by byte.
    case drip([UInt8], perSecond: Int)
    /// The connection is closed without a word.
    case closeEarly
    /// Bytes that are no HTTP, then a close.
    case garbage
    /// These bytes as they are, then a close.
    case raw([UInt8])

    public static func text(_ body: String, status: Int = 200, headers: [(String, String)] = []) -> LoopbackAnswer {
        .respond(status: status, headers: [("Content-Type", "text/plain; charset=utf-8")] + headers, body: Array(body.utf8))
    }

    public static func json(_ body: String, status: Int = 200, headers: [(String, String)] = []) -> LoopbackAnswer {
        .respond(status: status, headers: [("Content-Type", "application/json")] + headers, body: Array(body.utf8))
    }
}
