import CCurl
public import OutboundHTTP
import Synchronization

/// Sends requests with libcurl, all of them on one thread of its own, over connections that are kept for the next request.
///
/// HTTP/2 where the server offers it; no redirects, no cookies, no proxy but the given one, whatever the environment says. Every socket
/// address is held against the request's ``DestinationPolicy`` before a packet leaves for it. Through a proxy only addresses in numbers can
/// be held so: which names it may reach is then the proxy's to say.
public final class CurlTransport: HTTPTransport {
    private let mailbox: Mailbox?
    private let thread: Mutex<LoopThread?>

    /// `proxy` as libcurl takes it (`http://proxy.example.org:3128`); `caFile` holds the certificates to trust in place of the system's.
    /// What finds no free connection waits for one, within its own total limit.
    ///
    /// A caller does best to keep fewer requests under way than there are connections: what waits for one already spends its time to connect, and
    /// libcurl 7.88 now and then wakes it only when that is over.
    public init(proxy: String? = nil, caFile: String? = nil, maxConnections: Int = 256, maxConnectionsPerHost: Int = 256) {
        guard let multi = MultiHandle(maxConnections: maxConnections, maxConnectionsPerHost: maxConnectionsPerHost) else {
            mailbox = nil
            thread = Mutex(nil)
            return
        }
        let mailbox = Mailbox(multi)
        let settings = TransportSettings(proxy: proxy.flatMap { $0.isEmpty ? nil : $0 }, caFile: caFile)
        let started = LoopThread(CurlLoop(multi, mailbox, settings))
        if started == nil { _ = curl_multi_cleanup(multi.pointer) }
        self.mailbox = started == nil ? nil : mailbox
        thread = Mutex(started)
    }

    deinit {
        guard let thread = thread.withLock({ $0 }) else { return }
        _ = mailbox?.post(.stop)
        thread.detach()
    }

    public func send(_ request: OutboundRequest) async throws(TransportFailure) -> OutboundResponse {
        try check(request)
        guard let mailbox else { throw .internalError(code: Int(CURLE_FAILED_INIT.rawValue)) }
        let ticket = Ticket()
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job = Job(request: request, ticket: ticket, continuation: continuation)
                if !mailbox.post(.start(job)) { job.end(.failure(.cancelled)) }
            }
        } onCancel: {
            // Marked first: the loop may come to the start after this order, and must find the mark then.
            ticket.cancel()
            _ = mailbox.post(.cancel(ticket))
        }
        return try answer.get()
    }

    /// Ends what is under way with ``TransportFailure/cancelled``, closes every connection and waits for the thread. Later requests fail so too.
    public func shutdown() async {
        guard let mailbox else { return }
        _ = mailbox.post(.stop)
        await mailbox.waitForEnd()
        // The loop has said its last word, so the join is at once.
        let mine = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        mine?.join()
    }
}
