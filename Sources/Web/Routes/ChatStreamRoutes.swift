import HTTPTypes
import Hummingbird
import Model
import NIOCore

/// `/chat/{channel}/events`: server-sent events for live pages, numbered by the channel's change counter, so that a page which comes back gets what
/// it missed.
struct ChatStreamRoutes: Sendable {
    private let chat: any ChatBackend
    private let door: ChatDoor
    private let heartbeat: Duration
    private let seats: StreamSeats

    init(chat: any ChatBackend, door: ChatDoor, limits: WebLimits) {
        self.chat = chat
        self.door = door
        heartbeat = limits.heartbeat
        seats = StreamSeats(limits.liveStreams)
    }

    func add(to table: RouteTable) {
        table.add("/chat/{channel}/events", [.get: events])
    }

    @Sendable private func events(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let (channel, _) = try await door.enter(request, context)
        guard let seat = seats.take() else { throw Refusal.unavailable("Too many live pages are open.", retryAfter: .seconds(30)) }
        let seen = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] }.flatMap(Int64.init)
        let feed = ChatFeed(chat: chat, channel: channel.id)
        let heartbeat = heartbeat
        var headers: HTTPFields = [.contentType: "text/event-stream; charset=utf-8"]
        // Keeps nginx from holding the events back.
        if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                defer { withExtendedLifetime(seat) {} }
                // Ends with an error when the reader goes, or the daemon stops: the way out is the same.
                _ = try? await request.body.consumeWithCancellationOnInboundClose { _ in
                    try await feed.write(to: &writer, seen: seen, heartbeat: heartbeat)
                }
                let last = writer
                try await last.finish(nil)
            })
    }
}

/// Writes a channel's changes as they happen.
private struct ChatFeed: Sendable {
    private enum Tick: Sendable { case changed, heartbeat }

    let chat: any ChatBackend
    let channel: ChannelID

    func write(to writer: inout any ResponseBodyWriter, seen: Int64?, heartbeat: Duration) async throws {
        let changes = await chat.changes(in: channel)  // before the first reading, so that nothing falls between the two
        // Room for more heartbeats than a reader may sleep through, so that a change is only ever dropped behind one that still waits.
        let (ticks, sink) = AsyncStream.makeStream(of: Tick.self, bufferingPolicy: .bufferingOldest(16))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in changes { sink.yield(.changed) }
                sink.finish()
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: heartbeat)
                    sink.yield(.heartbeat)
                }
            }
            var seen = try await writeFirst(to: &writer, seen: seen)
            for await tick in ticks {
                switch tick {
                case .changed: seen = try await writeChanges(to: &writer, after: seen)
                case .heartbeat: try await writer.write(ByteBuffer(string: ":\n\n"))
                }
            }
            group.cancelAll()
        }
    }

    /// The whole chat for a page that is new, or that has seen changes which this store never made; what it missed for any other.
    private func writeFirst(to writer: inout any ResponseBodyWriter, seen: Int64?) async throws -> Int64 {
        if let seen {
            let missed = await chat.messages(in: channel, after: seen) ?? []
            if !missed.isEmpty { return try await writeEvent("change", missed, to: &writer, seen: seen) }
        }
        let all = await chat.messages(in: channel, after: nil) ?? []
        let newest = all.map(\.change).max() ?? 0
        if let seen, newest == seen {
            try await writer.write(ByteBuffer(string: ":\n\n"))
            return seen
        }
        return try await writeEvent("reset", RecentEntries.of(all), to: &writer, seen: newest)
    }

    private func writeChanges(to writer: inout any ResponseBodyWriter, after seen: Int64) async throws -> Int64 {
        let changed = await chat.messages(in: channel, after: seen) ?? []
        return changed.isEmpty ? seen : try await writeEvent("change", changed, to: &writer, seen: seen)
    }

    private func writeEvent(_ name: String, _ entries: [ChatEntry], to writer: inout any ResponseBodyWriter, seen: Int64) async throws -> Int64 {
        let newest = max(seen, entries.map(\.change).max() ?? 0)
        var buffer = ByteBuffer(string: "event: \(name)\nid: \(newest)\ndata: ")
        buffer.writeBytes(try encodeJSON(entries.map(LiveMessageJSON.init)))
        buffer.writeString("\n\n")
        try await writer.write(buffer)
        return newest
    }
}

/// What a page shows of a long chat.
enum RecentEntries {
    static let limit = 400

    /// The newest messages, and the roots of their threads.
    static func of(_ entries: [ChatEntry]) -> [ChatEntry] {
        let shown = entries.filter { !$0.isDeleted }
        guard shown.count > limit else { return shown }
        let newest = shown.suffix(limit)
        let roots = Set(newest.compactMap(\.thread))
        return shown.dropLast(limit).filter { roots.contains($0.id) } + newest
    }
}
