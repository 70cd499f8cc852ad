import Model
import Testing

@testable import ChatPlatforms

private let secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

private func signing(_ secrets: Secret...) -> StandardWebhooks { StandardWebhooks(keys: secrets.compactMap(StandardWebhooks.key)) }

private func webhook(_ id: String?, _ timestamp: String?, _ signature: String?, _ body: String) -> RawWebhook {
    var headers: [String: String] = [:]
    headers["webhook-id"] = id
    headers["webhook-timestamp"] = timestamp
    headers["webhook-signature"] = signature
    return RawWebhook(account: "scripts", method: "POST", headers: headers, body: Array(body.utf8))
}

private let officialID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
private let officialBody = #"{"test": 2432232314}"#
private let officialSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
private let officialTime = Instant(seconds: 1_614_265_330)

@Suite("Standard Webhooks")
struct StandardWebhooksTests {
    @Test(
        "signs as the published vectors say",
        arguments: [
            (officialID, "1614265330", officialBody, officialSignature),
            (
                "msg_1", "1700000000", #"{"type":"checkin.reply","timestamp":"2023-11-14T22:13:20Z","data":{"text":"héllo ✅"}}"#,
                "v1,cAAZH3ige85JHjU0CQFPBPYQ+3z7VMTdzBkp0clMiKk="
            ),
        ])
    func vectors(id: String, timestamp: String, body: String, signature: String) throws {
        #expect(signing(secret).sign(id: id, timestamp: timestamp, body: Array(body.utf8)) == signature)
        let time = try #require(WebhookTime.parse(timestamp))
        try signing(secret).verify(webhook(id, timestamp, signature, body), at: time)
    }

    @Test("takes a time up to five minutes off, both ways", arguments: [-300, 300])
    func near(seconds: Int64) throws {
        try signing(secret).verify(webhook(officialID, "1614265330", officialSignature, officialBody), at: officialTime + .seconds(seconds))
    }

    @Test("turns away a time further off, both ways", arguments: [-301, 301])
    func far(seconds: Int64) {
        #expect(throws: WebhookRefusal.stale) {
            try signing(secret).verify(webhook(officialID, "1614265330", officialSignature, officialBody), at: officialTime + .seconds(seconds))
        }
    }

    @Test(
        "turns away what lacks a header",
        arguments: [
            (nil, "1614265330", officialSignature), (officialID, nil, officialSignature), (officialID, "1614265330", nil),
            ("", "1614265330", officialSignature),
        ]
            as [(String?, String?, String?)])
    func unsigned(id: String?, timestamp: String?, signature: String?) {
        #expect(throws: WebhookRefusal.unsigned) { try signing(secret).verify(webhook(id, timestamp, signature, officialBody), at: officialTime) }
    }

    @Test(
        "turns away a time that is no plain number",
        arguments: ["hello", "-1614265330", "+1614265330", " 1614265330", "1614265330 ", "1614265330.0", "161426533099999999999999", "0x60", "１"])
    func badTime(timestamp: String) {
        #expect(throws: WebhookRefusal.badSignature) {
            try signing(secret).verify(webhook(officialID, timestamp, officialSignature, officialBody), at: officialTime)
        }
    }

    @Test(
        "turns away a signature that is wrong, cut, of another version or of another form",
        arguments: [
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE", "v1,g0hM9SsE+OTPJTGt", "v1,", "v1",
            "x",
            "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
        ])
    func wrong(signature: String) {
        #expect(throws: WebhookRefusal.badSignature) {
            try signing(secret).verify(webhook(officialID, "1614265330", signature, officialBody), at: officialTime)
        }
    }

    @Test("turns away a body with one more space, another id, and an id with a dot")
    func changed() {
        for (id, body) in [(officialID, officialBody + " "), (officialID + "x", officialBody), ("msg.1", officialBody)] {
            #expect(throws: WebhookRefusal.badSignature) {
                try signing(secret).verify(webhook(id, "1614265330", officialSignature, body), at: officialTime)
            }
        }
    }

    @Test("takes the good one of several signatures, whatever stands before it")
    func several() throws {
        let signatures = "v1a,AAAA v9,x v1,AAAA \(officialSignature)"
        try signing(secret).verify(webhook(officialID, "1614265330", signatures, officialBody), at: officialTime)
    }

    @Test("while a key is replaced both hold and both sign; afterwards the old one is refused")
    func rotation() throws {
        let old = Secret("whsec_UExBTlRFRC1wcmV2aW91cy1rZXktMTIzNDU2")
        let body = Array(officialBody.utf8)
        let byOld = webhook(officialID, "1614265330", signing(old).sign(id: officialID, timestamp: "1614265330", body: body), officialBody)
        try signing(secret, old).verify(byOld, at: officialTime)
        #expect(throws: WebhookRefusal.badSignature) { try signing(secret).verify(byOld, at: officialTime) }
        let both = signing(secret, old).sign(id: officialID, timestamp: "1614265330", body: body)
        #expect(both.split(separator: " ").count == 2 && both.hasPrefix(officialSignature))
    }

    @Test(
        "a key is 24 to 64 bytes of Base64, with or without prefix and padding",
        arguments: [
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 24), ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 24),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA==", 25),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA", 25), ("", nil), ("whsec_", nil), ("whsec_c2hvcnQ=", nil),
            ("whsec_not base64 at all, not at all", nil),
            ("whsec_" + String(repeating: "AAAA", count: 22), nil),
        ] as [(String, Int?)])
    func keys(text: String, count: Int?) {
        #expect(StandardWebhooks.key(Secret(text))?.count == count)
    }

    @Test("without any key nothing holds")
    func noKeys() {
        #expect(throws: WebhookRefusal.badSignature) {
            try StandardWebhooks(keys: []).verify(webhook(officialID, "1614265330", officialSignature, officialBody), at: officialTime)
        }
    }

    @Test("HMAC-SHA256 is RFC 4231's, however the text is parted")
    func hmac() {
        let code = hmacSHA256(key: Array("Jefe".utf8), Array("what do ya want ".utf8), Array("for nothing?".utf8))
        #expect(String(decoding: hexadecimal(code), as: UTF8.self) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let other = hmacSHA256(key: Array("It's a Secret to Everybody".utf8), Array("Hello, World!".utf8))
        #expect(String(decoding: hexadecimal(other), as: UTF8.self) == "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")
    }

    @Test("texts are equal in constant time only when every byte is")
    func equality() {
        #expect(constantTimeEquals([1, 2, 3], [1, 2, 3]) && constantTimeEquals([], []))
        #expect(
            !constantTimeEquals([1, 2, 3], [1, 2, 4]) && !constantTimeEquals([1, 2], [1, 2, 3]) && !constantTimeEquals([0, 2, 3], [1, 2, 3]))
    }
}
