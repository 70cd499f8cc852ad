import NIOCore

/// What a connection is doing, as far as time is concerned.
enum Phase: Equatable {
    /// Between two requests.
    case waiting
    /// The daemon stops, and nothing has come on this connection yet: its request may be on its way.
    case lastChance
    case receiving
    case answering
    case streaming
    /// A live stream whose reader does not read.
    case stalled
    /// Our last byte is out; the other side has yet to close.
    case closing

    func limit(_ limits: WebLimits) -> Duration? {
        switch self {
        case .waiting: limits.idle
        case .lastChance: limits.lastChance
        case .receiving: limits.request
        case .answering: limits.answer
        case .streaming: nil
        case .stalled: limits.stall
        case .closing: limits.linger
        }
    }
}

/// The deadline of a connection's phase, on its event loop's clock. A phase that begins while an earlier timer still runs leaves it running, and is
/// looked at when that one fires: a busy connection sets a timer every few seconds instead of three a request.
struct PhaseTimer {
    private(set) var phase: Phase?
    private var deadline: NIODeadline?
    private var scheduled: (task: Scheduled<Void>, at: NIODeadline)?

    mutating func enter(_ phase: Phase, limit: Duration?, on loop: any EventLoop, fire: @escaping () -> Void) {
        guard phase != self.phase else { return }
        self.phase = phase
        deadline = limit.map { loop.now + TimeAmount($0) }
        schedule(on: loop, fire: fire)
    }

    /// To be called by `fire`: the phase whose time is up, or nil when its deadline lies ahead and a new timer was set.
    mutating func expired(on loop: any EventLoop, fire: @escaping () -> Void) -> Phase? {
        scheduled = nil
        guard let deadline else { return nil }
        if deadline <= loop.now {
            self.deadline = nil
            return phase
        }
        schedule(on: loop, fire: fire)
        return nil
    }

    mutating func cancel() {
        scheduled?.task.cancel()
        scheduled = nil
        deadline = nil
    }

    private mutating func schedule(on loop: any EventLoop, fire: @escaping () -> Void) {
        guard let deadline else { return }
        if let scheduled, scheduled.at <= deadline { return }
        scheduled?.task.cancel()
        scheduled = (loop.assumeIsolated().scheduleTask(deadline: deadline, fire), deadline)
    }
}
