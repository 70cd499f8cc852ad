import Foundation
import Glibc
import Testing

/// A datagram socket in the service manager's place.
final class Receiver {
    let environment: [String: String]
    private let descriptor: Int32
    private let path: String?

    /// In a temporary folder, or in the abstract namespace.
    init(isAbstract: Bool = false) throws {
        let name = "outcomed-\(UUID().uuidString)"
        path = isAbstract ? nil : NSTemporaryDirectory() + name
        environment = ["NOTIFY_SOCKET": path ?? "@" + name]
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = path.map { Array($0.utf8) + [0] } ?? [0] + Array(name.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let bound = withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) } }
        try #require(bound == 0)
    }

    deinit {
        close(descriptor)
        if let path { unlink(path) }
    }

    /// The next datagram; nil when none waits.
    func next() -> String? {
        var buffer = [UInt8](repeating: 0, count: 8192)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
