import Model
import Testing

@testable import ChatPlatforms

private func content(_ body: String, contentType: String = "application/json", platform: (any ChatPlatform)? = nil) throws -> WebhookContent {
    let raw = RawWebhook(account: "company-slack", method: "POST", headers: ["content-type": contentType], body: Array(body.utf8))
    return try (platform ?? slackBot()).decode(VerifiedWebhook(raw))
}

private func wrapped(_ event: String, authorizations: String = #"[{"user_id":"UBOT","is_bot":true}]"#) -> String {
    #"{"type":"event_callback","event_id":"Ev1","team_id":"T1","authorizations":\#(authorizations),"event":\#(event)}"#
}

private func event(_ event: String) throws -> IncomingEvent? {
    guard case .events(let events) = try content(wrapped(event)) else { return nil }
    #expect(events.count <= 1)
    return events.first
}

private let plain = #"{"type":"message","channel":"C1","channel_type":"channel","user":"U2","text":"up &lt;5&gt; <@U3>","ts":"1610262000.000300"}"#

@Suite("Slack's events")
struct SlackEventTests {
    @Test("a message is taken with its text as it came")
    func message() throws {
        let expected = IncomingEvent(
            account: "company-slack", eventID: "Ev1", conversation: "C1", messageID: "1610262000.000300", senderID: "U2", text: "up &lt;5&gt; <@U3>",
            markup: .slack, sentAt: Instant(milliseconds: 1_610_262_000_000))
        #expect(try event(plain) == expected)
    }

    @Test(
        "text is kept raw, to be read by the one who knows the markup",
        arguments: [
            "a &lt; b &amp;&amp; c", "&amp;lt;b&amp;gt;", "see <https://x.example?a=1&amp;b=2|the ticket> ok", "<@U012> and <#C34|general> <!here>",
            "<mailto:a@x.example|a@x.example>", ":large_green_circle:\\nline", "“quotes” 🇳🇴",
        ])
    func raw(text: String) throws {
        let read = try event(plain.replacing("up &lt;5&gt; <@U3>", with: text))
        #expect(read?.text == text.replacing("\\n", with: "\n"))
    }

