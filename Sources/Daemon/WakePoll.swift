import CLinux
import Glibc
import Model

/// The work of the timer's thread: one `poll` without a time limit, but for the quiet after a change of the zone data.
final class WakePoll {
    private let descriptors: WakeDescriptors
    private let zones: ZoneWatch?
    private let quiet: Int32
    private let continuation: AsyncStream<Wake>.Continuation
    private var hasZoneChange = false

    init(_ descriptors: WakeDescriptors, zones: ZoneWatch?, quiet: Duration, _ continuation: AsyncStream<Wake>.Continuation) {
        self.descriptors = descriptors
        self.zones = zones
        self.quiet = Int32(clamping: quiet.milliseconds)
        self.continuation = continuation
    }

    func run() {
        // poll ignores negative descriptors.
        let watched = [descriptors.stop, descriptors.timer, zones?.descriptor ?? -1]
        var polled = watched.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while true {
            let ready = poll(&polled, nfds_t(polled.count), hasZoneChange ? quiet : -1)
            if ready < 0 { if errno == EINTR { continue } else { return continuation.finish() } }
            if polled[0].revents != 0 { return }
            if polled[1].revents != 0 { readTimer() }
            if polled[2].revents != 0 { hasZoneChange = zones?.takeChanges() == true || hasZoneChange } else if ready == 0 { tellZoneChange() }
        }
    }

    private func readTimer() {
        switch clinux_timer_read(descriptors.timer) {
        case 0: continuation.yield(.due)
        case ECANCELED: continuation.yield(.clockChanged)
        default: break  // armed anew since the poll
        }
    }

    private func tellZoneChange() {
        hasZoneChange = false
        continuation.yield(.zonesChanged)
    }
}

/// nil when the system gives no thread. It takes no signals: those belong to the process.
func startThread(_ loop: WakePoll) -> pthread_t? {
    let context = Unmanaged.passRetained(loop)
    var before = sigset_t()
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    guard pthread_create(&thread, nil, runWakePoll, context.toOpaque()) == 0 else {
        context.release()
        return nil
    }
    return thread
}

private func runWakePoll(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<WakePoll>.fromOpaque(context).takeRetainedValue().run() }
    return nil
}
