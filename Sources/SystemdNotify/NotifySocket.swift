import Glibc

/// The address of the manager's datagram socket.
struct NotifySocket: Sendable {
    private let address: sockaddr_un
    private let length: socklen_t

    /// A path, or `@name` for the abstract namespace; nil for anything else, and for what is too long.
    init?(_ text: String) {
        guard let first = text.utf8.first, first == UInt8(ascii: "/") || first == UInt8(ascii: "@") else { return nil }
        var bytes = Array(text.utf8)
        let isAbstract = first == UInt8(ascii: "@")
        if isAbstract { bytes[0] = 0 }
        var address = sockaddr_un()
        guard bytes.count > 1, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        self.address = address
        // An abstract name is exactly its bytes: a zero at its end would be part of it.
        let headSize = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path)
        length = socklen_t(headSize + bytes.count + (isAbstract ? 0 : 1))
    }

    /// False when the socket is gone or full. An empty datagram is not sent: it once brought the manager down.
    func send(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty else { return false }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
        let sent = withUnsafePointer(to: address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(descriptor, bytes, bytes.count, flags, $0, length) }
        }
        return sent == bytes.count
    }
}

/// `KEY=VALUE` lines. A value's control characters become spaces, so that none can add a line; it ends after 1024 bytes, for the manager
/// drops a message above 4096.
func datagram(_ fields: [(String, String)]) -> [UInt8] {
    let lines = fields.map { key, value in key + "=" + oneLine(value) }
    return Array(lines.joined(separator: "\n").utf8)
}

private func oneLine(_ value: String) -> String {
    var line = ""
    for scalar in value.unicodeScalars {
        guard line.utf8.count + UTF8.width(scalar) <= 1024 else { break }
        line.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7f ? " " : scalar)
    }
    return line
}
