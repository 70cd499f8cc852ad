import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

/// A prompt of 180 key results in nine objectives, as the template renders it.
let longPrompt: OutgoingText = {
    let objectives = (0..<9).map { objective in
        let lines = (1...20).flatMap { number in
            let index = objective * 20 + number
            return [
                "\(index) Key result number \(index) of <team> & \"co\" 👩‍👩‍👧‍👦: 1,\(100 + index) users, target 2,500 · Ana Sousa",
                "↳ ▁▂▂▅▄▄▆█ +\(index) last time",
            ]
        }
        return (["Objective \(objective): people reach value in their first week"] + lines).joined(separator: "\n")
    }
    return OutgoingText(title: "Growth · 2026-W47: did our numbers move?", paragraphs: objectives + ["Reply in your own words.\nOpen until Sunday."])
}()

@Suite("A long prompt")
struct PartsTests {
    /// One form of each platform: the others dress a message alike.
    private static let forms: Set = [
        "slack-bot", "webhook", "builtin", "mattermost-bot", "rocketchat-user", "discord-bot", "zulip-queue", "matrix", "telegram-updates", "teams",
        "googlechat-number",
    ]

    private func message(_ fixture: PlatformFixture, _ text: OutgoingText = longPrompt) -> OutgoingMessage {
        var message = outgoing(mentions: ["U0ANA"])
        message.text = text
        return fixture.shape(message)
    }

    @Test("is divided at key results, so that each message is shown whole, as its golden file holds", arguments: PlatformFixture.all)
    func divided(fixture: PlatformFixture) throws {
        let platform = try fixture.make()
        let whole = message(fixture)
        let parts = platform.parts(of: whole)
        #expect((parts.count > 1) == !platform.holds(whole))
        #expect(lines(parts) == lines([longPrompt]))
        for (number, text) in parts.enumerated() {
            var part = whole
            part.text = text
            if number > 0 { part.mentions = [] }
            #expect(platform.holds(part) || number == 29, "part \(number + 1)")
            #expect(text.title == (parts.count == 1 ? longPrompt.title : longPrompt.title.map { "\($0) (\(number + 1)/\(parts.count))" }))
            // Neither a trend without its number nor a heading without what it heads.
            #expect(text.paragraphs.allSatisfy { !$0.hasPrefix("↳") && !($0.hasPrefix("Objective") && !$0.contains("\n")) })
            guard let request = platform.dispatch(part, allowPrivate: false, at: now).request else { continue }
            let body = try #require(fixture.fields(request))
            for (text, limit) in fixture.limits(body) { #expect(limit.measure(text) <= limit.count) }
        }
        try checkGolden(parts, fixture)
    }

    private func lines(_ texts: [OutgoingText]) -> [String] {
        texts.flatMap(\.paragraphs).flatMap { $0.split(separator: "\n").map(String.init) }
    }

    /// Where the prompt is divided, and the last part as it is sent under the first.
    private func checkGolden(_ parts: [OutgoingText], _ fixture: PlatformFixture) throws {
        let platform = try fixture.make()
        let table = parts.map { part in
            let lines = part.paragraphs.flatMap { $0.split(separator: "\n") }
            return "\(part.title ?? "-")\n  from \(lines.first ?? "-")\n  to   \(lines.last ?? "-")\n"
        }
        var record = table.joined()
        if parts.count > 1, let text = parts.last {
            var last = outgoing(thread: "1699999000.000100")
            // What is last may be long: its head and its end show the form.
            last.text = OutgoingText(title: text.title, paragraphs: text.paragraphs.suffix(1))
            record += "\n" + (platform.dispatch(fixture.shape(last), allowPrivate: false, at: now).request?.wire ?? "local\n")
        }
        #expect(throws: Never.self) { try GoldenFile.check(record, "\(fixture.name).txt", in: "Golden/Parts") }
    }

    @Test(
        "of words without end is broken at words, else between clusters, and never without end",
        arguments: PlatformFixture.all.filter { Self.forms.contains($0.name) })
    func words(fixture: PlatformFixture) throws {
        let platform = try fixture.make()
        let sentence = "Sign-ups went up 👩‍👩‍👧‍👦 to 1.450 🇳🇴 e\u{301}. "
        for text in [String(repeating: sentence, count: 300), String(repeating: "👩‍👩‍👧‍👦", count: 300)] {
            let whole = message(fixture, OutgoingText(title: "Long", paragraphs: [text]))
            let parts = platform.parts(of: whole)
            #expect(parts.flatMap(\.paragraphs).joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
            for part in parts.dropLast() where text.contains(" ") {
                let words = Set(sentence.split(separator: " "))
                #expect(part.paragraphs.joined().split(separator: " ").allSatisfy(words.contains))
            }
            for part in parts.prefix(29) {
                var one = whole
                one.text = part
                one.mentions = []
                #expect(platform.holds(one))
            }
        }
    }

    @Test("of more parts than anybody would read is cut in the thirtieth, which says how much is missing and how to answer")
    func flood() throws {
        let fixture = try #require(PlatformFixture.all.first { $0.name == "telegram-updates" })
        let platform = try fixture.make()
        let filler = String(repeating: "many ", count: 200)
        let objectives = (0..<30).map { objective in (1...5).map { "\(objective * 5 + $0) \(filler)" }.joined(separator: "\n") }
        let end = "Reply in your own words.\nOpen until Sunday."
        let whole = message(fixture, OutgoingText(title: "Growth", paragraphs: objectives + [end]))
        let parts = platform.parts(of: whole)
        let last = try #require(parts.last)
        #expect(parts.count == 30 && last.paragraphs.last == end)
        for part in parts.dropFirst() {
            var one = whole
            one.text = part
            one.mentions = []
            #expect(platform.holds(one))
        }
        let shown = lines(parts).filter { $0.contains("many") }.compactMap { Int($0.prefix(while: \.isNumber)) }
        #expect(shown == Array(1...shown.count))
        let remark = try #require(last.paragraphs.dropLast().last)
        #expect(remark.hasPrefix("… \(150 - shown.count) more lines do not fit here."), "\(remark)")
    }

    @Test("that fits, an edit and a reaction stay one", arguments: PlatformFixture.all)
    func whole(fixture: PlatformFixture) throws {
        let platform = try fixture.make()
        let short = OutgoingText(title: "Short", paragraphs: ["1 Sign-ups"])
        #expect(platform.parts(of: message(fixture, short)) == [short])
        var edit = message(fixture)
        edit.edits = "1"
        #expect(platform.parts(of: edit) == [longPrompt])
    }
}
