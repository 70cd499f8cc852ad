import ChatPlatforms
public import Model

/// A team's channel in Microsoft Teams with a workflow that posts cards and an outgoing webhook that tells of mentions.
///
/// `let teams = FakeTeams(…)`, then `LoopbackServer.start { await teams.answer($0) }`; the account's `webhook_url` is the server's `url` + ``path``.
///
/// A workflow takes nearly everything with 202 and drops what is wrong without a word: here it lands in ``refusals``.
public actor FakeTeams {
    /// What befalls a request instead of its plain answer.
    public enum Fault: Sendable, Hashable {
        /// Nothing is posted.
        case statusBeforePosting(Int)
        /// The card stands in the channel, and the caller is not told.
        case statusAfterPosting(Int)
    }

    /// A card as people see it.
    public struct Card: Sendable, Hashable {
        public var id: String
        /// Its text blocks, with what nobody sees taken out.
        public var text: String
        /// The ids of those called by name.
        public var mentioned: [String]
        public var at: Instant
    }

    /// Where the workflow listens, with its signature.
    public nonisolated let path: String
    public private(set) var cards: [Card] = []
    /// What was dropped, or answered with an error, and why; empty where the daemon did everything right.
    public private(set) var refusals: [String] = []
    private let activities: FakeTeamsActivities
    private let clock: @Sendable () -> Instant
    private var faults: [Fault] = []
    private var lastID: Int64 = 0

    /// - Parameter secret: the signature in the workflow's address.
    public init(secret: String, token: String, channel: String, clock: @escaping @Sendable () -> Instant) {
        path =
            "/powerautomate/automations/direct/workflows/0f00/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=\(secret)"
        activities = FakeTeamsActivities(token: token, channel: channel)
        self.clock = clock
    }

    public func failNext(_ faults: Fault...) { self.faults += faults }

    public func answer(_ request: RecordedRequest) -> LoopbackAnswer {
        switch faults.isEmpty ? nil : faults.removeFirst() {
        case nil: return take(request)
        case .statusBeforePosting(let status): return .text("the fake was told to fail", status: status)
        case .statusAfterPosting(let status):
            _ = take(request)
            return .text("the fake was told to fail", status: status)
        }
    }

    private func take(_ request: RecordedRequest) -> LoopbackAnswer {
        guard request.path == path else {
            refusals.append("another address than the workflow's")
            return .json(#"{"error":{"code":"DirectApiAuthorizationRequired","message":"…"}}"#, status: 401)
        }
        guard request.method == "POST" else { return .json(#"{"error":{"code":"NotFound","message":"…"}}"#, status: 404) }
        let now = clock()
        // Connectors took four a second; a flow takes less.
        guard cards.filter({ now - $0.at < .seconds(1) }).count < 4 else {
            refusals.append("more than four cards within a second")
            return .json(#"{"error":{"code":"TooManyRequests","message":"…"}}"#, status: 429, headers: [("Retry-After", "2")])
        }
        do throws(FakeComplaint) {
            let content = try FakeTeamsCard.check(request)
            cards.append(Card(id: nextID(at: now), text: content.text, mentioned: content.mentioned, at: now))
        } catch {
            refusals.append(error.reason)
        }
        return .respond(status: 202)
    }

    /// Ids are milliseconds, and each is given once.
    private func nextID(at now: Instant) -> String {
        lastID = max(lastID + 1, now.milliseconds)
        return String(lastID)
    }

    /// A person writes to the outgoing webhook, at the top of the channel or under the card or message of that id.
    public func say(_ text: String, as user: String, under root: String? = nil, html: String? = nil) -> FakeDelivery {
        let now = clock()
        return activities.message(id: nextID(at: now), root: root, user: user, text: text, html: html, at: now)
    }
}

/// Why a fake did not take a request.
struct FakeComplaint: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}
