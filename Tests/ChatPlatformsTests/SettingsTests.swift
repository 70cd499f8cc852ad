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
            (
                .zulip, ["email": "a:b@c", "poll": "yes"], [],
                [
                    "site: is missing: the organisation's address", "api_key: is missing: the bot's API key", "poll: must be true or false",
                    "email: must be an e-mail address such as outcomed-bot@example.org",
                ]
            ),
            (
                .zulip, ["site": "https://z.example", "email": "a@b", "poll": "true"], ["api_key", "webhook_token"],
                ["webhook_token: cannot stand beside poll: true: the event queue tells all that the webhook does"]
            ),
            (.zulip, ["site": "https://z.example", "email": "a@b"], ["api_key"], []),
            (
                .matrix, ["homeserver": "hs.example"], [],
                [
                    "access_token: is missing: the access token of the user that outcomed speaks as",
                    "homeserver: must be an http:// or https:// address with a host, without user name, fragment or spaces",
                ]
            ),
            (.matrix, ["homeserver": "https://hs.example"], ["access_token"], []),
            (.telegram, ["poll": "1"], [], ["bot_token: is missing: the bot's token from @BotFather", "poll: must be true or false"]),
            (
                .telegram, ["poll": "true"], ["bot_token", "webhook_secret"],
                ["webhook_secret: cannot stand beside poll: true: Telegram serves a webhook or getUpdates, not both"]
            ),
            (.telegram, ["poll": "true", "api_url": "http://127.0.0.1:8081"], ["bot_token"], []),
            (.teams, [:], [], ["webhook_url: is missing: the address that the workflow \"When a Teams webhook request is received\" shows"]),
            (.teams, [:], ["webhook_url", "security_token"], []),
            (
                .googlechat, ["audience": "outcomed", "keys_url": "x", "cards": "no"], [],
                [
                    "webhook_url: is missing: the address that Apps & integrations, Webhooks shows in the space",
                    "audience: must be the Cloud project's number, or an https:// address as it stands in the Chat app's configuration",
                    "keys_url: must be an http:// or https:// address with a host, without user name, fragment or spaces",
                    "cards: must be true or false",
                ]
            ), (.googlechat, ["keys_url": "https://x.example"], ["webhook_url"], ["keys_url: means nothing without audience"]),
            (.googlechat, ["audience": "123456789012", "cards": "false"], ["webhook_url"], []),
            (.googlechat, ["audience": "https://checkins.example.org/hooks/chat"], ["webhook_url"], []),
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
            (.telegram, ["bot_token": "PLANTED"], "bot_token"), (.telegram, ["bot_token": "123:PLANTED/../x"], "bot_token"),
            (.telegram, ["bot_token": Planted.telegramToken, "webhook_secret": "PLANTED secret"], "webhook_secret"),
            (.telegram, ["bot_token": Planted.telegramToken, "webhook_secret": "PLANTED!"], "webhook_secret"),
            (.webhook, ["url": Planted.url, "secret": "PLANTED"], "secret"), (.webhook, ["url": Planted.url, "secret": ""], "secret"),
            (.webhook, ["url": Planted.url, "secret": Planted.key, "previous_secret": "whsec_PLANTED"], "previous_secret"),
            (.teams, ["webhook_url": "PLANTED"], "webhook_url"),
            (.teams, ["webhook_url": "https://x.example", "security_token": "PLANTED!"], "security_token"),
            (.teams, ["webhook_url": "https://x.example", "security_token": "UExBTlRFRA=="], "security_token"),
            (.googlechat, ["webhook_url": "https://chat.example/v1/spaces/PLANTED/messages"], "webhook_url"),
            (.googlechat, ["webhook_url": "https://chat.example/v1/spaces/PLANTED/messages?"], "webhook_url"),
            (.googlechat, ["webhook_url": "https://chat.example/v1/PLANTED/messages?key=k"], "webhook_url"),
            (.googlechat, ["webhook_url": "https://chat.example/v1/spaces//messages?key=PLANTED"], "webhook_url"),
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
