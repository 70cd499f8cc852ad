import Foundation
import Glibc
import Testing

@testable import SystemdNotify

@Suite struct JournalTests {
    @Test("a field is a line; one with a line break has its length in front, so that it can end no field and begin none")
    func datagram() {
        let plain = Journal.datagram([("MESSAGE", "asked"), ("PRIORITY", "6")])
        #expect(String(decoding: plain, as: UTF8.self) == "MESSAGE=asked\nPRIORITY=6\n")
        let hostile = "one\nPRIORITY=0\n\nMESSAGE=forged"
        let bytes = Journal.datagram([("OUTCOMED_TEXT", hostile)])
        #expect(bytes == Array("OUTCOMED_TEXT\n".utf8) + [30, 0, 0, 0, 0, 0, 0, 0] + Array((hostile + "\n").utf8))
        #expect(hostile.utf8.count == 30)
    }

    @Test(
        "a name is capitals, digits and underscores, and never one of the journal's own",
        arguments: [("outbox.id", "OUTBOX_ID"), ("_PID", "PID"), ("9lives", "LIVES"), ("a=b\nc", "A_B_C"), ("é", "")])
    func fieldName(_ key: String, _ name: String) { #expect(Journal.fieldName(key) == name) }

    @Test("a record fits into one datagram, however long its fields")
    func longFields() {
        let fields = (0..<20).map { ("FIELD\($0)", String(repeating: "ü", count: 40_000)) }
        let bytes = Journal.datagram([("MESSAGE", "m")] + fields)
        #expect(bytes.count < Journal.longestRecord && bytes.count > Journal.longestField)
        #expect(String(validating: bytes, as: UTF8.self) != nil)
    }

    @Test("it is used only where standard error is the journal's stream, and its socket is there")
    func detection() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "journal-\(UInt32.random(in: .min ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let receiver = try JournalStandIn(path: folder.path + "/socket")
        let stream = open(folder.path + "/stream", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(stream) }
        var status = stat()
        try #require(fstat(stream, &status) == 0)
        let environment = ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)"]

        let journal = try #require(Journal(environment: environment, standardError: stream, path: receiver.path))
        #expect(journal.send([("MESSAGE", "hello")]))
        #expect(receiver.next() == "MESSAGE=hello\n")
        #expect(Journal(environment: [:], standardError: stream, path: receiver.path) == nil)
        #expect(Journal(environment: ["JOURNAL_STREAM": "1:1"], standardError: stream, path: receiver.path) == nil)
        #expect(Journal(environment: environment, standardError: stream, path: folder.path + "/none") == nil)
        #expect(Journal.isStandardError(environment, standardError: stream))
        #expect(!Journal.isStandardError(["JOURNAL_STREAM": "1:1"], standardError: stream))
    }
}

/// A datagram socket in the journal's place.
private final class JournalStandIn {
    struct NotBound: Error {}

    let path: String
    private let descriptor: Int32

    init(path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8) + [0]
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let bound = withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) } }
        guard bound == 0 else { throw NotBound() }
    }

    deinit { close(descriptor) }

    func next() -> String? {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