    @Test("a reply in a thread of ours is known as one; a parent with replies is no reply")
    func threads() throws {
        let reply = plain.replacing(#""ts":"#, with: #""thread_ts":"1610261659.001400","parent_user_id":"UBOT","ts":"#)
        #expect(try event(reply)?.thread == "1610261659.001400" && event(reply)?.isThreadOurs == true)
        let foreign = reply.replacing("UBOT", with: "U9")
        #expect(try event(foreign)?.thread == "1610261659.001400" && event(foreign)?.isThreadOurs == false)
        let parent = plain.replacing(#""ts":"#, with: #""thread_ts":"1610262000.000300","parent_user_id":"UBOT","ts":"#)
        #expect(try event(parent)?.thread == nil && event(parent)?.isThreadOurs == false)
        let broadcast = #"""
            {"type":"message","subtype":"thread_broadcast","channel":"C1","user":"U2","text":"x","ts":"2.000002","thread_ts":"1.000001","root":{"user":"UBOT","ts":"1.000001"}}
            """#
        #expect(try event(broadcast)?.isThreadOurs == true)
    }

    @Test("answers come plain, with files, as /me and as broadcasts; other subtypes are not answers")
    func subtypes() throws {
        for kept in ["thread_broadcast", "file_share", "me_message"] {
            #expect(try event(plain.replacing(#""user":"#, with: #""subtype":"\#(kept)","user":"#)) != nil, "\(kept)")
        }
        for other in ["channel_join", "channel_topic", "bot_add", "reminder_add", "bot_message", "message_replied", "tombstone"] {
            #expect(try event(plain.replacing(#""user":"#, with: #""subtype":"\#(other)","user":"#)) == nil, "\(other)")
        }
    }

    @Test("bots and we ourselves are not heard")
    func bots() throws {
        #expect(try event(plain.replacing("U2", with: "UBOT")) == nil)
        #expect(try event(plain.replacing(#""user":"#, with: #""bot_id":"B1","user":"#)) == nil)
        #expect(try event(plain.replacing(#""user":"#, with: #""bot_profile":{"id":"B1"},"user":"#)) == nil)
        #expect(try event(plain.replacing(#""user":"U2","#, with: "")) == nil)
        #expect(try event(plain.replacing(#""user":"#, with: #""bot_id":null,"user":"#)) != nil)
    }

    @Test("our own id comes from the settings, else from the bot's authorization, never from a person's")
    func ownID() throws {
        let person = #"[{"user_id":"U2","is_bot":false},{"user_id":"UBOT","is_bot":true}]"#
        #expect(try content(wrapped(plain, authorizations: person)) != .events([]))
        #expect(try content(wrapped(plain.replacing("U2", with: "UBOT"), authorizations: person)) == .events([]))
        #expect(try content(wrapped(plain), platform: slackBot(plain: ["bot_user_id": "U2"])) == .events([]))
        #expect(try content(wrapped(plain, authorizations: "null")) != .events([]))
    }

    @Test("a mention is one by its text or by its kind of event")
    func mentions() throws {
        #expect(try event(plain)?.mentionsUs == false)
        #expect(try event(plain.replacing("U3", with: "UBOT"))?.mentionsUs == true)
        #expect(try event(plain.replacing("<@U3>", with: "<@UBOT|outcomed>"))?.mentionsUs == true)
        #expect(try event(plain.replacing("<@U3>", with: "<@UBOTHER>"))?.mentionsUs == false)
        let mention = try event(plain.replacing(#""type":"message""#, with: #""type":"app_mention""#))
        #expect(mention?.mentionsUs == true && mention?.messageID == "1610262000.000300" && mention?.version == "0")
    }

    @Test("a mention that an edit added is that edit, so that it is not taken for the original")
    func mentionByEdit() throws {
        let edited = plain.replacing(#""type":"message""#, with: #""type":"app_mention","edited":{"user":"U2","ts":"1610262060.000000"}"#)
        #expect(try event(edited)?.change == .edited(stamp: "1610262060.000000"))
    }

    @Test("direct messages are those of an im, by the channel's letter where the event does not say")
    func direct() throws {
        #expect(try event(plain.replacing(#""channel_type":"channel""#, with: #""channel_type":"im""#))?.isDirect == true)
        #expect(try event(plain.replacing(#""channel_type":"channel""#, with: #""channel_type":"mpim""#))?.isDirect == false)
        #expect(try event(plain.replacing(#""channel":"C1","channel_type":"channel""#, with: #""channel":"D1""#))?.isDirect == true)
    }

    private func edit(_ message: String, _ previous: String) -> String {
        #"{"type":"message","subtype":"message_changed","hidden":true,"channel":"C1","ts":"9.000009","message":\#(message),"previous_message":\#(previous)}"#
    }

    @Test("an edit keeps the message's id, author and thread, and has its stamp for a version")
    func edits() throws {
        let message = #"{"user":"U2","text":"new","ts":"1.000001","thread_ts":"0.500000","edited":{"user":"U2","ts":"8.000008"}}"#
        let read = try #require(try event(edit(message, #"{"user":"U2","text":"old","ts":"1.000001"}"#)))
        #expect(read.change == .edited(stamp: "8.000008") && read.version == "8.000008")
        #expect(read.messageID == "1.000001" && read.senderID == "U2" && read.thread == "0.500000" && read.text == "new")
        #expect(read.sentAt == Instant(milliseconds: 1000))
    }

    @Test("an edit without a stamp has a hash of its text; the id may stand in the previous message alone")
    func hashedEdit() throws {
        let first = try event(edit(#"{"user":"U2","text":"new"}"#, #"{"user":"U2","text":"old","ts":"1.000001"}"#))
        let second = try event(edit(#"{"user":"U2","text":"newer"}"#, #"{"user":"U2","text":"new","ts":"1.000001"}"#))
        #expect(first?.messageID == "1.000001" && first?.version.hasPrefix("sha256-") == true && first?.version != second?.version)
    }

    @Test("an unfurled link, a counted reply, a bot's edit and ours are no edits")
    func noEdits() throws {
        let same = #"{"user":"U2","text":"same","ts":"1.000001","edited":{"user":"U2","ts":"8.000008"}}"#
        #expect(try event(edit(same, same)) == nil)
        #expect(try event(edit(#"{"user":"U2","text":"a","ts":"1.0","attachments":[]}"#, #"{"user":"U2","text":"a","ts":"1.0"}"#)) == nil)
        #expect(try event(edit(#"{"bot_id":"B1","text":"b","ts":"1.000001"}"#, #"{"bot_id":"B1","text":"a","ts":"1.000001"}"#)) == nil)
        #expect(try event(edit(#"{"user":"UBOT","text":"b","ts":"1.000001"}"#, #"{"user":"UBOT","text":"a","ts":"1.000001"}"#)) == nil)
    }

    @Test("a deletion names the message, also where a tombstone stands for it; of a bot's message nobody hears")
    func deletions() throws {
        func deletion(_ user: String) -> String {
            #"{"type":"message","subtype":"message_deleted","channel":"C1","ts":"9.000009","deleted_ts":"1.000001","previous_message":{\#(user),"text":"x","ts":"1.000001"}}"#
        }
        let read = try #require(try event(deletion(#""user":"U2""#)))
        #expect(read.change == .deleted && read.messageID == "1.000001" && read.senderID == "U2" && read.text.isEmpty && read.version == "deleted")
        let tombstone = edit(
            #"{"subtype":"tombstone","user":"USLACKBOT","text":"This message was deleted.","ts":"1.000001"}"#, #"{"user":"U2","text":"x"}"#)
        #expect(try event(tombstone)?.change == .deleted && event(tombstone)?.messageID == "1.000001" && event(tombstone)?.senderID == "U2")
        #expect(try event(deletion(#""user":"U2","bot_id":"B1""#)) == nil)
        #expect(try event(deletion(#""user":"UBOT""#)) == nil)
    }

    @Test("the question whether the address is ours is answered")
    func verification() throws {
        let answer = try content(#"{"token":"t","challenge":"3eZbrw1a\"","type":"url_verification"}"#)
        #expect(answer == .answer(contentType: "application/json", body: Array(#"{"challenge":"3eZbrw1a\""}"#.utf8)))
        let form = "application/x-www-form-urlencoded"
        #expect(try content("token=random&ssl_check=1", contentType: form) == .answer(contentType: "text/plain", body: []))
        // Beside a command it hides nothing: that is read as one, and lacks what a command has.
        #expect(throws: WebhookRefusal.malformed) { try content("token=t&command=%2Foutcomed&text=ssl_check=1", contentType: form) }
        #expect(throws: WebhookRefusal.malformed) { try content("command=%2Fx&ssl_check=1", contentType: form) }
        #expect(throws: WebhookRefusal.unsupported) { try content("token=t", contentType: form) }
    }

    @Test("other events and wrappers are let pass")
    func others() throws {
        #expect(try content(#"{"type":"app_rate_limited","minute_rate_limited":1518467820}"#) == .events([]))
        #expect(try content(wrapped(#"{"type":"reaction_added","user":"U1"}"#)) == .events([]))
    }

    @Test(
        "what has not the documented form is malformed",
        arguments: [
            "", "[]", "{}", "null", #"{"type":7}"#, #"{"type":"url_verification"}"#, #"{"type":"event_callback"}"#,
            #"{"type":"event_callback","event":{"type":"message","text":"héllo ✅"}}"#,
            wrapped(#"{"type":"message","user":"U2","text":"x","ts":"1.000001"}"#),
            wrapped(#"{"type":"message","channel":"C1","user":"U2","text":"x"}"#),
            wrapped(#"{"type":"message","channel":"C1","user":"U2","text":"x","ts":1.5}"#),
            wrapped(#"{"type":"message","channel":"C1","user":"U2","text":"x","ts":"-1.000001"}"#),
            wrapped(#"{"type":"message","subtype":"message_changed"}"#),
            wrapped(#"{"type":"message","subtype":"message_deleted","channel":"C1"}"#), wrapped(plain) + "x", wrapped(plain, authorizations: "NaN"),
            String(repeating: "[", count: 10_000),
        ])
    func malformed(body: String) {
        #expect(throws: WebhookRefusal.malformed) { try content(body) }
    }

    @Test("the moment of a ts keeps its milliseconds")
    func moments() {
        #expect(slackInstant("1610262000.123456") == Instant(milliseconds: 1_610_262_000_123))
        for bad in ["", "1610262000", "1.5", "1.0000001", "a.000001", "1.00000é", "999999999999.000001"] { #expect(slackInstant(bad) == nil) }
    }
}
