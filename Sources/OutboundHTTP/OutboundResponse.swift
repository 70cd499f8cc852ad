/// What came back.
public struct OutboundResponse: Sendable, Hashable {
    public var status: Int
    /// In the order received; names as sent.
    public var headers: [(name: String, value: String)] { fields.map { ($0.name, $0.value) } }
    public var body: [UInt8]
    /// The body was longer than the request's limit.
    public var isCut: Bool

    private struct Field: Hashable, Sendable {
        var name: String
        var value: String
    }

    private var fields: [Field]

    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = [], isCut: Bool = false) {
        self.status = status
        self.fields = headers.map { Field(name: $0.name, value: $0.value) }
        self.body = body
        self.isCut = isCut
    }

    /// The first header of that name, in any case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }

    public var isSuccess: Bool { (200..<300).contains(status) }
}
