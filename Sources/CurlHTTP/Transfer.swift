import CCurl
import Glibc
import OutboundHTTP

/// One request under way: the easy handle, what has come in, and what the callbacks noticed. Lives on the loop's thread alone.
final class Transfer {
    let job: Job
    let easy: UnsafeMutableRawPointer
    let isProxied: Bool
    var headerList: UnsafeMutablePointer<curl_slist>?
    private var head = ResponseHead()
    private var body: [UInt8] = []
    private var isCut = false
    private var ending: Ending

    init(_ job: Job, easy: UnsafeMutableRawPointer, isProxied: Bool) {
        self.job = job
        self.easy = easy
        self.isProxied = isProxied
        ending = Ending(code: CURLE_OK, host: job.request.host ?? "?")
    }

    deinit { curl_slist_free_all(headerList) }

    /// What the caller gets, once libcurl has ended the transfer with `code`.
    func answer(_ code: CURLcode) -> Job.Answer {
        ending.code = code
        ending.sentBytes = sentBytes
        let wasCutByUs = code == CURLE_WRITE_ERROR && isCut
        if let failure = ending.failure, !wasCutByUs { return .failure(failure) }
        var status = 0
        _ = ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        guard (200...999).contains(status) else { return .failure(.badAnswer(host: ending.host)) }
        return .success(OutboundResponse(status: status, headers: head.fields, body: body, isCut: isCut))
    }

    private var sentBytes: Int {
        var head = 0
        var body: curl_off_t = 0
        _ = ccurl_get_long(easy, CURLINFO_REQUEST_SIZE, &head)
        _ = ccurl_get_size(easy, CURLINFO_SIZE_UPLOAD_T, &body)
        return head + Int(body)
    }
}

// What libcurl calls while it performs.
extension Transfer {
    /// Returns the bytes taken; fewer than given ends the transfer.
    func takeHeader(_ line: UnsafeBufferPointer<UInt8>) -> Int { head.take(line) ? line.count : -1 }

    func takeBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let room = job.request.limits.responseBytes - body.count
        body.append(contentsOf: bytes.prefix(max(0, room)))
        isCut = bytes.count > room
        return isCut ? -1 : bytes.count
    }

    /// Makes the socket for this address unless the policy forbids it: then no packet leaves.
    func openSocket(_ address: UnsafePointer<curl_sockaddr>) -> curl_socket_t {
        guard isProxied || AddressClass(ccurl_address(address)).isPermitted(by: job.request.destinations) else {
            ending.refusedSockets += 1
            return CURL_SOCKET_BAD
        }
        ending.openedSockets += 1
        let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)
        return socket(address.pointee.family, address.pointee.socktype | closeOnExec, address.pointee.protocol)
    }

    /// Called when a connection stands, new or used before, and the request is about to leave on it.
    ///
    /// A used connection may have been opened under a wider policy, so its address is judged again. And libcurl sends a request a second
    /// time when a used connection breaks without an answer: where the first may have been acted on, that is for the caller to decide.
    func mayUseConnection(to address: String) -> Bool {
        guard isProxied || AddressClass(text: address).isPermitted(by: job.request.destinations) else {
            ending.wasForbidden = true
            return false
        }
        if ending.wasConnected, sentBytes > 0, !job.request.method.isIdempotent {
            ending.wasRepeated = true
            return false
        }
        ending.wasConnected = true
        return true
    }
}

extension OutboundRequest.Method {
    /// RFC 9110, 9.2.2.
    fileprivate var isIdempotent: Bool {
        switch self {
        case .get, .put, .delete: true
        case .post, .patch: false
        }
    }
}
