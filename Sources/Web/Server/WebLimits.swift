/// What one client may take of the daemon's memory and time.
public struct WebLimits: Sendable, Hashable {
    /// Bytes of one request's body.
    public var body = 256 * 1024
    /// Bytes of all unfinished bodies together.
    public var unfinishedBodies = 32 * 1024 * 1024
    public var headerCount = 100
    /// Bytes of one header, and of the request's target.
    public var headerField = 16 * 1024
    /// Bytes of all headers of a request together.
    public var headers = 32 * 1024
    /// Beyond so many connections nobody is accepted until one closes. Keep it below the limit of open files.
    public var connections = 800
    /// Live pages at a time, which hold their connections.
    public var liveStreams = 200
    /// Between requests on a kept connection.
    public var idle: Duration = .seconds(60)
    /// From a request's first byte to its last.
    public var request: Duration = .seconds(10)
    /// From a request's last byte to its answer's last; a live stream has none.
    public var answer: Duration = .seconds(30)
    /// How long a live stream's reader may leave everything unread.
    public var stall: Duration = .seconds(30)
    /// Between two signs of life on a live stream, which keep proxies from cutting it.
    public var heartbeat: Duration = .seconds(30)
    /// How long the other side may take to close after our last byte.
    public var linger: Duration = .seconds(2)
    /// How long a connection that was opened just before the daemon stops may take to send its first bytes. Its sender has done nothing wrong, and many
    /// a sender does not try again.
    public var lastChance: Duration = .seconds(1)
    /// How long requests in flight may take once the daemon stops.
    public var drain: Duration = .seconds(10)

    public init() {}

    /// For the control socket: commands may carry more, and take longer.
    public static var control: WebLimits {
        var limits = WebLimits()
        limits.body = 1024 * 1024
        limits.connections = 64
        limits.answer = .seconds(120)
        return limits
    }
}
