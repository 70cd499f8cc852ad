import Foundation
import Model
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(2))) struct StreamTests {
    static func request(_ port: Int, lastEventID: Int? = nil) -> String {
        "GET /chat/growth/events HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n" + (lastEventID.map { "Last-Event-ID: \($0)\r\n" } ?? "") + "\r\n"
    }

    @Test("a new page gets the whole chat and then each change, with edits and deletions")
    func changes() async throws {
        let backend = ScriptedBackend { $0.entries = [entry(1, "prompt", sender: "outcomed"), entry(2, "gone", isDeleted: true)] }
        try await RunningServer.site(backend) { server async throws in
            let client = try await RawClient(port: server.port)
            try await client.send(Self.request(server.port))
            let first = await client.read(until: "]\n\n")
            #expect(first.contains("text/event-stream"))
            #expect(first.contains("event: reset\nid: 1\ndata: [{"))
            #expect(first.contains(#""text":"prompt""#) && !first.contains("gone"))
            backend.say([entry(1, "prompt, edited", sender: "outcomed", editedAt: Instant(seconds: 9), change: 3), entry(2, "gone", isDeleted: true)])
            let second = await client.read(until: "]\n\n")
            #expect(second.contains("event: change\nid: 3\ndata: [{"))
            #expect(second.contains(#""edited_at":"1970-01-01T00:00:09Z""#) && second.contains("prompt, edited"))
            backend.say([entry(1, "secret", isDeleted: true, change: 4)])
            let third = await client.read(until: "]\n\n")
            #expect(third.contains(#""deleted":true"#) && !third.contains("secret"))
            await client.close()
        }
    }

    @Test("a page that comes back gets what it missed, and only that")
    func resumes() async throws {
        let backend = ScriptedBackend { $0.entries = [entry(1, "old"), entry(2, "missed"), entry(3, "also missed", isDeleted: true)] }
        try await RunningServer.site(backend) { server async throws in
            let client = try await RawClient(port: server.port)
            try await client.send(Self.request(server.port, lastEventID: 1))
            let first = await client.read(until: "]\n\n")
            #expect(first.contains("event: change\nid: 3\n"))
            #expect(first.contains("missed") && !first.contains("old"))
            await client.close()
        }
    }

    @Test("a page that has seen changes which this store never made begins anew")
    func foreignCounter() async throws {
        try await RunningServer.site(ScriptedBackend { $0.entries = [entry(1, "first")] }) { server async throws in
            let client = try await RawClient(port: server.port)
            try await client.send(Self.request(server.port, lastEventID: 50))
            #expect(await client.read(until: "]\n\n").contains("event: reset\nid: 1\n"))
            await client.close()
        }
    }

    @Test("a quiet stream shows signs of life again and again")
    func heartbeat() async throws {
        var limits = WebLimits()
        limits.heartbeat = .milliseconds(1)
        try await RunningServer.site(ScriptedBackend(), limits: limits) { server async throws in
            let client = try await RawClient(port: server.port)
            try await client.send(Self.request(server.port))
            // Several may come in one part.
            #expect(await client.read(until: ":\n\n\r\n3\r\n:\n\n\r\n3\r\n:\n\n").contains("[]\n\n"))
            await client.close()
        }
    }

    @Test("live pages have a limit of their own, and a page that goes gives its place back")
    func seats() async throws {
        var limits = WebLimits()
        limits.liveStreams = 1
        try await RunningServer.site(ScriptedBackend(), limits: limits) { server async throws in
            let first = try await RawClient(port: server.port)
            try await first.send(Self.request(server.port))
            #expect(await first.read(until: "[]\n\n").contains(" 200 "))
            #expect(try await server.send("GET", "/chat/growth/events").status == 503)
            await first.close()
            var status = 503
            for _ in 0..<100 where status == 503 {
                let next = try await RawClient(port: server.port)
                try await next.send(Self.request(server.port))
                status = Answer(await next.read(until: "\r\n\r\n")).status
                await next.close()
            }
            #expect(status == 200)
        }
    }

    @Test("of a long chat a page gets the newest messages and the roots of their threads")
    func recent() {
        let many = (1...500).map { number in entry(UInt64(number), "m\(number)", thread: number == 500 ? 7 : nil) }
        let shown = RecentEntries.of(many)
        #expect(shown.count == 401)
        #expect(shown.first?.text == "m7")
        #expect(shown.last?.text == "m500")
    }
}
