import CurlHTTP
import Model
import OutboundHTTP
import TestSupport
import Testing

extension Sockets {
    @Suite struct ExchangeTests {
        @Test("an answer comes back with its status, its headers in order and its body")
        func answer() async throws {
            try await withServer({ _ in .text("hello", status: 201, headers: [("X-First", "1"), ("x-SECOND", "2")]) }) { server, transport in
                let response = try await transport.send(request("\(server.url)/path?q=1"))
                #expect(response.status == 201)
                #expect(response.body == Array("hello".utf8))
                #expect(response.headers.map(\.name) == ["Content-Type", "X-First", "x-SECOND", "Content-Length"])
                #expect(response.header("X-second") == "2")
                #expect(!response.isCut)
                #expect(server.requests.map(\.path) == ["/path?q=1"])
            }
        }

        @Test("a second request goes over the same connection")
        func keepAlive() async throws {
            try await withServer({ _ in .text("ok") }) { server, transport in
                for _ in 0..<2 { _ = try await transport.send(request(.post, server.url, body: [1, 2, 3])) }
                #expect(server.requests.map(\.connection) == [1, 1])
                #expect(server.connectionCount == 1)
            }
        }

        @Test("a body arrives as it is, zeros and two megabytes, and nothing waits for 100-continue")
        func body() async throws {
            let body = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0) }
            try await withServer({ _ in .text("ok") }) { server, transport in
                _ = try await transport.send(request(.post, server.url, body: body))
                let received = await server.next()
                #expect(received.body == body)
                #expect(received.header("Content-Length") == "2000000")
                #expect(received.header("Expect") == nil)
                #expect(received.header("Content-Type") == nil)
            }
        }

        @Test("header names keep their case, empty values arrive, and nothing is compressed")
        func headers() async throws {
            try await withServer({ _ in .text("ok") }) { server, transport in
                let headers: [OutboundRequest.Header] = [
                    .init("Content-Type", "application/json"), .init("X-cASE", "Grüße \"q\""), .init("X-Empty", ""), .init("User-Agent", "probe"),
                ]
                _ = try await transport.send(request(.post, server.url, headers: headers, body: [65]))
                let received = await server.next()
                let names = received.headers.map(\.name)
                #expect(names.contains("X-cASE") && names.contains("X-Empty"))
                #expect(received.header("x-case") == "Grüße \"q\"")
                #expect(received.header("X-Empty") == "")
                #expect(received.header("Accept-Encoding") == "identity")
                #expect(received.headers.filter { $0.name.lowercased() == "content-type" }.map(\.value) == ["application/json"])
                #expect(received.headers.filter { $0.name.lowercased() == "user-agent" }.map(\.value) == ["probe"])
            }
        }

        @Test(
            "every method goes out as itself, with and without a body",
            arguments: [OutboundRequest.Method.get, .post, .put, .delete, .patch], [[], Array("{}".utf8)])
        func methods(_ method: OutboundRequest.Method, _ body: [UInt8]) async throws {
            try await withServer({ _ in .text("ok") }) { server, transport in
                let response = try await transport.send(request(method, server.url, body: body))
                #expect(response.status == 200)
                let received = await server.next()
                #expect(received.method == method.rawValue)
                #expect(received.body == body)
            }
        }

        @Test("a body is cut at its limit, and one of exactly the limit is whole", arguments: [(999, true), (1000, false), (1001, false)])
        func cap(_ limit: Int, _ isCut: Bool) async throws {
            try await withServer({ _ in .respond(body: Array(repeating: 7, count: 1000)) }) { server, transport in
                let response = try await transport.send(request(server.url, limits: RequestLimits(responseBytes: limit)))
                #expect(response.isCut == isCut)
                #expect(response.body.count == min(limit, 1000))
            }
        }

        @Test("a body without end is cut, and the answer counts")
        func endless() async throws {
            let head = Array("HTTP/1.1 200 OK\r\n\r\n".utf8)
            try await withServer({ _ in .raw(head + Array(repeating: 7, count: 3_000_000)) }) { server, transport in
                let response = try await transport.send(request(server.url))
                #expect(response.isCut)
                #expect(response.body.count == 64 * 1024)
            }
        }

        @Test("a compressed answer is handed out as it is")
        func compressed() async throws {
            try await withServer({ _ in .respond(headers: [("Content-Encoding", "gzip")], body: [1, 2, 3]) }) { server, transport in
                let response = try await transport.send(request(server.url))
                #expect(response.body == [1, 2, 3])
            }
        }

        @Test("a redirect is an answer, not a way", arguments: [301, 302, 303, 307, 308])
        func redirect(_ status: Int) async throws {
            try await withServer({ _ in .respond(status: status, headers: [("Location", "/elsewhere")]) }) { server, transport in
                let response = try await transport.send(request(.post, server.url, body: [1]))
                #expect(response.status == status)
                #expect(response.header("location") == "/elsewhere")
                #expect(server.requests.count == 1)
            }
        }

        @Test("204 has no body, and the connection goes on")
        func noContent() async throws {
            try await withServer({ _ in .respond(status: 204) }) { server, transport in
                for _ in 0..<2 {
                    let response = try await transport.send(request(.post, server.url, body: [1]))
                    #expect(response.status == 204)
                }
                #expect(server.connectionCount == 1)
            }
        }

        @Test("two hundred requests at once are each answered with their own")
        func concurrent() async throws {
            try await withServer({ .respond(body: $0.body) }) { server, transport in
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    for number in 0..<200 {
                        let body = Array("request \(number)".utf8)
                        group.addTask { try await transport.send(request(.post, server.url, body: body)).body == body }
                    }
                    for try await isOwn in group { #expect(isOwn) }
                }
                #expect(server.requests.count == 200)
            }
        }
    }
}
