import ChatPlatforms
import CheckInFlow
import CurlHTTP
import DaemonConfig
import Model
import OutboundHTTP

extension Doctor {
    /// Whether each channel's platform can be reached from here and knows us. Where it can be asked who we are, it is; else its server is asked for its
    /// front page, without a word of ours or a secret, and any answer will do.
    func reach(_ configuration: Configuration) async -> [Finding] {
        guard let ready = try? SettingsBuilder(environment: options.environment).build(configuration, warnings: []) else { return [] }
        let transport = CurlTransport(proxy: configuration.proxy)
        var answers: [OutboundRequest: Finding] = [:]
        var findings: [Finding] = []
        for channel in ready.settings.channels.values.sorted(by: { $0.id < $1.id }) {
            guard let platform = ready.settings.platforms[channel.account] else { continue }
            let subject = "channel \(channel.id)"
            switch platform.dispatch(Self.probe(channel.conversation), allowPrivate: channel.allowPrivate, at: options.now) {
            case .local: findings.append(.well(subject, "served by the daemon itself"))
            case .impossible(let failure): findings.append(.trouble(subject, failure.detail, "see the platform's page in the docs"))
            case .http(let request):
                let question = platform.introduce(allowPrivate: channel.allowPrivate, at: options.now)
                let asked = question ?? Self.frontPage(of: request)
                if answers[asked] == nil { answers[asked] = await ask(asked, as: question == nil ? nil : platform, over: transport) }
                if var answer = answers[asked] {
                    answer.subject = subject
                    findings.append(answer)
                }
            }
        }
        await transport.shutdown()
        return findings
    }

    /// - Parameter platform: whose answer says who we are; nil where any answer will do.
    private func ask(_ request: OutboundRequest, as platform: (any ChatPlatform)?, over transport: CurlTransport) async -> Finding {
        do throws(TransportFailure) {
            let response = try await transport.send(request)
            guard let platform else { return .well("", "\(request.host ?? "its server") answers") }
            switch platform.introduced(response, at: options.now) {
            case .known(let user, let name): return .well("", "\(request.host ?? "its server") knows us as \(name ?? user)")
            case .failed(let failure, let advice):
                return .trouble(
                    "", "\(request.host ?? "its server") does not say who we are: \(failure.detail)",
                    advice ?? platform.advice(on: failure) ?? generalAdvice(failure) ?? "try again; `outcomed channel test` says more")
            }
        } catch {
            return .trouble("", "\(error)", Self.remedy(for: error))
        }
    }

    private static func remedy(for failure: TransportFailure) -> String {
        switch failure {
        case .badAddress, .badHeader: "mend the address in the configuration or in its secret"
        case .resolve: "check the address, and this machine's name service: resolvectl query"
        case .connect, .timeout, .broken, .badAnswer: "check the address, the firewall, and `proxy`"
        case .tls: "check the server's certificate, this machine's clock, and that ca-certificates is installed"
        case .forbiddenDestination: "allow_private: true on the channel, if the server is on your own network"
        case .cancelled, .internalError: "try again"
        }
    }

    /// Scheme, host and port of a request, and nothing else of it.
    static func frontPage(of request: OutboundRequest) -> OutboundRequest {
        let text = request.url.reveal()
        let begin = text.firstRange(of: "://")?.upperBound ?? text.startIndex
        let end = text[begin...].firstIndex { "/?#".contains($0) } ?? text.endIndex
        return OutboundRequest(
            .get, url: Secret(String(text[..<end]) + "/"), destinations: request.destinations,
            limits: RequestLimits(total: .seconds(10), responseBytes: 1024))
    }

    /// A message of no content, which is never sent: only where it would go is looked at.
    private static func probe(_ conversation: String) -> OutgoingMessage {
        OutgoingMessage(
            id: UniqueID(high: 0, low: 0), kind: .notice, conversation: conversation, text: OutgoingText(paragraphs: ["."]),
            createdAt: Instant(milliseconds: 0))
    }
}
