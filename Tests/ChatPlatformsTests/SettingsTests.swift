import Model
import Testing

@testable import ChatPlatforms

@Suite("An account's settings")
struct SettingsTests {
    @Test("are listed for each platform, without the same name twice", arguments: PlatformKind.allCases)
    func lists(kind: PlatformKind) {
        let names = kind.settings.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(kind.settings.allSatisfy { !$0.meaning.isEmpty })
        #expect(!names.isEmpty)
    }

    @Test(
        "are held against each other before any secret is resolved",
        arguments: [
            (.slack, [:], [], ["bot_token: is missing: give bot_token with signing_secret, or webhook_url"]),
            (
                .slack, [:], ["bot_token"],
                ["signing_secret: is missing: with bot_token, replies come by signed events, or are fetched with poll: true"]
            ),
            (.slack, [:], ["bot_token", "webhook_url", "signing_secret"], ["webhook_url: cannot stand beside bot_token: give one of them"]),
            (
                .slack, ["api_url": "slack.com/api"], ["webhook_url"],
                ["api_url: must be an http:// or https:// address with a host, without user name, fragment or spaces"]
            ),
            (.slack, ["bot_user_id": "@outcomed"], ["webhook_url"], ["bot_user_id: must be a user id such as U012ABCDEF, not a name"]),
            (.slack, ["api_url": "https://slack-gov.com/api", "bot_user_id": "U0BOT"], ["bot_token", "signing_secret"], []),
            (.slack, [:], ["webhook_url"], []), (.slack, [:], ["webhook_url", "signing_secret"], []),
            (
                .webhook, ["receive": "yes"], [],
                [
                    "url: is missing: the address that messages are posted to", "secret: is missing: the whsec_ key that signs them",
                    "receive: must be true or false",
                ]
            ),
            (.webhook, ["receive": "false"], ["url", "secret", "previous_secret"], []), (.builtin, [:], [], []),
        ] as [(PlatformKind, [String: String], Set<String>, [String])])
    func forms(kind: PlatformKind, plain: [String: String], secretNames: Set<String>, sentences: [String]) {
        #expect(kind.checkSettings(plain: plain, secretNames: secretNames).map { "\($0.setting): \($0.sentence)" } == sentences)
    }

    @Test(
        "with a secret of the wrong form make no platform, and the sentence does not tell the secret",
        arguments: [
            (.slack, ["webhook_url": "hooks.example/PLANTED"], "webhook_url"),
            (.slack, ["webhook_url": "https://user:PLANTED@hooks.example/"], "webhook_url"),
            (.slack, ["webhook_url": "https:///PLANTED"], "webhook_url"), (.slack, ["webhook_url": "https://h.example/PLANTED\n"], "webhook_url"),
            (.slack, ["bot_token": "", "signing_secret": "PLANTED"], "bot_token"),
            (.slack, ["bot_token": "PLANTED\r\nx: y", "signing_secret": "s"], "bot_token"),
            (.slack, ["bot_token": "t", "signing_secret": ""], "signing_secret"),
            (.webhook, ["url": "ftp://PLANTED/", "secret": Planted.key], "url"),
            (.webhook, ["url": Planted.url, "secret": "PLANTED"], "secret"), (.webhook, ["url": Planted.url, "secret": ""], "secret"),
            (.webhook, ["url": Planted.url, "secret": Planted.key, "previous_secret": "whsec_PLANTED"], "previous_secret"),
        ] as [(PlatformKind, [String: String], String)])
    func secrets(kind: PlatformKind, secrets: [String: String], setting: String) {
        let settings = AccountSettings(account: "a", kind: kind, secrets: secrets.mapValues(Secret.init))
        #expect {
            try makePlatform(settings)
        } throws: { error in
            guard let problem = error as? SettingsProblem else { return false }
            return problem.setting == setting && !"\(problem)".contains("PLANTED")
        }
    }

    @Test("that are missing throw as the check tells")
    func missing() {
        #expect(throws: SettingsProblem.self) { try makePlatform(AccountSettings(account: "a", kind: .webhook)) }
    }
}
