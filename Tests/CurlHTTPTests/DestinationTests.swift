import CurlHTTP
import Glibc
import Model
import OutboundHTTP
import TestSupport
import Testing

extension Sockets {
    @Suite struct DestinationTests {
        @Test(
            "every way to write loopback is refused, and nothing arrives",
            arguments: [
                "127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "0", "0.0.0.0", "[::ffff:127.0.0.1]", "[::1]", "[::]", "localhost",
                "LOCALHOST", "127.0.0.1.", "%31%32%37.0.0.1",
            ])
        func loopback(_ written: String) async throws {
            try await withServer({ _ in .text("ok") }) { server, transport in
                let result = await failure(transport, request(.post, "http://\(written):\(server.port)/", body: [1], destinations: .publicOnly))
                switch result {
                case .forbiddenDestination(let host): #expect(host == written)
                // What the resolver does not take for numbers, and does not know.
                case .resolve: #expect(written == "127.0.0.1.")
                default: Issue.record("\(written): \(String(describing: result))")
                }
                #expect(server.connectionCount == 0)
            }
        }

        @Test("allow_private reaches loopback, but neither metadata nor link-local nor the unspecified address")
        func privateAllowed() async throws {
            try await withServer({ _ in .text("ok") }) { server, transport in
                let response = try await transport.send(request(server.url))
                #expect(response.status == 200)
                for host in ["169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255", "[fe80::1]", "[ff02::1]", "[::ffff:169.254.169.254]"] {
                    let result = await failure(transport, request("http://\(host):\(server.port)/"))
                    #expect(result == .forbiddenDestination(host: host))
                }
                #expect(server.connectionCount == 1)
            }
        }

        @Test("a connection that one channel may use does not serve another that may not")
        func usedConnection() async throws {
            try await withServer({ _ in .text("ok") }) { server, transport in
                let response = try await transport.send(request(server.url))
                #expect(response.status == 200)
                let result = await failure(transport, request(server.url, destinations: .publicOnly))
                #expect(result == .forbiddenDestination(host: "127.0.0.1"))
                #expect(server.requests.count == 1)
            }
        }

        @Test("proxies named in the environment are not asked")
        func proxyEnvironment() async throws {
            try await LoopbackServer.run(answer: { _ in .text("trap") }) { trap in
                let names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
                for name in names { setenv(name, trap.url, 1) }
                defer { for name in names { unsetenv(name) } }
                try await withServer({ _ in .text("ok") }) { server, transport in
                    let response = try await transport.send(request(server.url))
                    #expect(response.body == Array("ok".utf8))
                }
                #expect(trap.connectionCount == 0)
            }
        }

        @Test("a configured proxy gets the request for a name, whatever no_proxy says, and none for a forbidden number")
        func proxy() async throws {
            setenv("no_proxy", "*", 1)
            defer { unsetenv("no_proxy") }
            try await LoopbackServer.run(answer: { _ in .text("from the proxy") }) { proxy in
                try await withTransport(proxy: proxy.url) { transport in
                    let response = try await transport.send(request("http://chat.invalid/hook", destinations: .publicOnly))
                    #expect(response.body == Array("from the proxy".utf8))
                    #expect(proxy.requests.map(\.path) == ["http://chat.invalid/hook"])
                    for host in ["169.254.169.254", "0x7f000001", "[::1]"] {
                        let result = await failure(transport, request("http://\(host)/", destinations: .publicOnly))
                        #expect(result == .forbiddenDestination(host: host))
                    }
                    #expect(proxy.requests.count == 1)
                }
            }
        }

        @Test("headers meant for the server do not go to the proxy that is asked for a tunnel")
        func tunnel() async throws {
            try await LoopbackServer.run(answer: { _ in .respond(status: 403) }) { proxy in
                try await withTransport(proxy: proxy.url) { transport in
                    let secret = request("https://chat.invalid/hook", headers: [.init("Authorization", "planted")], destinations: .publicOnly)
                    #expect(await failure(transport, secret) == .connect(host: "chat.invalid"))
                    #expect(proxy.requests.map(\.method) == ["CONNECT"])
                    #expect(proxy.requests.allSatisfy { $0.header("Authorization") == nil })
                }
            }
        }
    }
}
