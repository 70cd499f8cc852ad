import Model
import Testing

@testable import Web

@Suite struct GateTests {
    static let post = #"{"sender": "ana", "text": "hi"}"#

    static func backend() -> ScriptedBackend { ScriptedBackend { $0.onPost = { _ in .posted(UniqueID(high: 0, low: 1)) } } }

    @Test(
        "pages and the chat answer only under names that are known",
        arguments: [
            ("127.0.0.1:8484", 200), ("localhost", 200), ("LOCALHOST.:80", 200), ("[::1]:8484", 200), ("checkins.example.org", 200),
            ("intern.example", 200),
            ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("localhost.evil.example", 421), ("169.254.169.254", 421),
        ])
    func hosts(host: String, status: Int) async throws {
        let settings = SiteSettings(publicURL: "https://checkins.example.org", hosts: ["intern.example"], isLoopback: true)
        try await RunningServer.site(ScriptedBackend(), settings: settings) { server async throws in
            for path in ["/", "/chat/growth", "/chat/growth/messages", "/assets/chat.css"] {
                #expect(try await server.send("GET", path, headers: ["Host": host]).status == status)
            }
            #expect(try await server.send("GET", "/healthz", headers: ["Host": host]).status == 200)
        }
    }

    @Test("loopback names lead nowhere when the server listens elsewhere")
    func notLoopback() async throws {
        let settings = SiteSettings(publicURL: "https://checkins.example.org", isLoopback: false)
        try await RunningServer.site(ScriptedBackend(), settings: settings) { server async throws in
            #expect(try await server.send("GET", "/", headers: ["Host": "localhost"]).status == 421)
            #expect(try await server.send("GET", "/", headers: ["Host": "checkins.example.org"]).status == 200)
        }
    }

    @Test(
        "a change that another site's page asks for is refused",
        arguments: [
            ([:], 201), (["Origin": "http://127.0.0.1:8484"], 201), (["Origin": "HTTP://127.0.0.1:8484", "Sec-Fetch-Site": "same-origin"], 201),
            (["Sec-Fetch-Site": "none"], 201), (["Origin": "https://checkins.example.org"], 201), (["Origin": "https://evil.example"], 403),
            (["Origin": "http://127.0.0.1:9999"], 403), (["Origin": "null"], 403), (["Sec-Fetch-Site": "cross-site"], 403),
            (["Sec-Fetch-Site": "same-site"], 403),
        ] as [([String: String], Int)])
    func origins(headers: [String: String], status: Int) async throws {
        let settings = SiteSettings(publicURL: "https://checkins.example.org", isLoopback: true)
        try await RunningServer.site(Self.backend(), settings: settings) { server async throws in
            var all: [String: String?] = ["Host": "127.0.0.1:8484"]
            for (name, value) in headers { all[name] = value }
            #expect(try await server.post(Self.post, headers: all).status == status)
        }
    }

    @Test("deletions and edits ask for the same origin too")
    func otherChanges() async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let path = "/chat/growth/messages/\(UniqueID(high: 0, low: 1))"
            for method in ["PUT", "DELETE"] {
                #expect(try await server.send(method, path, headers: ["Origin": "https://evil.example"]).status == 403)
            }
        }
    }

    @Test(
        "a body that does not say it is JSON is refused",
        arguments: [
            (nil, 415), ("text/plain", 415), ("application/x-www-form-urlencoded", 415), ("application/json; charset=utf-8", 201),
            ("Application/JSON", 201),
        ]
            as [(String?, Int)])
    func contentTypes(type: String?, status: Int) async throws {
        try await RunningServer.site(Self.backend()) { server async throws in
            #expect(try await server.post(Self.post, headers: ["Content-Type": type]).status == status)
        }
    }

    @Test(
        "a method that an address does not take is 405 with those that it takes",
        arguments: [
            ("GET", "/hooks/company-slack", "POST"), ("PUT", "/hooks/company-slack", "POST"), ("TRACE", "/hooks/company-slack", "POST"),
            ("POST", "/chat/growth", "GET, HEAD"), ("PATCH", "/chat/growth/messages", "GET, HEAD, POST"), ("PROPFIND", "/", "GET, HEAD"),
            ("GET", "/chat/growth/messages/AAAAAAAAAAAAAAAAAAAAAA", "DELETE, PUT"), ("DELETE", "/healthz", "GET, HEAD"),
            ("OPTIONS", "/chat/growth/messages", "GET, HEAD, POST"),
        ])
    func methods(method: String, path: String, allow: String) async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let answer = try await server.send(method, path)
            #expect(answer.status == 405)
            #expect(answer.headers["allow"] == allow)
        }
    }

    @Test("every answer carries the security headers, and none names the server")
    func headers() async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            for path in ["/chat/growth", "/chat/growth/messages", "/", "/healthz", "/nothing"] {
                let headers = try await server.send("GET", path).headers
                let policy = try #require(headers["content-security-policy"])
                #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(headers["x-content-type-options"] == "nosniff")
                #expect(headers["referrer-policy"] == "no-referrer")
                #expect(headers["cache-control"] == "no-store")
                #expect(headers["date"] == "Mon, 26 Oct 2026 07:30:00 GMT")
                #expect(headers["server"] == nil)
            }
        }
    }

    @Test("a HEAD request gets the headers alone")
    func head() async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let answer = try await server.send("HEAD", "/chat/growth")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
            #expect(answer.body.isEmpty)
        }
    }
}
