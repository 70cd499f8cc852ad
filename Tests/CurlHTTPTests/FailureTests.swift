import CurlHTTP
import Model
import OutboundHTTP
import TestSupport
import Testing

private let host = "127.0.0.1"
private let short = RequestLimits(connect: .milliseconds(150), total: .milliseconds(200))

extension Sockets {
    @Suite struct FailureTests {
        @Test("a server that never answers is given up in time, and what was sent counts as sent", arguments: [[], Array("{}".utf8)])
        func stall(_ body: [UInt8]) async throws {
            try await withServer({ _ in .stall }) { server, transport in
                let result = await timeout { await failure(transport, request(.post, server.url, body: body, limits: $0)) }
                #expect(result == .timeout(host: host, sentBody: true))
                #expect(await server.waitFor { !$0.isEmpty })
            }
        }

        @Test("an answer that drips is ended by the total limit")
        func drip() async throws {
            try await withServer({ _ in .drip(Array(repeating: 65, count: 1000), perSecond: 100) }) { server, transport in
                #expect(await timeout { await failure(transport, request(server.url, limits: $0)) } == .timeout(host: host, sentBody: true))
            }
        }

        @Test("a connection that does not come about in time has sent nothing")
        func connectTimeout() async throws {
            let listener = SilentListener(isFull: true)
            let port = listener.port
            let result = try await withTransport { await failure($0, request("http://127.0.0.1:\(port)/", limits: short)) }
            #expect(result == .timeout(host: host, sentBody: false))
        }

        @Test("a port that nobody listens on is no connection")
        func refused() async throws {
            let listener = SilentListener(isFull: false)
            let port = listener.port
            #expect(try await withTransport { await failure($0, request("http://127.0.0.1:\(port)/")) } == .connect(host: host))
        }

        @Test("a name without an address is told apart")
        func resolve() async throws {
            let url = "http://nobody.invalid/"
            #expect(try await withTransport { await failure($0, request(url)) } == .resolve(host: "nobody.invalid"))
        }

        @Test("a reset and an early close break the connection after sending")
        func broken() async throws {
            for answer in [LoopbackAnswer.reset, .closeEarly, .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".utf8))] {
                try await withServer({ _ in answer }) { server, transport in
                    let result = await failure(transport, request(.post, server.url, body: [1, 2, 3]))
                    #expect(result == .broken(host: host, sentBody: true))
                }
            }
        }

        @Test("what is no HTTP, or has too large a head, is a bad answer")
        func badAnswer() async throws {
            let manyHeaders = (0..<200).map { ("X-\($0)", "y") }
            let answers: [LoopbackAnswer] = [
                .garbage, .respond(headers: manyHeaders), .respond(headers: [("X-Long", String(repeating: "y", count: 70_000))]),
            ]
            for answer in answers {
                try await withServer({ _ in answer }) { server, transport in
                    #expect(await failure(transport, request(server.url)) == .badAnswer(host: host))
                }
            }
        }

        @Test("a server without TLS behind an https address is a TLS failure, and learns nothing")
        func tls() async throws {
            try await withServer({ _ in .text("ok") }) { server, transport in
                #expect(await failure(transport, request("https://127.0.0.1:\(server.port)/")) == .tls(host: host))
                #expect(server.requests.isEmpty)
            }
        }

        @Test("a POST is not sent again by itself when a used connection breaks under it")
        func noSilentRepeat() async throws {
            try await withServer({ $0.path == "/die" ? .closeEarly : .text("ok") }) { server, transport in
                _ = try await transport.send(request(.post, "\(server.url)/live", body: [1]))
                let result = await failure(transport, request(.post, "\(server.url)/die", body: [1]))
                #expect(result == .broken(host: host, sentBody: true))
                #expect(server.requests.map(\.path) == ["/live", "/die"])
            }
        }

        @Test("a request that the check refuses opens no connection")
        func refusedByCheck() async throws {
            try await withServer({ _ in .text("ok") }) { server, transport in
                #expect(await failure(transport, request("http://user:pw@127.0.0.1:\(server.port)/")) == .badAddress)
                let headers = [OutboundRequest.Header("X-A", "b\r\nX-C: d")]
                #expect(await failure(transport, request(.post, server.url, headers: headers)) == .badHeader(name: "X-A"))
                #expect(server.connectionCount == 0)
            }
        }

        @Test("no failure holds a word of the address, the headers or the body")
        func secrets() async throws {
            let refusing = SilentListener(isFull: false)
            let refusedPort = refusing.port
            try await withServer({ $0.path.contains("stall") ? .stall : .garbage }) { server, transport in
                let places = [
                    "http://127.0.0.1:\(refusedPort)", server.url, server.url + "/stall", "https://127.0.0.1:\(server.port)", "http://nobody.invalid",
                    "http://169.254.169.254", "http://planted:planted@127.0.0.1", "ftp://planted.example.org", "planted",
                ]
                for place in places {
                    let secret = request(
                        .post, place + "/planted?planted=planted", headers: [.init("Authorization", "Bearer planted")], body: Array("planted".utf8),
                        limits: short)
                    try await expectSilence(transport, secret)
                    var broken = secret
                    broken.headers.append(.init("X-Token", "planted\r\n"))
                    try await expectSilence(transport, broken)
                }
            }
        }

        /// What comes of a request that is given up in time, with more of it where a busy machine had not even sent it by then.
        private func timeout(_ send: (RequestLimits) async -> TransportFailure?) async -> TransportFailure? {
            var total = Duration.milliseconds(200)
            while total < .seconds(8) {
                let result = await send(RequestLimits(connect: total, total: total))
                if result != .timeout(host: host, sentBody: false) { return result }
                total = total * 2
            }
            return nil
        }

        private func expectSilence(_ transport: CurlTransport, _ request: OutboundRequest) async throws {
            let result = try #require(await failure(transport, request))
            #expect(!"\(result) \(String(reflecting: result))".contains("planted"), "\(result)")
        }
    }
}
