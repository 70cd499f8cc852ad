import NIOHTTP1

/// What a request's head must keep to before anything of it goes further.
enum RequestRules {
    /// Nil when the head is in order.
    static func refusal(of head: HTTPRequestHead, bodyLimit: Int) -> Refusal? {
        guard head.version == .http1_1 || head.version == .http1_0 else { return Refusal(505, "This server speaks HTTP/1.1.") }
        guard head.uri.utf8.first == UInt8(ascii: "/") else { return Refusal(400, "The request's target must begin with a slash.") }
        let hosts = head.headers["host"]
        guard hosts.count == 1 || (hosts.isEmpty && head.version == .http1_0) else { return Refusal(400, "A request needs exactly one Host header.") }
        return bodyRefusal(head.headers, limit: bodyLimit)
    }

    private static func bodyRefusal(_ headers: HTTPHeaders, limit: Int) -> Refusal? {
        let lengths = headers["content-length"]
        // Two ways to tell where the body ends let a proxy and this server disagree about it (RFC 9112 §6.1).
        if !lengths.isEmpty, headers.contains(name: "transfer-encoding") {
            return Refusal(400, "A request has a Content-Length or a Transfer-Encoding, not both.")
        }
        if headers[canonicalForm: "content-encoding"].contains(where: { $0.lowercased() != "identity" }) {
            return Refusal(415, "Compressed bodies are not taken; send it without Content-Encoding.")
        }
        if let length = lengths.first {
            guard lengths.count == 1, let length = Int(length), length >= 0 else { return .malformed }
            if length > limit { return .tooLarge(limit: limit) }
        }
        if headers["expect"].contains(where: { $0.lowercased() != "100-continue" }) {
            return Refusal(417, "The only expectation met here is 100-continue.")
        }
        return nil
    }
}
