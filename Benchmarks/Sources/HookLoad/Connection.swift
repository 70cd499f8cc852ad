import Glibc

/// An IPv4 address of this machine itself; no other is ever connected to.
struct LoopbackAddress: Sendable {
    private let address: UInt32
    private let port: UInt16

    /// Nil for anything outside of 127.0.0.0/8.
    init?(host: String, port: UInt16) {
        var parsed = in_addr()
        guard inet_pton(AF_INET, host, &parsed) == 1, UInt32(bigEndian: parsed.s_addr) >> 24 == 127 else { return nil }
        address = parsed.s_addr
        self.port = port
    }

    fileprivate func connect(_ descriptor: Int32) -> Bool {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = address
        return withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}

/// A connection with one request under way at a time, and calls that wait.
struct Connection: ~Copyable {
    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 16 * 1024)

    /// Nil when nobody listens.
    init?(to address: LoopbackAddress) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        guard address.connect(descriptor) else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// The status of the answer; nil when the connection broke or nothing came for half a minute.
    mutating func exchange(_ request: [UInt8]) -> Int? {
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes { bytes in
                bytes.baseAddress.map { send(descriptor, $0 + sent, request.count - sent, Int32(MSG_NOSIGNAL)) } ?? -1
            }
            guard count > 0 else { return nil }
            sent += count
        }
        return receive()
    }

    /// Reads one answer with a `Content-Length` to its end.
    private mutating func receive() -> Int? {
        var filled = 0
        while filled < buffer.count {
            let room = buffer.count - filled
            let count = buffer.withUnsafeMutableBytes { bytes in bytes.baseAddress.map { recv(descriptor, $0 + filled, room, 0) } ?? -1 }
            guard count > 0 else { return nil }
            filled += count
            if let answer = Answer(buffer[..<filled]), filled >= answer.length { return answer.status }
        }
        return nil
    }
}

/// The head of an answer, as far as the client needs it.
struct Answer {
    var status: Int
    /// Head and body, in bytes.
    var length: Int

    /// Nil while the head is incomplete.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard let end = Self.headEnd(bytes) else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let first = lines.first, let status = first.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        let size = lines.first { $0.lowercased().hasPrefix("content-length:") }?.split(separator: ":").last
        self.status = status
        length = end + (size.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
    }

    private static func headEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for index in 3..<bytes.count
        where bytes[index] == 10 && bytes[index - 1] == 13 && bytes[index - 2] == 10 && bytes[index - 3] == 13 {
            return index + 1
        }
        return nil
    }
}
