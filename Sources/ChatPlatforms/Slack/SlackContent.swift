import Model

/// What a signed request from Slack holds: an event, the question whether the address is ours, or nothing for us.
func slackContent(of webhook: RawWebhook, botUserID: String?) throws(WebhookRefusal) -> WebhookContent {
    if (webhook.header("content-type") ?? "").lowercased().hasPrefix("application/x-www-form-urlencoded") { return try slackForm(webhook.body) }
    guard let body = try? JSONValue(reading: webhook.body), let type = body["type"]?.string else { throw .malformed }
    switch type {
    case "url_verification":
        guard let challenge = body["challenge"]?.string else { throw .malformed }
        let answer: JSONValue = ["challenge": .string(challenge)]
        return .answer(contentType: "application/json", body: answer.encoded)
    case "event_callback":
        let event = try SlackEvent(body, account: webhook.account, botUserID: botUserID)
        return .events(try event.incoming.map { [$0] } ?? [])
    default:
        return .events([])
    }
}

/// Slack's check of the certificate is the only form that we answer; slash commands are not taken.
private func slackForm(_ body: [UInt8]) throws(WebhookRefusal) -> WebhookContent {
    guard let text = String(validating: body, as: UTF8.self) else { throw .malformed }
    let fields = text.split(separator: "&")
    guard fields.contains("ssl_check=1"), !fields.contains(where: { $0.hasPrefix("command=") }) else { throw .unsupported }
    return .answer(contentType: "text/plain", body: [])
}
