import CCurl
import Model
import OutboundHTTP

/// The settings of one transfer. The first that libcurl refuses is kept in ``code``, and the rest are skipped.
struct EasyOptions {
    private let easy: UnsafeMutableRawPointer
    private(set) var code = CURLE_OK

    init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

    mutating func set(_ option: CURLoption, _ value: Int) { note { ccurl_set_long($0, option, value) } }
    mutating func set(_ option: CURLoption, _ text: String) { note { ccurl_set_text($0, option, text) } }

    /// The size stands before the bytes, so that they may hold zeros.
    mutating func setBody(_ bytes: [UInt8]) {
        note { ccurl_set_size($0, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)) }
        note { easy in bytes.withUnsafeBytes { ccurl_set_copied_body(easy, $0.baseAddress ?? UnsafeRawPointer(easy)) } }
    }

    mutating func note(_ call: (UnsafeMutableRawPointer) -> CURLcode) {
        if code == CURLE_OK { code = call(easy) }
    }
}

/// What is the same for every request of a transport.
struct TransportSettings: Sendable {
    /// Host and port, or a URL; may hold a password.
    var proxy: String?
    /// Certificates to trust in place of the system's.
    var caFile: String?
}

extension Transfer {
    /// Sets everything on the (fresh or reset) handle: what is not set here has libcurl's defaults.
    func configure(_ settings: TransportSettings) -> CURLcode {
        var options = EasyOptions(easy)
        setPolicy(&options)
        setSurroundings(&options, settings)
        setLimits(&options)
        setRequest(&options)
        setCallbacks(&options)
        return options.code
    }

    private func setPolicy(_ options: inout EasyOptions) {
        options.set(CURLOPT_PROTOCOLS_STR, "http,https")
        options.set(CURLOPT_FOLLOWLOCATION, 0)
        options.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        options.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        options.set(CURLOPT_HTTP09_ALLOWED, 0)
        options.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        options.set(CURLOPT_ACCEPT_ENCODING, "identity")
        // An answer that is compressed all the same stays so: it cannot grow.
        options.set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        options.set(CURLOPT_VERBOSE, 0)
        options.set(CURLOPT_NOPROGRESS, 1)
        options.set(CURLOPT_NOSIGNAL, 1)
        // A name server that does not answer would hold the loop until it does, whenever such a request is taken off.
        options.set(CURLOPT_QUICK_EXIT, 1)
    }

    private func setSurroundings(_ options: inout EasyOptions, _ settings: TransportSettings) {
        // Empty, not unset: libcurl would ask the environment otherwise.
        options.set(CURLOPT_PROXY, settings.proxy ?? "")
        options.set(CURLOPT_NOPROXY, "")
        options.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        options.set(CURLOPT_SSL_VERIFYPEER, 1)
        options.set(CURLOPT_SSL_VERIFYHOST, 2)
        options.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = settings.caFile { options.set(CURLOPT_CAINFO, file) }
    }

    private func setLimits(_ options: inout EasyOptions) {
        let limits = job.request.limits
        options.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.timeout)
        options.set(CURLOPT_TIMEOUT_MS, limits.total.timeout)
    }

    private func setRequest(_ options: inout EasyOptions) {
        let request = job.request
        options.set(CURLOPT_URL, request.url.reveal())
        options.set(CURLOPT_USERAGENT, "outcomed")
        if request.body.isEmpty && (request.method == .get || request.method == .delete) {
            options.set(CURLOPT_HTTPGET, 1)
        } else {
            options.set(CURLOPT_POST, 1)
            options.setBody(request.body)
        }
        options.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        setHeaders(&options)
    }

    private func setHeaders(_ options: inout EasyOptions) {
        // A name with a colon and nothing after it stops libcurl from adding that header by itself.
        var lines = ["Expect:"]
        if !job.request.headers.contains(where: { $0.name.lowercased() == "content-type" }) { lines.append("Content-Type:") }
        for header in job.request.headers {
            let value = header.value.reveal()
            lines.append(value.allSatisfy { $0 == " " || $0 == "\t" } ? "\(header.name);" : "\(header.name): \(value)")
        }
        for line in lines {
            guard let longer = curl_slist_append(headerList, line) else { return options.note { _ in CURLE_OUT_OF_MEMORY } }
            headerList = longer
        }
        let list = headerList
        options.note { ccurl_set_headers($0, list) }
    }

    private func setCallbacks(_ options: inout EasyOptions) {
        let me = Unmanaged.passUnretained(self).toOpaque()
        options.note { ccurl_set_pointer($0, CURLOPT_PRIVATE, me) }
        options.note { ccurl_on_header($0, onHeader, me) }
        options.note { ccurl_on_body($0, onBody, me) }
        options.note { ccurl_on_open_socket($0, onOpenSocket, me) }
        options.note { ccurl_on_connected($0, onConnected, me) }
    }
}

extension Duration {
    /// Whole milliseconds, at least one: libcurl takes zero for no limit.
    fileprivate var timeout: Int {
        let (seconds, attoseconds) = components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
