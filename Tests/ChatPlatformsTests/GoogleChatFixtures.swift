import Model
import TestSupport
import Testing

@testable import ChatPlatforms

extension Planted {
    static let googleChatWebhook = "https://chat.example/v1/spaces/C0GROWTH/messages?key=PLANTED-query&token=PLANTED-path"
}

let projectNumber = "123456789012"
let endpoint = "https://checkins.example.org/hooks/company-chat"

func googleChat(plain: [String: String] = [:], keys: JSONValue? = nil) throws -> any ChatPlatform {
    let settings = AccountSettings(
        account: "company-chat", kind: .googlechat, plain: plain, secrets: ["webhook_url": Secret(Planted.googleChatWebhook)])
    let platform = try makePlatform(settings)
    guard let keys else { return platform }
    let response = answer(200, String(decoding: keys.encoded, as: UTF8.self))
    return platform.knowing(try #require(platform.keys(in: response, at: now)))
}

/// Signers of both kinds of audience, made once: a key takes a while.
enum GoogleSigners {
    static let number = try? FakeGoogleSigner(audience: projectNumber)
    static let endpoint = try? FakeGoogleSigner(audience: ChatPlatformsTests.endpoint)
    static let other = try? FakeGoogleSigner(audience: projectNumber)
}

/// Headers under a token that holds for four minutes, and one more that clocks may be apart.
@Sendable private func signGoogle(_ signer: FakeGoogleSigner?) -> [String: String] {
    guard let signer, let token = try? signer.token(signer.claims(at: now, lasting: 240)) else { return [:] }
    return ["authorization": "Bearer " + token, "content-type": "application/json; charset=UTF-8"]
}

let googleChatEvent = #"""
    {"type":"MESSAGE","message":{"name":"spaces/AAA/messages/M.M","sender":{"name":"users/1","type":"HUMAN"},"createTime":"2023-11-14T22:13:20Z","argumentText":" 5 ✅"},"space":{"name":"spaces/AAA"}}
    """#

extension PlatformFixture {
    private static let limit = [TextLimit(32_000, .bytes)]
    private static let numberHeaders = signGoogle(GoogleSigners.number)
    private static let endpointHeaders = signGoogle(GoogleSigners.endpoint)

    static let googleChat = [
        PlatformFixture(
            name: "googlechat-number",
            make: { try ChatPlatformsTests.googleChat(plain: ["audience": projectNumber], keys: GoogleSigners.number?.certificates) },
            limits: { body in limit.map { (String(decoding: body.encoded, as: UTF8.self), $0) } }, sign: { _ in numberHeaders },
            event: googleChatEvent, isBodyProven: false),
        PlatformFixture(
            name: "googlechat-endpoint",
            make: { try ChatPlatformsTests.googleChat(plain: ["audience": endpoint, "cards": "false"], keys: GoogleSigners.endpoint?.keySet) },
            limits: { body in limit.map { (String(decoding: body.encoded, as: UTF8.self), $0) } }, sign: { _ in endpointHeaders },
            event: googleChatEvent, isBodyProven: false),
        PlatformFixture(name: "googlechat-webhook", make: { try ChatPlatformsTests.googleChat() }),
    ]
}
