import CCurl
import OutboundHTTP

/// What is known of a transfer that libcurl has ended.
struct Ending {
    var code: CURLcode
    var host: String
    /// Sockets that the policy let libcurl open, and those that it did not.
    var openedSockets = 0
    var refusedSockets = 0
    /// The connection stood, TLS included, and the request was about to leave.
    var wasConnected = false
    /// Bytes of the request, head and body, that left.
    var sentBytes = 0
    /// The connection that stood led to a forbidden address, so nothing was sent.
    var wasForbidden = false
    /// libcurl wanted to send a request again that may have been acted on.
    var wasRepeated = false

    private var sentBody: Bool { wasConnected && sentBytes > 0 }
}

extension Ending {
    /// Why there is no answer; nil where libcurl ended well. By libcurl's number, never by its text, which may hold the address.
    var failure: TransportFailure? {
        switch code {
        case CURLE_OK: nil
        case CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED: .badAddress
        case CURLE_UNSUPPORTED_PROTOCOL: wasConnected ? .badAnswer(host: host) : .badAddress
        case CURLE_COULDNT_RESOLVE_HOST: .resolve(host: host)
        case CURLE_COULDNT_CONNECT: openedSockets == 0 && refusedSockets > 0 ? .forbiddenDestination(host: host) : .connect(host: host)
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY, CURLE_NO_CONNECTION_AVAILABLE, CURLE_INTERFACE_FAILED: .connect(host: host)
        case CURLE_OPERATION_TIMEDOUT: .timeout(host: host, sentBody: sentBody)
        case CURLE_ABORTED_BY_CALLBACK: aborted
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE:
            wasConnected ? .broken(host: host, sentBody: sentBody) : .connect(host: host)
        case CURLE_HTTP2, CURLE_HTTP2_STREAM: wasConnected ? .broken(host: host, sentBody: sentBody) : .connect(host: host)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR: .badAnswer(host: host)
        case _ where tlsCodes.contains(code.rawValue): .tls(host: host)
        default: .internalError(code: Int(code.rawValue))
        }
    }

    private var aborted: TransportFailure {
        if wasForbidden { return .forbiddenDestination(host: host) }
        return wasRepeated ? .broken(host: host, sentBody: true) : .internalError(code: Int(code.rawValue))
    }
}

private let tlsCodes: Set<UInt32> = Set(
    [
        CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
        CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE,
        CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
        CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
    ].map(\.rawValue))
