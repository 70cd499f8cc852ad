import Model

/// What a signed request from Slack holds: an event, the question whether the address is ours, or nothing for us.
func slackContent(of webhook: RawWebhook, botUserID: String?) throws(WebhookRefusal) -> WebhookContent {
    if (webhook.header("content-type") ?? "").lowercased().hasPrefix("application/x-www-form-urlencoded") { return try slackForm(webhook) }
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

/// A slash command, or Slack's check of the certificate.
private func slackForm(_ webhook: RawWebhook) throws(WebhookRefusal) -> WebhookContent {
    guard let fields = FormFields(webhook.body) else { throw .malformed }
    if fields["command"] == nil {
        guard fields["ssl_check"] == "1" else { throw .unsupported }
        return .answer(contentType: "text/plain", body: [])
    }
    return try slackCommand(fields, of: webhook)
}

/// What stands behind the command is said as in a mention; alone it asks for help. Only the sender sees the answer.
private func slackCommand(_ fields: FormFields, of webhook: RawWebhook) throws(WebhookRefusal) -> WebhookContent {
    guard let channel = fields["channel_id"], isSlackID(channel), let user = fields["user_id"], isSlackID(user),
        let trigger = fields["trigger_id"], (1...200).contains(trigger.utf8.count),
        let sentAt = WebhookTime.parse(webhook.header("x-slack-request-timestamp") ?? "")
    else { throw .malformed }
    let text = fields["text"]?.trimmed ?? ""
    let event = IncomingEvent(
        account: webhook.account, eventID: trigger, conversation: channel, messageID: trigger, senderID: user, senderName: fields["user_name"],
        text: text.isEmpty ? "help" : text, markup: .slack, sentAt: sentAt, isDirect: channel.hasPrefix("D"), mentionsUs: true, isCommand: true)
    let answer: JSONValue = ["response_type": "ephemeral", "text": "Taken down: the answer comes under the check-in."]
    return .answered([event], contentType: "application/json", body: answer.encoded)
}
