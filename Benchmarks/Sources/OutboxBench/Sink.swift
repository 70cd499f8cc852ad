import Foundation
import Synchronization

/// Answers every request on a port of this machine with 200, on one thread, and counts them.
final class Sink: Sendable {
    let port: UInt16
    private let count: Answered

    var answered: Int { count.value }

    /// Nil when there is no free port.
    init?() {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0, let port = Self.bind(listener), listen(listener, 512) == 0 else { return nil }
        let count = Answered()
        self.port = port
        self.count = count
        Thread.detachNewThread {
            var loop = SinkLoop(listener: listener, count: count)
            loop.run()
        }
    }

    /// A free port of 127.0.0.1.
    private static func bind(_ listener: Int32) -> UInt16? {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(listener, $0, size) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        return isBound ? UInt16(bigEndian: name.sin_port) : nil
    }
}

private final class Answered: Sendable {
    private let number = Atomic<Int>(0)

    var value: Int { number.load(ordering: .relaxed) }

    func add(_ more: Int) { number.add(more, ordering: .relaxed) }
}

private struct SinkLoop {
    let count: Answered
    var polled: [pollfd]
    /// For each descriptor, the bytes of its unfinished request.
    var unfinished: [Int32: [UInt8]] = [:]
    private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    private static let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)

    init(listener: Int32, count: Answered) {
        self.count = count
        polled = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
    }

    mutating func run() {
        while true {
            guard poll(&polled, nfds_t(polled.count), -1) > 0 else { continue }
            for index in polled.indices.dropFirst().reversed() where polled[index].revents != 0 {
                if !serve(polled[index].fd) { polled.remove(at: index) }
            }
            if polled[0].revents != 0 { accept() }
        }
    }

    private mutating func accept() {
        let descriptor = Glibc.accept(polled[0].fd, nil, nil)
        guard descriptor >= 0 else { return }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }

    /// False when the connection has ended.
    private mutating func serve(_ descriptor: Int32) -> Bool {
        let received = recv(descriptor, &buffer, buffer.count, 0)
        guard received > 0 else {
            unfinished[descriptor] = nil
            close(descriptor)
            return false
        }
        var bytes = unfinished.removeValue(forKey: descriptor) ?? []
        bytes.append(contentsOf: buffer[..<received])
        while let length = requestLength(bytes), bytes.count >= length {
            bytes.removeFirst(length)
            count.add(1)
            _ = send(descriptor, Self.answer, Self.answer.count, Int32(MSG_NOSIGNAL))
        }
        if !bytes.isEmpty { unfinished[descriptor] = bytes }
        return true
    }
}

/// Head and body of the first request, in bytes; nil while its head is incomplete.
private func requestLength(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    var lineStart = 0
    var body = 0
    for index in 1..<bytes.count where bytes[index] == 10 && bytes[index - 1] == 13 {
        if index - lineStart == 1 { return index + 1 + body }
        body = contentLength(bytes[lineStart..<index - 1]) ?? body
        lineStart = index + 1
    }
    return nil
}

private let lengthName = Array("content-length:".utf8)

private func contentLength(_ line: ArraySlice<UInt8>) -> Int? {
    guard line.count > lengthName.count, zip(line, lengthName).allSatisfy({ $0 | 0x20 == $1 || $0 == $1 }) else { return nil }
    return line.dropFirst(lengthName.count).reduce(0) { $1 >= 48 && $1 <= 57 ? $0 * 10 + Int($1 - 48) : $0 }
}
