import CCurl
import OutboundHTTP
import Testing

@testable import CurlHTTP

@Suite struct EndingTests {
    private func failure(_ code: CURLcode, _ change: (inout Ending) -> Void = { _ in }) -> TransportFailure? {
        var ending = Ending(code: code, host: "h")
        change(&ending)
        return ending.failure
    }

    @Test("libcurl's numbers become failures")
    func codes() {
        #expect(failure(CURLE_OK) == nil)
        #expect(failure(CURLE_URL_MALFORMAT) == .badAddress)
        #expect(failure(CURLE_LOGIN_DENIED) == .badAddress)
        #expect(failure(CURLE_UNSUPPORTED_PROTOCOL) == .badAddress)
        #expect(failure(CURLE_COULDNT_RESOLVE_HOST) == .resolve(host: "h"))
        #expect(failure(CURLE_COULDNT_RESOLVE_PROXY) == .connect(host: "h"))
        #expect(failure(CURLE_COULDNT_CONNECT) == .connect(host: "h"))
        #expect(failure(CURLE_PEER_FAILED_VERIFICATION) == .tls(host: "h"))
        #expect(failure(CURLE_SSL_CONNECT_ERROR) == .tls(host: "h"))
        #expect(failure(CURLE_SSL_CACERT_BADFILE) == .tls(host: "h"))
        #expect(failure(CURLE_OUT_OF_MEMORY) == .internalError(code: 27))
        #expect(failure(CURLE_WEIRD_SERVER_REPLY) == .badAnswer(host: "h"))
    }

    @Test("what breaks before the request could leave is no connection, after that a broken one")
    func broken() {
        for code in [CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2_STREAM] {
            #expect(failure(code) == .connect(host: "h"))
            #expect(failure(code) { $0.wasConnected = true } == .broken(host: "h", sentBody: false))
            #expect(failure(code) { ($0.wasConnected, $0.sentBytes) = (true, 1) } == .broken(host: "h", sentBody: true))
        }
    }

    @Test("bytes that went to a proxy before the tunnel stood are not the request's")
    func timeout() {
        #expect(failure(CURLE_OPERATION_TIMEDOUT) { $0.sentBytes = 80 } == .timeout(host: "h", sentBody: false))
        #expect(failure(CURLE_OPERATION_TIMEDOUT) { ($0.wasConnected, $0.sentBytes) = (true, 80) } == .timeout(host: "h", sentBody: true))
    }

    @Test("a refused socket is a forbidden destination only where no permitted address was tried")
    func refused() {
        #expect(failure(CURLE_COULDNT_CONNECT) { $0.refusedSockets = 2 } == .forbiddenDestination(host: "h"))
        #expect(failure(CURLE_COULDNT_CONNECT) { ($0.refusedSockets, $0.openedSockets) = (1, 1) } == .connect(host: "h"))
    }

    @Test("a callback of ours says why it ended a transfer")
    func aborted() {
        #expect(failure(CURLE_ABORTED_BY_CALLBACK) { $0.wasForbidden = true } == .forbiddenDestination(host: "h"))
        #expect(failure(CURLE_ABORTED_BY_CALLBACK) { $0.wasRepeated = true } == .broken(host: "h", sentBody: true))
        #expect(failure(CURLE_ABORTED_BY_CALLBACK) == .internalError(code: 42))
    }
}
