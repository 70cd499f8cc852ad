import ReplyParsing
import Testing

@Suite("Small words that turn what is said") struct SmallWordsTests {
    @Test(
        "what is still to be signed, or to be reached by a day ahead, is no value",
        arguments: [
            ("expansion's green. There's another 1.5k in two upsells, but those aren't signed so don't count them yet", "dele", "expansion on_track"),
            ("There's another 1.5k in the pipe but it's not signed", "dele", ""),
            ("expansion up 1.5k, but that isn't signed yet", "dele", ""),
            ("expansion up 1.5k, but it's not all from upsells", "dele", "expansion 23100"),
            ("getting to 40 on activation by friday, as long as nobody takes time off", "ben", ""),
            ("hitting 1,500 sign-ups by friday, I think", "ana", ""),
            ("we're getting closer: 1,400 sign-ups", "ana", "signups 1400"),
            ("15 is a long way from 31 and we've already done the easy things", "ben", ""),
            ("time to value is a different story. 15 is a long way from 31 and we've already done the easy things", "ben", ""),
        ])
    func ahead(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a number put right for somebody else is asked about, and not lost",
        arguments: [
            ("she asked me to say sign-ups should be 1,341, sunday wasn't in there yet", "dele", "ask which_value signups"),
            ("sign-ups should be 2,500 by christmas", "ana", ""), ("sign-ups should be 1,500 by friday", "ana", ""),
        ])
    func relayed(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "who was away for some days, or whose work did not make it out, skips nothing",
        arguments: [
            ("I was off sick tue/wed", "ana", ""), ("I was off sick tuesday and wednesday", "ana", ""), ("I was off on Monday", "ana", ""),
            ("I was sick last week", "ana", "skip all"), ("I'm off sick until Thursday", "ana", "skip all"),
            ("Guided product tour didn't make it out this week btw, we're waiting for Apple to approve the build", "ana", "block -"),
        ])
    func away(text: String, sender: String, expected: String) {
        #expect(GrowthTeam.gist(text, from: sender) == expected)
    }

    @Test(
        "a status is told in passing",
        arguments: [
            ("expansion 22,400. think we're good on this one", "dele", "expansion 22400 on_track"),
            ("can you put that on green for me please?", "dele", "expansion on_track"),
            ("could you mark it as at risk?", "caro", "churn at_risk"),
            ("put that on green please", "dele", "expansion on_track"),
        ])
    func status(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "how sure somebody is, in other forms",
        arguments: [
            ("confidence on activation is 50-50", "ben", "activated c0.5"), ("on 2 I meant 50% confident", "ben", "activated c0.5"),
            ("time to value down to 30, confident enough, say 6 in 10", "ben", "first_value 30 c0.6"),
        ])
    func confidence(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("a rounded number is about so much", arguments: ["activation 35 and a bit", "activation's at 35 and a half-ish", "activation 35-odd"])
    func rounded(text: String) throws {
        let update = try #require(GrowthTeam.reading(text, from: "ben").updates.first)
        #expect(update.isApproximate)
    }
}
