import Model
import ReplyParsing
import Testing

@Suite("Numbers that are left out")
struct LeftOutTests {
    private func words(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return GrowthTeam.reading(text).leftOut.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
    }

    @Test(
        "are told where they may be meant as a value",
        arguments: [
            ("churn 4.2%. we hired in Lisbon. another 20 on top of that", ["another 20 on top of"]),
            ("sign-ups 1,400, churn 4.2, expansion 22k. confidence 7 and 5", ["7 and 5"]),
            ("the site fell over. up 40", ["up 40"]),
        ])
    func told(text: String, expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test(
        "are not where they count something else, or what they came to is said, asked or noted",
        arguments: [
            "sign-ups 1,400. two tenors short", "sign-ups 1,400. 63 kids came", "shipped 3 landing pages", "blocked by 2 audits",
            "closed one of the two! +600 so expansion 22.5k", "make expansion 22.6k, one more invoice came in", "46",
            "churn 4.2% (4 more cancelled)",
        ])
    func quiet(text: String) {
        #expect(words(text).isEmpty)
    }

    @Test("alone make a message one that was not understood, where they would change a value")
    func unread() {
        #expect(GrowthTeam.reading("we hired in Lisbon, another 20 on top of that").kind == .unread)
        #expect(GrowthTeam.reading("we hired in Lisbon, lunch was for 20").kind == .chatter)
    }
}
