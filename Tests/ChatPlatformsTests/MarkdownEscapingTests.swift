import TestSupport
import Testing

@testable import ChatPlatforms

@Suite("People's text in Markdown")
struct MarkdownEscapingTests {
    private static let all: [MarkdownEscaping] = [MattermostDress.escape, RocketChatDress.escape, DiscordDress.escape]

    @Test(
        "stands there as it was written on Mattermost, and calls nobody",
        arguments: [
            ("@channel", "@\u{200B}channel"), ("a*b*c_d_ ~x~ `y`", #"a\*b\*c\_d\_ \~x\~ \`y\`"#), ("[a](b) | c", #"\[a\](b) \| c"#),
            ("# head\n> quote\n- item\n+ item\n1. item\n2) item", "\\# head\n\\> quote\n\\- item\n\\+ item\n1\\. item\n2\\) item"),
            ("v1.2 - done # 5 > 4", "v1.2 - done # 5 > 4"), ("<!channel> \\", "<\u{200B}!channel> \\\\"),
            ("see https://x.example/a_b*c~d and a_b", #"see https://x.example/a_b*c~d and a\_b"#), ("", ""), ("0.5 %", #"0\.5 %"#),
            ("e\u{301}@\u{301}all", "e\u{301}@\u{200B}\u{301}all"),
        ])
    func mattermost(text: String, escaped: String) {
        #expect(MattermostDress.escape(text) == escaped)
    }

    @Test(
        "stands there as it was written on Discord and Rocket.Chat",
        arguments: [
            ("@everyone", "@everyone", "@\u{200B}everyone"), ("<@42> <#1>", "\\<@42> \\<#1>", "<\u{200B}@\u{200B}42> <\u{200B}#1>"),
            ("||x|| a]", "\\|\\|x\\|\\| a]", "||x|| a]"), ("# a #b", "\\# a #b", "\\# a #b"), ("-# small", "\\-# small", "\\-# small"),
        ])
    func others(text: String, discord: String, rocketChat: String) {
        #expect(DiscordDress.escape(text) == discord && RocketChatDress.escape(text) == rocketChat)
    }

    @Test(
        "has a backslash before every mark of a dialect that refuses the message for one without, as Telegram's MarkdownV2 does",
        arguments: [
            ("v1.2 - done!", #"v1\.2 \- done\!"#), (#"a_b*c [d](e) ~`>#+-=|{}.!\"#, ##"a\_b\*c \[d\]\(e\) \~\`\>\#\+\-\=\|\{\}\.\!\\"##),
            ("https://x.example/a_b", #"https://x\.example/a\_b"#), ("1. item", #"1\. item"#),
        ])
    func everyMark(text: String, escaped: String) {
        let escape = MarkdownEscaping(marks: Set("_*[]()~`>#+-=|{}.!\\".unicodeScalars), lineMarks: [], plainInAddresses: [])
        #expect(escape(text) == escaped)
    }

    @Test("is never longer as a whole than letter by letter, and loses nothing", arguments: all.indices)
    func measured(index: Int) {
        let escape = Self.all[index]
        var random = SeededRandom(seed: 20_261_128)
        let alphabet = Array("@*_~`[]|<>#-+.)1 \n\\ahttps://x.é✅👩‍👩‍👧‍👦")
        for _ in 0..<2000 {
            let text = String((0..<Int.random(in: 0..<60, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
            let whole = escape(text)
            let letters = text.map { escape(String($0)).unicodeScalars.count }.reduce(0, +)
            #expect(whole.unicodeScalars.count <= letters, "\(random) \(text)")
            #expect(
                whole.unicodeScalars.filter { $0 != "\\" && $0 != "\u{200B}" }.elementsEqual(text.unicodeScalars.filter { $0 != "\\" }), "\(random)")
        }
    }
}
