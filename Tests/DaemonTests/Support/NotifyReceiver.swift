import Foundation
import Glibc

/// A datagram socket in the service manager's place.
final class NotifyReceiver: Sendable {
    struct NotBound: Error {}

    let path: String
    private let descriptor: Int32

    init(_ folder: Folder) throws {
        path = folder.path + "/notify"
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8) + [0]
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let bound = withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) } }
        guard descriptor >= 0, bound == 0 else { throw NotBound() }
    }

    deinit { close(descriptor) }

    /// The lines of the next datagram that begins so; those before it are dropped.
    func next(_ beginning: String, within limit: Duration = .seconds(30)) async throws -> [String] {
        try await eventually("a notification \(beginning)", within: limit) {
            while let lines = take() {
                if lines.first?.hasPrefix(beginning) ?? false { return lines }
            }
            return nil
        }
    }

    /// The next datagram; nil when none waits.
    func take() -> [String]? {
        var buffer = [UInt8](repeating: 0, count: 8192)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
