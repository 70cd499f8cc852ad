import Model
import ReplyParsing
import Testing

@Suite("What a message tells beside its reading")
struct AsidesTests {
    private let vocabulary = Vocabulary(GrowthTeam.context("en"))

    private func asides(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return ReplyParsing.asides(in: text, markup: .slack, vocabulary: vocabulary, reading: GrowthTeam.reading(text)).map {
            String(decoding: bytes[$0.span.start..<$0.span.end], as: UTF8.self)
        }
    }

    @Test(
        "is every stretch from which nothing was taken",
        arguments: [
            ("sign-ups 1,400. The labels are half in plain language", ["The labels are half in plain language"]),
            ("churn 4.2%, busy week, kids were ill", ["busy week, kids were ill"]),
            ("Fair was loud. churn 4.2%. Marta ironed the big tablecloth", ["Marta ironed the big tablecloth"]),
            (
                "Closed the big deal on Friday. churn 4.2%. The fair was loud: two accounts haven't signed the renewal",
                ["Closed the big deal on Friday", "The fair was loud: two accounts haven't signed the renewal"]
            ),
            (
                "Fair point, let's take your 31.5 for time to value. I reran it and got the same. On track for me",
                ["Fair point, let's take your 31.5 for time to value"]
            ),
            ("rev 22.4k. closed the acme deal fri, it was late. conf 7/10", ["closed the acme deal fri, it was late"]),
            (
                "and the stand was quite wet!\n- churn 4.2%\n- the dog ate the whole sheet",
                ["the stand was quite wet", "the dog ate the whole sheet"]
            ),
        ])
    func told(text: String, expected: [String]) {
        #expect(asides(text) == expected)
    }

    @Test(
        "is not what was read, asked or told, nor the reason that hangs on it, a question, thanks, or what was put right",
        arguments: [
            "sign-ups 1,400 because the webinar filled the list", "churn 4.2% (the two agencies left at last)",
            "churn 4.2%, which nobody here expected",
            "shipped the new guide. blocked by legal on the consent texts", "sign-ups 1,450, sorry, 1,405",
            "expansion 22k, 310 of that was booked twice, so knock 310 off",
            "churn 4.2%. Did somebody feed the fish?", "churn 4.2%. Thanks for the lovely cake", "sorry, busy morning here. churn 4.2%",

            "hi all! churn 4.2%. cheers",
            "churn 4.2%\n> where is the sheet",
            "churn 4.2%. activation is in trouble", "sign-ups 1,400, another 20 on top of that", "churn 4.2. ~we hired in Lisbon last week~",
        ])
    func quiet(text: String) {
        #expect(asides(text).isEmpty)
    }

    @Test("weighs more with a number, a name, or a word of what reports are made of")
    func weight() {
        let text = "churn 4.2%. The fair was loud and the tent wet. Two accounts haven't signed. Marta ironed the big tablecloth"
        #expect(
            ReplyParsing.asides(in: text, markup: .slack, vocabulary: vocabulary, reading: GrowthTeam.reading(text)).map(\.isWeighty) == [
                false, true, false,
            ])
    }

    @Test("has spans inside the message, in its order, whatever the message holds")
    func spans() {
        var random = SeededGenerator(seed: 7)
        let pieces = [
            "churn 4.2%", ", ", ". ", "the fair was loud", "\n", "(", ")", "- ", "~", "> ", "sign-ups up 20", "🟢", "because ", "né où 日本", "<@U0ANA>",
        ]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 1...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let spans = ReplyParsing.asides(in: text, markup: .slack, vocabulary: vocabulary, reading: GrowthTeam.reading(text))
            var last = 0
            for span in spans.map(\.span) {
                #expect(last <= span.start && span.start < span.end && span.end <= text.utf8.count)
                last = span.end
            }
        }
    }
}
