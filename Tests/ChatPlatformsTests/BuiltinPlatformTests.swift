import Model
import Testing

@testable import ChatPlatforms

@Suite("The built-in chat")
struct BuiltinPlatformTests {
    @Test("takes messages without HTTP and webhooks never")
    func local() throws {
        let platform = try builtin()
        #expect(platform.dispatch(outgoing("x"), allowPrivate: false, at: now) == .local)
        #expect(platform.lookup(outgoing("x"), allowPrivate: false, at: now) == nil)
        let raw = RawWebhook(account: "chat", method: "POST", headers: [:], body: [])
        #expect(throws: WebhookRefusal.unsupported) { try platform.verify(raw, at: now) }
        #expect(throws: WebhookRefusal.unsupported) { try platform.decode(VerifiedWebhook(raw)) }
    }

    @Test("can do all that the flow asks for")
    func capabilities() throws {
        let can = try builtin().capabilities
        #expect(
            can.threads && can.edits && can.receives && can.idempotent && can.alwaysRead && can.namesPeopleByID && !can.hosted && can.pace == .zero)
    }
}
