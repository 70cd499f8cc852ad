import ChatPlatforms
import Foundation
import Glibc
import Model
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(2))) struct LifecycleTests {
    @Test("stopping lets a request in flight finish, accepts nobody, and closes idle connections")
    func gracefulStop() async throws {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (release, letGo) = AsyncStream.makeStream(of: Void.self)
        let backend = ScriptedBackend {
            $0.onHook = { _ in
                begin.finish()
                for await _ in release {}
                return HookAnswer(status: 200, body: Array("kept".utf8))
            }
        }
        try await RunningServer.site(backend) { server async throws in
            let idle = try await RawClient(port: server.port)
            try await idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = await idle.read(until: "ok\n")
            let busy = try await RawClient(port: server.port)
            try await busy.send(LimitsTests.head + "Content-Length: 2\r\n\r\n{}")
            for await _ in begun {}
            await server.stop()
            #expect(await idle.readToEnd().isEmpty)
            await #expect(throws: (any Error).self) { try await RawClient(port: server.port).send("x") }
            letGo.finish()
            let answer = Answer(await busy.readToEnd())
            #expect(answer.body == "kept")
            #expect(answer.headers["connection"] == "close")
        }
    }

    @Test("a connection that was opened before the stop and sends its request after it is answered")
    func lastChance() async throws {
        var limits = WebLimits()
        limits.lastChance = .seconds(3600)
        limits.drain = .seconds(3600)
        try await RunningServer.site(ScriptedBackend(), limits: limits) { server async throws in
            let fresh = try await RawClient(port: server.port)
            // The server has taken it once a later connection is answered, and stops once it closes that one.
            let idle = try await RawClient(port: server.port)
            try await idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = await idle.read(until: "ok\n")
            await server.stop()
            #expect(await idle.readToEnd().isEmpty)
            try await fresh.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = Answer(await fresh.readToEnd())
            #expect(answer.status == 200)
            #expect(answer.headers["connection"] == "close")
        }
    }

    @Test("a connection that sends nothing does not keep the server from stopping")
    func silent() async throws {
        var limits = WebLimits()
        limits.lastChance = .milliseconds(50)
        limits.drain = .seconds(3600)
        try await RunningServer.site(ScriptedBackend(), limits: limits) { server async throws in
            let silent = try await RawClient(port: server.port)
            #expect(try await server.send("GET", "/healthz").status == 200)
            await server.stop()
            #expect(await silent.readToEnd().isEmpty)
        }
    }

    @Test("a knock is answered by a running server on any of its addresses, and fails where nobody listens", arguments: ["127.0.0.1", "0.0.0.0"])
    func knock(host: String) async throws {
        try await RunningServer.site(ScriptedBackend(), listen: .tcp(host: host, port: 0)) { server async throws in
            try await HealthProbe(.tcp(host: host, port: server.port)).knock()
        }
        await #expect(throws: (any Error).self) { try await HealthProbe(.unix(path: "/nonexistent/socket")).knock() }
    }

    @Test("a request that does not finish while stopping is cut")
    func boundedStop() async throws {
        var limits = WebLimits()
        limits.drain = .milliseconds(200)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let backend = ScriptedBackend {
            $0.onHook = { _ in
                begin.finish()
                try? await Task.sleep(for: .seconds(3600))
                return HookAnswer(status: 200)
            }
        }
        try await RunningServer.site(backend, limits: limits) { server async throws in
            let client = try await RawClient(port: server.port)
            try await client.send(LimitsTests.head + "Content-Length: 2\r\n\r\n{}")
            for await _ in begun {}
            await server.stop()
            #expect(await client.readToEnd().isEmpty)
        }
    }

    @Test("stopping ends live pages in good order")
    func stopsStreams() async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let client = try await RawClient(port: server.port)
            try await client.send(StreamTests.request(server.port))
            _ = await client.read(until: "[]\n\n")
            await server.stop()
            #expect(await client.readToEnd().hasSuffix("0\r\n\r\n"))
        }
    }

    @Test("an inherited listening socket is served")
    func inherited() async throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        try #require(bound == 0 && listen(descriptor, 16) == 0)
        try await RunningServer.site(ScriptedBackend(), listen: .inherited(descriptor: descriptor)) { server async throws in
            #expect(server.port > 0)
            #expect(try await server.send("GET", "/healthz").body == "ok\n")
        }
    }

    @Test("a descriptor that is no socket, a port in use and a foreign address are told apart")
    func cannotListen() async throws {
        await #expect(throws: WebServerError.notASocket(9999)) {
            try await RunningServer.site(ScriptedBackend(), listen: .inherited(descriptor: 9999)) { _ in }
        }
        await #expect(throws: WebServerError.addressNotOurs("192.0.2.1:0")) {
            try await RunningServer.site(ScriptedBackend(), listen: .tcp(host: "192.0.2.1", port: 0)) { _ in }
        }
        let long = "/tmp/" + String(repeating: "x", count: 200)
        await #expect(throws: WebServerError.pathTooLong(long)) {
            try await RunningServer.site(ScriptedBackend(), listen: .unix(path: long, mode: 0o660)) { _ in }
        }
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            await #expect(throws: WebServerError.addressInUse("127.0.0.1:\(server.port)")) {
                try await RunningServer.site(ScriptedBackend(), listen: .tcp(host: "127.0.0.1", port: server.port)) { _ in }
            }
        }
    }

    @Test("each way of not listening has its sentence")
    func sentences() {
        let table: [(WebServerError, String)] = [
            (.addressInUse("127.0.0.1:8484"), "127.0.0.1:8484 is in use by another program"),
            (.addressNotOurs("192.0.2.1:1"), "192.0.2.1:1 is not an address of this machine"),
            (.notPermitted("127.0.0.1:80"), "this user may not listen on 127.0.0.1:80"),
            (.unknownHost("nowhere.example"), "the name nowhere.example has no address"),
            (.pathTooLong("/a"), "/a is too long for a socket's path"),
            (.notASocket(3), "descriptor 3 is not a listening socket"),
            (.failed("/a", detail: "why"), "cannot listen on /a: why"),
            (.listenerClosed("/a"), "the listening socket of /a closed by itself"),
        ]
        for (error, sentence) in table { #expect("\(error)" == sentence) }
    }
}
