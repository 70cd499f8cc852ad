import Model
import OutboundHTTP
import Testing

@testable import CurlHTTP

@Suite struct RequestCheckTests {
    @Test(
        "an address that is no plain http(s) URL is refused",
        arguments: [
            "", "example.org", "//example.org/", "file:///etc/passwd", "gopher://example.org/", "ftp://example.org/", "http:/example.org",
            "http://", "https:///path", "https://user:pw@example.org/", "https://user@example.org/", "https://@example.org/",
            "http://example.org/a b", "http://example.org/a\r\nX: y", "http://example.org\u{0}", "http://example.org\\@127.0.0.1/",
            " http://example.org/", "httpx://example.org/",
        ])
    func badAddress(_ url: String) {
        #expect(throws: TransportFailure.badAddress) { try check(OutboundRequest(.get, url: Secret(url))) }
    }

    @Test(
        "a plain http(s) URL passes, an @ in its path or query too",
        arguments: [
            "http://example.org", "HTTPS://Example.Org/", "https://example.org:8443/a?b=c#d", "http://[2606:4700::]:80/",
            "https://chat.example.org/@ana?x=@y",
            "https://bücher.example/",
        ])
    func goodAddress(_ url: String) throws { try check(OutboundRequest(.get, url: Secret(url))) }

    @Test(
        "a header that could end the head early, or says where the message ends, is refused by its name alone",
        arguments: [
            ("X-A", "one\r\nX-B: two"), ("X-A", "one\ntwo"), ("X-A", "one\u{0}"), ("X-A", "\u{7f}"), ("", "x"), ("X A", "x"), ("X-A:", "x"),
            ("X\r\nY", "x"), ("X-Ä", "x"), ("Content-Length", "3"), ("transfer-encoding", "chunked"), ("Expect", "100-continue"),
            ("Connection", "close"),
        ])
    func badHeader(_ name: String, _ value: String) {
        let request = OutboundRequest(.post, url: Secret("http://example.org/"), headers: [.init("Good", "yes"), .init(name, value)])
        let failure = #expect(throws: TransportFailure.self) { try check(request) }
        guard case .badHeader(let reported)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(name.hasPrefix(reported.prefix(1)))
        #expect(reported.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ":") })
    }

    @Test("a header value may be empty, hold a tab, or letters of any script", arguments: ["", "a\tb", "grüße", " padded "])
    func goodHeader(_ value: String) throws {
        try check(OutboundRequest(.post, url: Secret("http://example.org/"), headers: [.init("X-Value", value)]))
    }

    @Test(
        "an address in numbers is judged before it is given to a proxy",
        arguments: [
            ("127.0.0.1", false), ("127.1", false), ("0x7f000001", false), ("2130706433", false), ("0177.0.0.1", false), ("0", false),
            ("127.0.0.1.", false), ("[::1]", false), ("[::ffff:127.0.0.1]", false), ("[fe80::1%25eth0]", false), ("localhost", false),
            ("LocalHost.", false), ("a.localhost", false), ("%31%32%37.0.0.1", false), ("１２７.0.0.1", false), ("8.8.8.8", true),
            ("[2606:4700::]", true), ("chat.example.org", true), ("localhost.example.org", true),
        ])
    func proxied(_ host: String, _ passes: Bool) { #expect(mayPassProxy(host: host, policy: .publicOnly) == passes) }

    @Test("through a proxy allow_private reaches private numbers, but no metadata")
    func proxiedPrivate() {
        #expect(mayPassProxy(host: "10.0.0.1", policy: .privateAllowed))
        #expect(mayPassProxy(host: "localhost", policy: .privateAllowed))
        #expect(!mayPassProxy(host: "169.254.169.254", policy: .privateAllowed))
        #expect(!mayPassProxy(host: "2852039166", policy: .privateAllowed))
    }
}
