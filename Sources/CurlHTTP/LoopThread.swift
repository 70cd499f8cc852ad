import Glibc

/// The thread that runs a loop. It takes no signals: those belong to the process, and a broken pipe is told by the failing write.
struct LoopThread: Sendable {
    private let thread: pthread_t

    /// nil when the system gives no thread.
    init?(_ loop: CurlLoop) {
        let context = Unmanaged.passRetained(loop)
        var before = sigset_t()
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let failed = pthread_create(&thread, nil, runLoop, context.toOpaque())
        guard failed == 0 else {
            context.release()
            return nil
        }
        self.thread = thread
    }

    func join() { pthread_join(thread, nil) }
    func detach() { pthread_detach(thread) }
}

private func runLoop(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
