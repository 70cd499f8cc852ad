import CCurl

/// libcurl's multi handle, the one thing here that two threads share.
///
/// `@unchecked Sendable`, because a bare pointer is not: all calls but ``wake()`` come from the loop's thread, and
/// `curl_multi_wakeup` is documented as callable from any thread while the handle lives. The mailbox sees to the latter: it wakes under its
/// lock and only while it is open, and the loop closes it before it frees the handle.
struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    init?(maxConnections: Int, maxConnectionsPerHost: Int) {
        guard globalInit == CURLE_OK, let pointer = curl_multi_init() else { return nil }
        self.pointer = pointer
        _ = ccurl_multi_set_long(pointer, CURLMOPT_MAX_TOTAL_CONNECTIONS, maxConnections)
        _ = ccurl_multi_set_long(pointer, CURLMOPT_MAX_HOST_CONNECTIONS, maxConnectionsPerHost)
        _ = ccurl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, maxConnections)
        _ = ccurl_multi_set_long(pointer, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    }

    func wake() { _ = curl_multi_wakeup(pointer) }
}

/// Once a process, before the first handle. CURL_GLOBAL_ALL is a macro that Swift does not see whole.
private let globalInit: CURLcode = curl_global_init(3)
