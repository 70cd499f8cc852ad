import ChatPlatforms
import Foundation
import Model
import Synchronization
import Testing

@testable import Web

@Suite struct HookTests {
    @Test("a webhook reaches the backend with its raw bytes and lower-case headers, from any site and under any name")
    func delivered() async throws {
        let seen = Seen()
        let backend = ScriptedBackend {
            $0.onHook = { webhook in
                seen.webhook.withLock { $0 = webhook }
                return HookAnswer(status: 200, contentType: "text/plain", body: Array("challenge".utf8))
            }
        }
        try await RunningServer.site(backend) { server async throws in
            let answer = try await server.send(
                "POST", "/hooks/company-slack?x=1",
                headers: ["Host": "public.example", "Origin": "https://slack.example", "X-Slack-Signature": "v0=ab", "X-Two": "a"],
                body: "{\"a\": \"ä\"}")
            #expect(answer.status == 200)
            #expect(answer.body == "challenge")
            #expect(answer.headers["content-type"] == "text/plain")
        }
        let webhook = try #require(seen.webhook.withLock { $0 })
        #expect(webhook.account == "company-slack")
        #expect(webhook.method == "POST")
        #expect(webhook.body == Array("{\"a\": \"ä\"}".utf8))
        #expect(webhook.headers["x-slack-signature"] == "v0=ab")
        #expect(webhook.headers["host"] == "public.example")
        #expect(webhook.headers.keys.allSatisfy { $0 == $0.lowercased() })
    }

    @Test("the backend's refusal and its Retry-After are passed on", arguments: [(401, nil), (503, "1"), (404, nil)] as [(Int, String?)])
    func refused(status: Int, retryAfter: String?) async throws {
        let backend = ScriptedBackend { $0.onHook = { _ in HookAnswer(status: status, retryAfter: retryAfter == nil ? nil : .milliseconds(20)) } }
        try await RunningServer.site(backend) { server async throws in
            let answer = try await server.send("POST", "/hooks/company-slack", body: "{}")
            #expect(answer.status == status)
            #expect(answer.headers["retry-after"] == retryAfter)
        }
    }

    @Test("what cannot be an account's name is 404 and does not reach the backend", arguments: ["/hooks/Slack", "/hooks/a%2Fb", "/hooks/", "/hooks"])
    func noAccount(path: String) async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            #expect(try await server.send("POST", path, body: "{}").status == 404)
        }
    }

    @Test("health is always well, readiness is the backend's", arguments: [(true, 200), (false, 503)])
    func health(isReady: Bool, status: Int) async throws {
        try await RunningServer.site(ScriptedBackend { $0.isReady = isReady }) { server async throws in
            #expect(try await server.send("GET", "/healthz").status == 200)
            let readiness = try await server.send("GET", "/readyz")
            #expect(readiness.status == status)
            #expect(readiness.body == (isReady ? "ready\n" : "The store takes no writes.\n"))
        }
    }

    @Test("metrics are served to anybody under any name, as the backend writes them")
    func metrics() async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let page = try await server.send("GET", "/metrics", headers: ["Host": "elsewhere.example.org"])
            #expect(page.status == 200 && page.body == "up 1\n")
            #expect(page.headers["content-type"] == "text/plain; version=0.0.4")
            #expect(page.headers["cache-control"] == "no-store")
        }
    }

    private final class Seen: Sendable {
        let webhook = Mutex<RawWebhook?>(nil)
    }
}
