import Model
import Testing

@testable import ChatPlatforms

private func webhook(_ timestamp: String?, _ signature: String?, _ body: String) -> RawWebhook {
    var headers: [String: String] = [:]
    headers["x-slack-request-timestamp"] = timestamp
    headers["x-slack-signature"] = signature
    return RawWebhook(account: "company-slack", method: "POST", headers: headers, body: Array(body.utf8))
}

private let officialBody = [
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA",
    "&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554",
    "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
].joined()
private let officialSignature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
private let officialSecret = Secret("8f742231b10e8888abcd99yyyzzz85a5")
private let officialTime = Instant(seconds: 1_531_420_618)

@Suite("Slack's signature")
struct SlackSignatureTests {
    @Test("holds for the published request, and for five minutes both ways", arguments: [-300, 0, 300])
    func official(offset: Int64) throws {
        #expect(officialBody.utf8.count == 362)
        try verifySlackSignature(
            webhook("1531420618", officialSignature, officialBody), secret: officialSecret, at: officialTime + .seconds(offset))
    }

    @Test(
        "holds for the project's own vectors",
        arguments: [
            (
                #"{"token": "Jhj5dZrVaK7ZwHHjRyZWjbDl", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P", "type": "url_verification"}"#,
                "v0=be3a8575e67e2de6fd682bc51a8eca03017b90101f53cd7563cbdfae512cb40c"
            ),
            ("token=random&ssl_check=1", "v0=e8509b68d4b5aa7e57f01909b6f8d64c9f51810406901081d2275d3bdb13e477"),
            (
                #"{"type":"event_callback","event":{"type":"message","text":"héllo ✅"}}"#,
                "v0=79513f60f672f591ac0f701af0f87a2b2f77876494dcea51517f23f76668f02b"
            ),
            ("", "v0=de310687eb633ace5ba2c1f28576085a71c1380f166eecf6b078f7a8a9c43b69"),
        ])
    func own(body: String, signature: String) throws {
        try verifySlackSignature(webhook("1700000000", signature, body), secret: Secret("secret"), at: now)
        #expect(throws: WebhookRefusal.badSignature) {
            try verifySlackSignature(webhook("1700000000", signature, body + " "), secret: Secret("secret"), at: now)
        }
    }

    @Test(
        "is refused with its reason",
        arguments: [
            ("1531420618", officialSignature, officialBody + "------", 0, .badSignature),
            ("1531420618", officialSignature, officialBody, 301, .stale),
            ("1531420618", officialSignature, officialBody, -301, .stale), (nil, officialSignature, officialBody, 0, .unsigned),
            ("1531420618", nil, officialBody, 0, .unsigned), ("", officialSignature, officialBody, 0, .unsigned),
            ("hello", officialSignature, officialBody, 0, .badSignature), ("-1531420618", officialSignature, officialBody, 0, .badSignature),
            (" 1531420618", officialSignature, officialBody, 0, .badSignature),
            ("1531420618", String(officialSignature.dropLast()), officialBody, 0, .badSignature),
            ("1531420618", officialSignature.uppercased(), officialBody, 0, .badSignature),
            ("1531420618", String(officialSignature.dropFirst(3)), officialBody, 0, .badSignature),
        ] as [(String?, String?, String, Int64, WebhookRefusal)])
    func refused(timestamp: String?, signature: String?, body: String, offset: Int64, refusal: WebhookRefusal) {
        #expect(throws: refusal) {
            try verifySlackSignature(webhook(timestamp, signature, body), secret: officialSecret, at: officialTime + .seconds(offset))
        }
    }
}
