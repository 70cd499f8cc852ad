import ChatPlatforms
import Foundation
import NIOCore
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(2))) struct LimitsTests {
    static func hooks() -> ScriptedBackend {
        ScriptedBackend { $0.onHook = { HookAnswer(status: 200, contentType: "text/plain", body: Array("\($0.body.count)".utf8)) } }
    }

    static let head = "POST /hooks/company-slack HTTP/1.1\r\nHost: example.org\r\n"

    @Test("a body up to the limit is taken, with a length and in chunks")
    func bodyWithinLimit() async throws {
        try await RunningServer.site(Self.hooks()) { server async throws in
            let body = String(repeating: "x", count: 256 * 1024)
            #expect(try await server.send("POST", "/hooks/company-slack", body: body).body == "262144")
            let chunked = try await server.exchange(
                Self.head + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
            #expect(chunked.body == "11")
        }
    }

    @Test("a body beyond the limit is 413, whether its length is told or not")
    func bodyTooLarge() async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let told = try await server.exchange(Self.head + "Content-Length: 262145\r\n\r\n")
            #expect(told.status == 413)
            #expect(told.body == "The body is longer than the 256 KiB that are taken.\n")
            let chunk = "10000\r\n" + String(repeating: "x", count: 65536) + "\r\n"
            let untold = try await server.exchange(Self.head + "Transfer-Encoding: chunked\r\n\r\n" + String(repeating: chunk, count: 5))
            #expect(untold.status == 413)
            #expect(untold.headers["connection"] == "close")
        }
    }

    @Test("all unfinished bodies together are bounded, and what one held is free again after it")
    func bodyBudget() async throws {
        var limits = WebLimits()
        limits.unfinishedBodies = 1000
        try await RunningServer.site(Self.hooks(), limits: limits) { server async throws in
            #expect(try await server.send("POST", "/hooks/company-slack", body: String(repeating: "x", count: 1001)).status == 503)
            for _ in 0..<3 { #expect(try await server.send("POST", "/hooks/company-slack", body: String(repeating: "x", count: 1000)).status == 200) }
        }
    }

    @Test("up to a hundred headers are taken, and one more is 431", arguments: [(97, 200), (101, 431)])
    func headerCount(more: Int, status: Int) async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let headers = (0..<more).map { "X-\($0): y\r\n" }.joined()
            #expect(try await server.exchange("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(headers)\r\n").status == status)
        }
    }

    @Test("a header of 64 KiB and a target of 64 KiB are 431", arguments: ["GET /healthz HTTP/1.1\r\nX-Long: ", "GET /"])
    func longHeaders(beginning: String) async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let answer = try await server.exchange(beginning + String(repeating: "x", count: 65536))
            #expect(answer.status == 431)
        }
    }

    @Test(
        "a head against the rules is refused before anything reads the body",
        arguments: [
            ("Content-Encoding: gzip\r\nContent-Length: 3\r\n", 415), ("Content-Encoding: identity, br\r\nContent-Length: 3\r\n", 415),
            ("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", 400), ("Content-Length: 3\r\nContent-Length: 4\r\n", 400),
            ("Content-Length: -1\r\n", 400), ("Host: example.com\r\n", 400), ("Expect: magic\r\nContent-Length: 3\r\n", 417),
            ("Transfer-Encoding: gzip\r\n", 400), ("No colon\r\n", 400),
        ])
    func badHeads(headers: String, status: Int) async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let answer = try await server.exchange(Self.head + headers + "\r\nabc")
            #expect(answer.status == status)
            #expect(answer.headers["connection"] == "close")
        }
    }

    @Test(
        "what is no proper request is 400",
        arguments: [
            "GET /healthz HTTP/1.1\r\n\r\n", "GET http://example.org/healthz HTTP/1.1\r\nHost: a\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n",
            "BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n",
        ])
    func noRequest(bytes: String) async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            #expect(try await server.exchange(bytes).status == 400)
        }
    }

    @Test("a client that expects 100-continue is told to go on")
    func expectContinue() async throws {
        try await RunningServer.site(Self.hooks()) { server async throws in
            let client = try await RawClient(port: server.port)
            try await client.send(Self.head + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
            #expect(await client.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
            try await client.send("abc")
            #expect(Answer(await client.readToEnd()).body == "3")
        }
    }

    @Test("requests sent before a bad one are answered first")
    func pipelinedRefusal() async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let client = try await RawClient(port: server.port)
            try await client.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n\r\n")
            let all = await client.readToEnd()
            let good = try #require(all.range(of: " 200 ")), bad = try #require(all.range(of: " 415 "))
            #expect(good.lowerBound < bad.lowerBound)
        }
    }

    @Test("what runs out of time is answered or cut, on a real socket too")
    func deadlines() async throws {
        // Each limit alone is short, so that no other may come before it on a busy machine.
        var limits = WebLimits()
        limits.request = .milliseconds(50)
        try await RunningServer.site(ScriptedBackend(), limits: limits) { server async throws in
            #expect(try await server.exchange(Self.head + "Content-Length: 9\r\n\r\nabc").status == 408)
        }
        limits = WebLimits()
        limits.idle = .milliseconds(50)
        try await RunningServer.site(ScriptedBackend(), limits: limits) { server async throws in
            #expect(try await server.exchange("").status == 0)
        }
        limits = WebLimits()
        limits.answer = .milliseconds(50)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let backend = ScriptedBackend {
            $0.onHook = { _ in
                for await _ in released {}
                return HookAnswer(status: 200)
            }
        }
        try await RunningServer.site(backend, limits: limits) { server async throws in
            #expect(try await server.send("POST", "/hooks/company-slack", body: "{}").status == 0)
            release.finish()
        }
    }

    @Test("beyond the cap nobody is served until a connection closes")
    func connectionCap() async throws {
        var limits = WebLimits()
        limits.connections = 2
        try await RunningServer.site(ScriptedBackend(), limits: limits) { server async throws in
            let get = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
            let first = try await RawClient(port: server.port), second = try await RawClient(port: server.port)
            for client in [first, second] {
                try await client.send(get)
                #expect(await client.read(until: "ok\n").contains(" 200 "))
            }
            let third = try await RawClient(port: server.port)
            try await third.send(get)
            // The two are still served while the third waits.
            try await first.send(get)
            #expect(await first.read(until: "ok\n").contains(" 200 "))
            let served = Task { await third.read(until: "ok\n") }
            await second.close()
            #expect(await served.value.contains(" 200 "))
        }
    }

    @Test("while hundreds of slow clients hold their connections, another is served at once")
    func slowloris() async throws {
        // Far beyond what the machine may take for the connections.
        var limits = WebLimits()
        limits.request = .seconds(3600)
        try await RunningServer.site(Self.hooks(), limits: limits) { server async throws in
            var slow: [RawClient] = []
            for index in 0..<300 {
                let client = try await RawClient(port: server.port)
                try await client.send(index.isMultiple(of: 2) ? "POST /ho" : Self.head + "Content-Length: 9\r\n\r\nabc")
                slow.append(client)
            }
            #expect(try await server.send("POST", "/hooks/company-slack", body: "{}").status == 200)
            #expect(slow.allSatisfy { $0.channel.isActive })
            for client in slow { await client.close() }
        }
    }
}
