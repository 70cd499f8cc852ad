import Model
import Testing

@testable import ChatPlatforms

@Suite("Polling, set up")
struct PollSettingsTests {
    @Test(
        "a pause has a unit, and is between a second and an hour",
        arguments: [
            ("30 s", Duration.seconds(30)), ("30s", .seconds(30)), ("2 min", .minutes(2)), ("1 h", .hours(1)), ("1 s", .seconds(1)), ("0 s", nil),
            ("2 h", nil), ("30", nil), ("s", nil), ("-3 s", nil), ("1.5 min", nil), ("", nil), ("99999 s", nil), ("30 sec", nil),
        ])
    func pauses(text: String, pause: Duration?) {
        #expect(SettingForms.pause(text) == pause)
    }

    @Test("what is written otherwise is told by its key")
    func forms() {
        var forms = SettingForms(plain: ["poll": "yes", "poll_every": "often"], secretNames: [])
        forms.polling()
        #expect(forms.problems.map(\.setting) == ["poll", "poll_every"])
        let settings = AccountSettings(account: "company", kind: .slack, plain: ["poll": "true"])
        #expect(settings.isPolled && settings.pollPause == .seconds(30))
    }

    @Test("an account that needs to know itself first has the platform come again")
    func unready() {
        #expect(WebhookRefusal.unready.status == 503)
    }

    @Test("an adapter that says nothing of it is neither polled nor introduced")
    func defaults() throws {
        let platform = try plainWebhook()
        #expect(platform.pollScopes(conversations: ["one"]).isEmpty && platform.introduce(allowPrivate: true, at: now) == nil)
        #expect(platform.openDirect(with: "ana", facts: PlatformFacts(), allowPrivate: true, at: now) == nil)
    }
}
