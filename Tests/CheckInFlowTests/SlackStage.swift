import ChatPlatforms
import CheckInFlow
import HistoryStore
import Model
import OutboundHTTP
import TestSupport
import Testing

/// A workspace behind the transport, without a network: what would travel is handed over.
final class SlackStage: HTTPTransport {
    static let token = "xoxb-flow-tests"
    static let signingSecret = "flow-signing-secret"
    static let growth = ChannelSettings(id: "growth", account: "slack", conversation: "C0GROWTH")
    static let sales = ChannelSettings(id: "sales", account: "slack", conversation: "C0SALES")
    /// Where people write to the bot alone.
    static let directs: Set<String> = ["D0ANA", "D0BEN", "D0CARO"]

    let clock: ManualClock
    let slack: FakeSlack

    init(at now: String) throws {
        let clock = ManualClock(try #require(Instant(now)))
        self.clock = clock
        slack = FakeSlack(
            token: Self.token, signingSecret: Self.signingSecret, channels: Self.directs.union(["C0GROWTH", "C0SALES"]), clock: clock.read)
    }

    /// The bot with its token, which can read back; with `webhook`, one that only posts.
    static func platform(webhook: Bool = false, poll: Bool = false) throws -> any ChatPlatform {
        if poll {
            let settings = ["api_url": "https://slack.test/api", "poll": "true", "poll_every": "30 s"]
            return try makePlatform(AccountSettings(account: "slack", kind: .slack, plain: settings, secrets: ["bot_token": Secret(token)]))
        }
        let secrets: [String: Secret] =
            webhook
            ? ["webhook_url": Secret("https://slack.test/services/T0/B0/x"), "signing_secret": Secret(signingSecret)]
            : ["bot_token": Secret(token), "signing_secret": Secret(signingSecret)]
        return try makePlatform(AccountSettings(account: "slack", kind: .slack, plain: ["api_url": "https://slack.test/api"], secrets: secrets))
    }

    func send(_ request: OutboundRequest) async throws(TransportFailure) -> OutboundResponse {
        let address = request.url.reveal()
        let path = address.firstRange(of: "slack.test").map { String(address[$0.upperBound...]) } ?? address
        let headers = Dictionary(request.headers.map { ($0.name.lowercased(), $0.value.reveal()) }) { first, _ in first }
        let call = FakeSlackCall(method: request.method.rawValue, path: path, headers: headers, body: request.body)
        switch await slack.answer(call) {
        case .respond(let status, let headers, let body):
            return OutboundResponse(status: status, headers: headers.map { (name: $0.0, value: $0.1) }, body: body)
        default: throw .timeout(host: "slack.test", sentBody: true)
        }
    }
}

extension Team {
    /// With Slack users for people.
    func onSlack() -> Team {
        var team = self
        for index in team.people.indices { team.people[index].chat = ["slack": "U0" + team.people[index].id.rawValue.uppercased()] }
        return team
    }
}

extension Stage {
    /// Growth (and Sales in a channel of its own) on Slack, just before their ask.
    static func onSlack(_ workspace: SlackStage, webhook: Bool = false, poll: Bool = false) async throws -> Stage {
        try await Stage(
            [Team.growth(channel: "growth").onSlack(), Team.sales(channel: "sales").onSlack()], at: workspace.clock.now.description,
            channels: [SlackStage.growth, SlackStage.sales], platforms: [try SlackStage.platform(webhook: webhook, poll: poll)], transport: workspace,
            clock: workspace.clock)
    }

    /// Hands a delivery of Slack's to the daemon, and lets it be answered.
    func receive(_ delivery: FakeSlackDelivery?) async throws {
        let delivery = try #require(delivery)
        let answer = await inbound.receive(RawWebhook(account: "slack", method: "POST", headers: delivery.headers, body: delivery.body))
        #expect(answer.status == 200)
        try await settle()
    }

    /// Lets a minute pass, for what waits for a pace.
    func settle() async throws {
        try await step()
        try await move(to: clock.now + .minutes(1))
    }

    func rows(_ kind: OutgoingKind, _ team: TeamID = "growth") async throws -> [OutboxRow] {
        try await store.outboxRows(checkIn: Self.id(team)).filter { $0.kind == kind }
    }
}
