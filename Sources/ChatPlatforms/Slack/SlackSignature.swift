import Model

/// Slack's signature version 0: HMAC-SHA256 of `v0:time:body`, keyed with the secret's characters as they are.
func verifySlackSignature(_ webhook: RawWebhook, secret: Secret, at now: Instant) throws(WebhookRefusal) {
    guard let timestamp = webhook.header("x-slack-request-timestamp"), let signature = webhook.header("x-slack-signature"),
        !timestamp.isEmpty, !signature.isEmpty
    else { throw .unsigned }
    guard let time = WebhookTime.parse(timestamp) else { throw .badSignature }
    guard WebhookTime.isNear(time, now: now) else { throw .stale }
    let code = hmacSHA256(key: Array(secret.reveal().utf8), Array("v0:\(timestamp):".utf8), webhook.body)
    guard constantTimeEquals(Array(signature.utf8), Array("v0=".utf8) + hexadecimal(code)) else { throw .badSignature }
}
