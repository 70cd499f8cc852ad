import Model
import ReplyParsing
import Testing

@Suite("Lines of the minutes as long as what they tell")
struct WholeLinesTests {
    private func lines(_ text: String, from sender: String = "dele") -> [String] {
        let reading = GrowthTeam.reading(text, from: sender)
        return reading.outputs.map { "out \($0.text)" } + reading.blockers.map { "block \($0.text)" }
    }

    @Test(
        "a hindrance keeps its reason, what comes of it and whom it is about",
        arguments: [
            ("I'm blocked on infra, they need to raise the worker limits first", "I'm blocked on infra, they need to raise the worker limits first"),
            ("Blocked by legal, so the newsletter can't go out", "Blocked by legal, so the newsletter can't go out"),
            ("blocked on 3: analytics pipeline down since Wed, infra says Monday", "analytics pipeline down since Wed, infra says Monday"),
            (
                "Their procurement lead is out until the 8th, I can't move it before then",
                "Their procurement lead is out until the 8th, I can't move it before then"
            ),
            (
                "The procurement contract is from the third customer, not from these two. He is still blocking us!",
                "The procurement contract is from the third customer, not from these two. He is still blocking us"
            ),
            (
                "the banner bug costs us a lot, cant fix till legal signs off",
                "the banner bug costs us a lot, cant fix till legal signs off"
            ),
            (
                "no boat is free until Thursday, so we can't get out to the turbines at all",
                "no boat is free until Thursday, so we can't get out to the turbines at all"
            ),
            (
                "What's holding me up is the translation agency, still sitting on the German version",
                "the translation agency, still sitting on the German version"
            ),
            ("I'm blocked by IT: no access to the production logs", "I'm blocked by IT: no access to the production logs"),
            ("By the way our ad account has been suspended", "our ad account has been suspended"),
        ])
    func hindrance(text: String, expected: String) { #expect(lines(text) == ["block \(expected)"]) }

    @Test(
        "and leaves off what is said of oneself, of other numbers and to others",
        arguments: [
            ("waiting on the mill, and I'm not flying there a second time", "waiting on the mill"),
            ("waiting on legal, thanks for asking", "waiting on legal"), ("stuck on the import, expansion is at 22.4k", "stuck on the import"),
        ])
    func others(text: String, expected: String) { #expect(lines(text) == ["block \(expected)"]) }

    @Test(
        "finished work is told once, by its name, and without what is asked of us",
        arguments: [
            ("well it is shipped though, the stall nudge", "it is shipped though, the stall nudge"),
            ("New referral page is done and out, Mika finished it Thursday", "New referral page is done and out, Mika finished it Thursday"),
            ("The survey? It is finished, we have released the exit survey", "we have released the exit survey"),
            ("It's a thing we delivered. We launched the exit survey on Friday", "We launched the exit survey on Friday"),
            ("put it as done: removed the second email", "removed the second email"),
            ("One more from me: the exit survey is finally done", "the exit survey is finally done"),
        ])
    func work(text: String, expected: String) { #expect(lines(text) == ["out \(expected)"]) }

    @Test("a partner's work is no work of the team's")
    func partner() { #expect(lines("the Lisbon partner finally sent out that newsletter they'd promised") == []) }

    @Test("a line of one section is no heading for the next line or for what is said to us")
    func sections() {
        #expect(lines("blocker: the migration\nshipped the add-on too") == ["out shipped the add-on too", "block the migration"])
        #expect(lines("blocker: the migration. and you forgot the seat add-on, that went out too").last == "block the migration")
    }
}

@Suite("How people put numbers right, and what only looks like one")
struct PutRightTests {
    private func gist(_ text: String, from sender: String, told: [String] = [], rated: [String] = []) -> String {
        let reading = read(
            text, markup: .slack, vocabulary: Vocabulary(GrowthTeam.context("en")),
            moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: sender, spoken: told, rated: rated))
        return reading.updates.map { update in
            [
                update.keyResult.rawValue, update.value.map { "\(($0 * 100).rounded() / 100)" }, update.status?.rawValue,
                update.confidence.map { "c\(($0 * 100).rounded() / 100)" },
            ].compactMap(\.self).joined(separator: " ")
        }.joined(separator: "; ") + reading.questions.map { " ask \($0.reason.rawValue)" }.joined()
    }

    @Test(
        "confidences in words, of the right key result",
        arguments: [
            ("My confidence in reaching 3% is low, maybe one in three", "caro", "churn c0.33"),
            ("confidence 8/10 on activation, 5/10 on the other", "ben", "activated c0.8; first_value c0.5"),
            ("activation stays 36.4. 7/10 is how sure i am", "ben", "activated 36.4 c0.7"),
            ("my confidence goes to 45", "ana", "signups c0.45"), ("scratch my confidence, make it 6/10", "dele", "expansion c0.6"),
            ("sign-ups 1,370. And my confidence we hit 2,500 went from a six to a four", "ana", "signups 1370.0 c0.4"),
            ("I'd put my chances of hitting 2,500 at one in four", "ana", "signups c0.25"),
            ("activation 36.4. time to value flat. 6/10 on both", "ben", "activated 36.4 c0.6; first_value 31.0 c0.6"),
            ("8/10 we get to 30k. @caro u sure abt 4.7?", "dele", "expansion c0.8"),
        ])
    func confidence(text: String, sender: String, expected: String) { #expect(gist(text, from: sender) == expected) }

    @Test("so many out of ten is how sure somebody is who has told the share, and else far from it a question")
    func tenths() {
        #expect(gist("activation 7/10", from: "ben", told: ["activated"]) == "activated c0.7")
        #expect(gist("activation 7/10", from: "ben") == " ask which_value")
        #expect(gist("I am now more like 8 of 10", from: "caro", told: ["churn"], rated: ["churn"]) == "churn c0.8")
    }

    @Test(
        "a correction finds the number that it stands for",
        arguments: [
            ("sorry, that was before refunds. should be 22.4k", "dele", "expansion 22400.0"),
            ("So at the end it makes 22 250", "dele", "expansion 22250.0"),
            ("please take the 850 off again", "dele", "expansion 20750.0"),
            ("expansion made 22.050 euros, so plus 1.450", "dele", " ask implausible"),
            ("sign-ups were 1,381, not the 1,412 I shouted about this morning", "ana", "signups 1381.0"),
            ("time to value came down another min, so 30 flat", "ben", "first_value 30.0"),
            ("activation is 34.6 and not 36.4. Down half a point, which hurts", "ben", "activated 34.6"),
        ])
    func corrections(text: String, sender: String, expected: String) {
        let told = sender == "dele" ? ["expansion"] : []
        #expect(gist(text, from: sender, told: told) == expected || sender == "ben" && gist(text, from: sender).hasPrefix(expected))
    }

    @Test(
        "no value comes of what is counted, of a time of day, or of a number in the prompt",
        arguments: [
            ("scrap the activation number, checked again and half of those sessions were our own people", "ben", ""),
            ("the page went live on Friday at ten to five", "ana", ""), ("the upsell email went out yesterday to 400 customers", "dele", ""),
            ("the integration is a blocker for churn, please put it down as one", "caro", ""),
            ("a bit more hopeful on activation, call it 60%", "ben", " ask which_value"),
            ("nice one on churn. re 3: red", "ben", "first_value off_track"),
            ("keep my 31 for time to value. and 2 is prob green now", "ben", "first_value 31.0; activated on_track"),
            ("2 = green, 3 stays amber", "ben", "activated on_track; first_value at_risk"),
            ("3 stays amber, and i never gave any confidence so drop that 20%", "ben", "first_value at_risk"),
        ])
    func nothing(text: String, sender: String, expected: String) { #expect(gist(text, from: sender) == expected) }

    @Test(
        "statuses in people's own words",
        arguments: [
            ("I no longer feel at ease and would move us to at risk", "ana", "signups at_risk"),
            ("we won't make the sign-ups target this quarter", "ana", "signups off_track"),
            ("From my side: And the churn, I would set it on yellow", "caro", "churn at_risk"),
            ("I'd mark activation as off track and the time one as on track", "ben", "activated off_track; first_value on_track"),
            ("activation looks clean again, so you can move it to on track", "ben", "activated on_track"),
            ("sign-ups 1,340, a bit worried with all the rain", "ana", "signups 1340.0 at_risk"),
            ("so id call 3 green-ish", "ben", "first_value on_track"),
        ])
    func statuses(text: String, sender: String, expected: String) { #expect(gist(text, from: sender) == expected) }

    @Test("nobody is left out because somebody else is away")
    func away() { #expect(GrowthTeam.reading("I've written to our rep there, who is on holiday of course", from: "ana").skips.isEmpty) }

    @Test("why a number does not move is what hinders it, where it is told in two halves")
    func standstill() {
        #expect(
            GrowthTeam.gist("churn unchanged, the supplier is asleep and nobody there has answered us", from: "caro")
                == "churn 4.5; block churn")
        #expect(GrowthTeam.gist("churn unchanged, nobody cancels in August", from: "caro") == "churn 4.5")
    }

    @Test("the third of what was counted is no third key result")
    func thirdOne() {
        #expect(GrowthTeam.gist("Two upsells signed this week. Third one is stuck in their procurement", from: "dele") == "block -")
    }

    @Test("a colleague who is off sick skips no key result")
    func sick() {
        let reading = GrowthTeam.reading("Activation is stuck because Femi, who knows the contract, is off sick until Monday", from: "ben")
        #expect(reading.skips.isEmpty && reading.blockers.count == 1)
    }

    @Test("yes to a doubtful number stands beside whatever more is told")
    func yesAndMore() {
        let pending = PendingQuestion(reason: .implausible, text: "Is that right?", candidates: ["churn"], value: 60)
        #expect(GrowthTeam.gist("Yes, that is right. Sign-ups 1,340", from: "caro", pending: pending) == "signups 1340; churn 60")
    }

    @Test("a question that is to be forgotten is dropped")
    func forgotten() {
        let pending = PendingQuestion(reason: .whichKeyResult, text: "Which?", candidates: ["activated", "first_value"], value: 31)
        let reading = GrowthTeam.reading("already answered, forget that question", from: "ben", pending: pending)
        #expect(reading.answersPending && reading.updates.isEmpty)
    }

    @Test(
        "another minute goes the way that its verb says",
        arguments: [
            ("it improved by another minute overnight", "first_value 30.0"), ("time to value: it went up by another minute", "first_value 32.0"),
            ("time to value fell by another 2 minutes", "first_value 29.0"),
        ])
    func anotherMinute(text: String, expected: String) { #expect(gist(text, from: "ben") == expected) }

    @Test("a target that nobody will see is no value")
    func neverSeen() { #expect(gist("time to value 31. no way we see 15 by new year", from: "ben") == "first_value 31.0 off_track") }

    @Test("what is not to count as shipped is answered, though no line is named")
    func notToCount() {
        #expect(GrowthTeam.reading("So please don't count that as shipped.", from: "ana").kind == .unread)
    }

    @Test(
        "a confidence stands behind its word and its key result, even where another aims at that number",
        arguments: [
            ("my confidence on 1 is 45", "ana", "signups c0.45"), ("confidence on sign-ups is 50", "ana", "signups c0.5"),
            ("confidence on 1: 50", "ana", "signups c0.5"), ("make the confidence 45 not 60", "ana", "signups c0.45"),
            ("make the confidence 50 instead of 60", "ana", "signups c0.5"),
            ("I'm 70% sure we see 15 before the summer", "ben", "first_value c0.7"),
            ("activation green, time to value red. confidence 7/10 and 2/10", "ben", "activated on_track c0.7; first_value off_track c0.2"),
        ])
    func statedConfidence(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }
}
