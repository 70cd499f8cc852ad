import Model
import OutboundHTTP

/// Microsoft Teams by the two doors that need no registered app: a workflow that posts cards to one channel, and an outgoing webhook that
/// tells what people write to it by mention.
struct TeamsPlatform: Adapter {
    static let settings = [
        SettingSpec("webhook_url", required: true, secret: true, "the address of the workflow that posts to the channel"),
        SettingSpec("security_token", secret: true, "the security token of the team's outgoing webhook; without it no replies are read"),
    ]

    let account: AccountID
    let capabilities: Capabilities
    private let url: Secret
    private let token: Secret?

    static func check(_ forms: inout SettingForms) {
        forms.requires("webhook_url", "is missing: the address that the workflow \"When a Teams webhook request is received\" shows")
    }

    init(_ settings: AccountSettings) throws(SettingsProblem) {
        guard let url = try settings.secretAddress("webhook_url") else { throw SettingsProblem(setting: "webhook_url", "is missing") }
        self.url = url
        account = settings.account
        token = try settings.teamsToken("security_token")
        capabilities = Capabilities(
            threads: false, edits: false, reacts: false, returnsMessageID: false, receives: token != nil, hearing: .byMention, idempotent: false,
            readsBack: false,
            hosted: true, alwaysRead: false, markup: .teams, pace: .seconds(1), textLimit: TeamsDress.textLimit)
    }

    /// The address is used as it was given, byte for byte: it carries its own signature.
    func holds(_ message: OutgoingMessage) -> Bool { TeamsDress(message).isWhole }

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch {
        let dress = TeamsDress(message)
        guard !dress.isEmpty else { return .impossible(DeliveryFailure(.payload, "the message has no text")) }
        return .http(
            OutboundRequest(
                .post, url: url, headers: [.jsonInUTF8], body: dress.body.encoded,
                destinations: .allowing(privateAddresses: allowPrivate)))
    }

    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        TeamsAnswer(response, now: now).outcome
    }

    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? { nil }

    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup { .undecided }

    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook {
        guard let token, webhook.method == "POST" else { throw .unsupported }
        try verifyTeamsSignature(webhook, token: token)
        if let sentAt = teamsSentAt(webhook), !TeamsTime.isNear(sentAt, now: now) { throw .stale }
        return VerifiedWebhook(webhook)
    }

    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent {
        try teamsContent(of: webhook.raw)
    }

    func advice(on failure: DeliveryFailure) -> String? {
        switch failure.kind {
        case .credentials, .gone:
            "Open the workflow in Teams (Workflows) or Power Automate: it must be switched on, its owner's account alive, and webhook_url its whole present address."
        case .payload, .tooLarge: "The workflow did not take the card; look at its run history in Power Automate."
        case .throttled: "Power Automate's limit for the workflow's owner is reached; it opens again by itself."
        default: nil
        }
    }
}

extension AccountSettings {
    /// A security token as Teams shows it, if it was given.
    fileprivate func teamsToken(_ name: String) throws(SettingsProblem) -> Secret? {
        guard let secret = secrets[name] else { return nil }
        guard (16...64).contains(teamsKey(secret).count) else {
            throw SettingsProblem(setting: name, "must be the token as Teams shows it when the outgoing webhook is made: Base64, ending in =")
        }
        return secret
    }
}
