import CCurl
import Glibc
import OutboundHTTP

/// The one thread's work: takes orders, lets libcurl perform, hands out answers, and sleeps until a socket, a deadline or an order wakes it.
final class CurlLoop {
    private let multi: MultiHandle
    private let mailbox: Mailbox
    private let settings: TransportSettings
    private var transfers: [ObjectIdentifier: Transfer] = [:]
    /// Handles at rest: using one again saves its setting up.
    private var spare: [UnsafeMutableRawPointer] = []

    init(_ multi: MultiHandle, _ mailbox: Mailbox, _ settings: TransportSettings) {
        self.multi = multi
        self.mailbox = mailbox
        self.settings = settings
    }

    /// Returns after `.stop`, with every job answered and every handle freed.
    func run() {
        while obey(mailbox.take()) {
            var running: Int32 = 0
            let performed = curl_multi_perform(multi.pointer, &running)
            collect()
            // No deadline of our own: without transfers nothing but an order ends the wait.
            let waited = curl_multi_poll(multi.pointer, nil, 0, .max, nil)
            if performed != CURLM_OK || waited != CURLM_OK { giveUp(performed != CURLM_OK ? performed : waited) }
        }
        end()
    }

    private func obey(_ orders: [Order]) -> Bool {
        for order in orders {
            switch order {
            case .start(let job): start(job)
            case .cancel(let ticket): take(ObjectIdentifier(ticket))?.job.end(.failure(.cancelled))
            case .stop: return false
            }
        }
        return true
    }

    private func start(_ job: Job) {
        let request = job.request
        guard !job.ticket.isCancelled else { return job.end(.failure(.cancelled)) }
        let host = request.host ?? "?"
        guard settings.proxy == nil || mayPassProxy(host: host, policy: request.destinations) else {
            return job.end(.failure(.forbiddenDestination(host: host)))
        }
        guard let easy = spare.popLast() ?? curl_easy_init() else { return job.end(.failure(internalError(CURLE_OUT_OF_MEMORY))) }
        let transfer = Transfer(job, easy: easy, isProxied: settings.proxy != nil)
        var code = transfer.configure(settings)
        if code == CURLE_OK, curl_multi_add_handle(multi.pointer, easy) != CURLM_OK { code = CURLE_FAILED_INIT }
        guard code == CURLE_OK else {
            putAway(easy)
            return job.end(.failure(internalError(code)))
        }
        transfers[ObjectIdentifier(job.ticket)] = transfer
    }

    /// Answers the transfers that libcurl has ended.
    private func collect() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi.pointer, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            let code = ccurl_message_result(message)
            var context: UnsafeMutableRawPointer?
            _ = ccurl_get_pointer(easy, CURLINFO_PRIVATE, &context)
            guard let transfer = findTransfer(behind: context) else { continue }
            let answer = transfer.answer(code)
            take(ObjectIdentifier(transfer.job.ticket))?.job.end(answer)
        }
    }

    /// Takes a transfer off libcurl; nil when it has ended before.
    private func take(_ name: ObjectIdentifier) -> Transfer? {
        guard let transfer = transfers.removeValue(forKey: name) else { return nil }
        _ = curl_multi_remove_handle(multi.pointer, transfer.easy)
        putAway(transfer.easy)
        return transfer
    }

    private func putAway(_ easy: UnsafeMutableRawPointer) {
        guard spare.count < 64 else { return curl_easy_cleanup(easy) }
        curl_easy_reset(easy)
        spare.append(easy)
    }

    /// libcurl itself failed, for want of memory or descriptors: nothing under way will get on, and the pause keeps this from spinning.
    private func giveUp(_ code: CURLMcode) {
        for name in Array(transfers.keys) { take(name)?.job.end(.failure(.internalError(code: Int(code.rawValue)))) }
        _ = poll(nil, 0, 100)
    }

    private func end() {
        for name in Array(transfers.keys) { take(name)?.job.end(.failure(.cancelled)) }
        for easy in spare { curl_easy_cleanup(easy) }
        // The mailbox has been closed since `.stop` was posted, so nobody wakes the handle any more.
        for case .start(let job) in mailbox.take() { job.end(.failure(.cancelled)) }
        _ = curl_multi_cleanup(multi.pointer)
        mailbox.end()
    }
}

private func internalError(_ code: CURLcode) -> TransportFailure { .internalError(code: Int(code.rawValue)) }
