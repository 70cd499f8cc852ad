import Model
import Testing

@testable import Web

@Suite struct SignInTests {
    static func backend() -> ScriptedBackend {
        ScriptedBackend {
            $0.access = .token
            $0.tokens = ["ana token+1": "ana", "zoe-token": "zoe"]
            $0.entries = [entry(1, "prompt")]
            $0.onPost = { $0.sender == "ana" ? .posted(UniqueID(high: 0, low: 1)) : .noSuchChannel }
            $0.onEdit = { _, _, author in author == "ana" ? .done : .notTheirs }
        }
    }

    @Test("without a token the page leads to the sign-in, and programs get 401")
    func withoutToken() async throws {
        try await RunningServer.site(Self.backend()) { server async throws in
            let page = try await server.send("GET", "/chat/growth")
            #expect(page.status == 303)
            #expect(page.headers["location"] == "/chat/growth/sign-in")
            for path in ["/chat/growth/messages", "/chat/growth/events"] {
                let answer = try await server.send("GET", path)
                #expect(answer.status == 401)
                #expect(answer.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
                #expect(!answer.body.contains("prompt"))
            }
            #expect(try await server.post(GateTests.post).status == 401)
            #expect(try await server.send("DELETE", "/chat/growth/messages/\(UniqueID(high: 0, low: 1))").status == 401)
            #expect(!(try await server.send("GET", "/")).body.contains("/chat/growth"))
        }
    }

    @Test(
        "a token lets its own person in, and nobody else",
        arguments: [("Bearer ana-token", 401), ("Basic ana", 401), ("Bearer", 401), ("Bearer zoe-token", 403)])
    func wrongTokens(authorization: String, status: Int) async throws {
        try await RunningServer.site(Self.backend()) { server async throws in
            #expect(try await server.send("GET", "/chat/growth/messages", headers: ["Authorization": authorization]).status == status)
        }
    }

    @Test("signing in sets a cookie that scripts cannot read, and that lets its person read and write")
    func signIn() async throws {
        try await RunningServer.site(Self.backend()) { server async throws in
            let form = ["Content-Type": "application/x-www-form-urlencoded"]
            let signedIn = try await server.send("POST", "/chat/growth/sign-in", headers: form, body: "token=ana+token%2B1")
            #expect(signedIn.status == 303)
            #expect(signedIn.headers["location"] == "/chat/growth")
            let cookie = try #require(signedIn.headers["set-cookie"])
            #expect(cookie.contains("; HttpOnly; SameSite=Strict") && cookie.contains("Path=/;") && !cookie.contains("Secure"))
            let mine: [String: String?] = ["Cookie": "other=1; " + cookie.prefix { $0 != ";" }]
            let page = try await server.send("GET", "/chat/growth", headers: mine)
            #expect(page.status == 200)
            #expect(page.body.contains(#"data-person="ana""#) && !page.body.contains("choose your name"))
            #expect(try await server.post(GateTests.post, headers: mine).status == 201)
            #expect(try await server.post(#"{"text": "hi"}"#, headers: mine).status == 201)
            #expect(try await server.post(#"{"sender": "ben", "text": "hi"}"#, headers: mine).status == 403)
            #expect(try await server.send("DELETE", "/chat/growth/messages/\(UniqueID(high: 0, low: 1))", headers: mine).status == 204)
            let out = try await server.send("POST", "/chat/growth/sign-out", headers: mine, body: "")
            #expect(out.headers["set-cookie"]?.contains("Max-Age=0") == true)
        }
    }

    @Test("over TLS the cookie is bound to this host and never leaves TLS")
    func secureCookie() async throws {
        let settings = SiteSettings(publicURL: "https://checkins.example.org", isLoopback: true)
        try await RunningServer.site(Self.backend(), settings: settings) { server async throws in
            let cookie = try await server.send("POST", "/chat/growth/sign-in", body: "token=ana%20token%2B1").headers["set-cookie"]
            #expect(cookie?.hasPrefix("__Host-outcomed=") == true)
            #expect(cookie?.hasSuffix("; Secure") == true)
        }
    }

    @Test(
        "a wrong token is told so, sets no cookie and is not repeated on the page",
        arguments: ["token=wrong<1", "token=", "", "token=zoe-token", "token=%zz"])
    func wrongSignIn(body: String) async throws {
        try await RunningServer.site(Self.backend()) { server async throws in
            let answer = try await server.send("POST", "/chat/growth/sign-in", body: body)
            #expect(answer.status == 401)
            #expect(answer.headers["set-cookie"] == nil)
            #expect(answer.body.contains("That is not the token of one of this channel’s people."))
            #expect(!answer.body.contains("wrong"))
        }
    }

    @Test("another site's page cannot sign anybody in or out", arguments: ["sign-in", "sign-out"])
    func foreignSignIn(action: String) async throws {
        try await RunningServer.site(Self.backend()) { server async throws in
            let answer = try await server.send(
                "POST", "/chat/growth/\(action)", headers: ["Sec-Fetch-Site": "cross-site"], body: "token=ana+token%2B1")
            #expect(answer.status == 403)
            #expect(answer.headers["set-cookie"] == nil)
        }
    }
}
