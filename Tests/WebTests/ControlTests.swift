import Foundation
import Glibc
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(2))) struct ControlTests {
    static func path() -> String { "/tmp/outcomed-test-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock" }

    @Test("a command's JSON reaches the daemon and its answer comes back, up to a mebibyte")
    func roundTrip() async throws {
        let path = Self.path()
        try await RunningServer.control(ScriptedBackend { $0.onControl = { Data("\($0.count)".utf8) } }, at: path) { _ async throws in
            let client = ControlClient(path: path)
            for size in [0, 2, 70_000, 1024 * 1024] {
                #expect(try await client.send(Data(repeating: 0x20, count: size)) == Data("\(size)".utf8))
            }
            await #expect(throws: ControlError.failed("The body is longer than the 1024 KiB that are taken.")) {
                try await client.send(Data(repeating: 0x20, count: 1024 * 1024 + 1))
            }
        }
    }

    @Test("the socket is for its owner and group alone, and goes when the daemon stops")
    func mode() async throws {
        let path = Self.path()
        try await RunningServer.control(ScriptedBackend(), at: path) { _ async throws in
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o660)
            #expect(attributes[.type] as? FileAttributeType == .typeSocket)
        }
        #expect(access(path, F_OK) != 0)
    }

    @Test("a socket file left behind by a crash is replaced")
    func leftBehind() async throws {
        let path = Self.path()
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        close(descriptor)
        try #require(access(path, F_OK) == 0)
        await #expect(throws: ControlError.notRunning) { try await ControlClient(path: path).send(Data()) }
        try await RunningServer.control(ScriptedBackend { $0.onControl = { $0 } }, at: path) { _ async throws in
            #expect(try await ControlClient(path: path).send(Data("{}".utf8)) == Data("{}".utf8))
        }
    }

    @Test("commands are not served over TCP, and whatever the path")
    func apart() async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            for path in ["/control", "/control/", "//control"] { #expect(try await server.send("POST", path, body: "{}").status == 404) }
        }
    }

    @Test("where no daemon listens the client says so", arguments: ["/tmp/outcomed-nothing-here.sock", "/dev/null/x.sock"])
    func notRunning(path: String) async throws {
        await #expect(throws: ControlError.notRunning) { try await ControlClient(path: path).send(Data()) }
    }

    @Test("a daemon that does not answer in time is told from one that is not there")
    func timeout() async throws {
        let path = Self.path()
        let given = DispatchSemaphore(value: 0)
        let backend = ScriptedBackend {
            $0.onControl = { data in
                given.wait()
                return data
            }
        }
        try await RunningServer.control(backend, at: path) { _ async throws in
            await #expect(throws: ControlError.failed("it did not answer in time")) {
                try await ControlClient(path: path, timeout: .milliseconds(50)).send(Data())
            }
            given.signal()
        }
    }

    @Test("each failure of the client has its sentence")
    func sentences() {
        #expect("\(ControlError.notRunning)" == "no daemon is running")
        #expect("\(ControlError.refused)" == "this user may not control the daemon; members of its group may")
        #expect("\(ControlError.failed("why"))" == "the daemon gave no proper answer: why")
    }
}
