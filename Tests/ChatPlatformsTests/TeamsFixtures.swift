import Model
import TestSupport

@testable import ChatPlatforms

extension Planted {
    static let teamsWorkflow = "https://flow.example/powerautomate/PLANTED-path/invoke?api-version=1&sig=PLANTED-query"
    /// Base64 of 32 bytes, from Microsoft's sample.
    static let teamsToken = "vqF0En+Z0ucuRTM/01o2GuhMH3hKKk/N2bOmlM31zaA="
    static let teams = [teamsToken]
}

func teams(receives: Bool = true) throws -> any ChatPlatform {
    var secrets = ["webhook_url": Secret(Planted.teamsWorkflow)]
    if receives { secrets["security_token"] = Secret(Planted.teamsToken) }
    return try makePlatform(AccountSettings(account: "company-teams", kind: .teams, secrets: secrets))
}

let teamsEvent = #"""
    {"type":"message","id":"1700000000123","from":{"id":"29:1","name":"Ana","aadObjectId":"11111111-2222"},"conversation":{"id":"19:abc@thread.tacv2;messageid=1699999000000"},"text":"<at>outcomed</at>&nbsp;5 ✅"}
    """#

extension PlatformFixture {
    static let teams = [
        PlatformFixture(
            name: "teams", make: { try ChatPlatformsTests.teams() },
            // Teams measures what it makes of a request, about a fifth more, against 28 kB.
            limits: { body in [(String(decoding: body.encoded, as: UTF8.self), TextLimit(20_480, .bytes))] },
            sign: { FakeTeamsActivities(token: Planted.teamsToken, channel: "19:abc@thread.tacv2").headers(for: $0) }, event: teamsEvent,
            isTimeProven: false),
        PlatformFixture(name: "teams-workflow", make: { try ChatPlatformsTests.teams(receives: false) }),
    ]
}
