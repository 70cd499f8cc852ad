import Model
import ReplyParsing
import Testing

@Suite("Second thoughts") struct SecondThoughtsTests {
    @Test(
        "a number that is said to be another's is moved, and one that is nobody's is not kept",
        arguments: [
            ("KR4 36.2 – sorry, I meant KR2", "activated 36.2"), ("sign-ups 4.2, er, that's churn", "churn 4.2"),
            ("activation 4.4, no, 4.4 belongs to churn", "churn 4.4"), ("activation 4.2, oh wait, I mean churn 4.2", "churn 4.2"),
            ("sign-ups 1,410. Oops, 1,410 is the number of visitors. Sign-ups are 1,380", "signups 1380"),
            ("activation up 4, no, 5", "activated 41"), ("expansion €22,450, well, 22,380, a refund came in", "expansion 22380"),
            ("expansion: €22,150 … sorry, net of refunds €21,980", "expansion 21980"),
            ("1 1,410\n2 36.5\n3 30", "signups 1410; activated 36.5; first_value 30"), ("2: 36.2% 3: 30 minutes", "activated 36.2; first_value 30"),
            ("2 → 36.5%, 3 → 30", "activated 36.5; first_value 30"), ("No movement on 1", "signups 1320"),
            ("expansion 22.4k - no, leave expansion out this week", "skip expansion"), ("no churn figure this week", "skip churn"),
        ])
    func moved(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "numbers that are only pointed at, aimed at or told of another time are no values",
        arguments: [
            ("churn 4.2, the 4.8 was one bad week", "churn 4.2"), ("churn 4.2. Still a way off 3 though", "churn 4.2"),
            ("churn 4.2; getting to 3 by Q4 looks hard", "churn 4.2"), ("churn 4.2, which is 1.2 too many", "churn 4.2"),
            ("sign-ups were 3,100 a week in the summer of 2019", ""), ("please drop the first two lines", ""),
            ("red on churn, half the team is off", "churn off_track"),
            ("I'd keep churn on amber, one good month isn't a trend. Reviews half done, 9 of 20 accounts", "churn at_risk"),
            ("churn is not 45%. 4.2, amber. The 9 of 20 is account reviews", "churn 4.2 at_risk"),
            ("sign-ups 1,410, though 2,500 by year end is maybe a 6 out of 10", "signups 1410 c0.6"),
            ("churn 4.2. A first look: 7 of 11 who left us say the price", "churn 4.2"),
            ("expansion 22.4k. We've done the first dozen account reviews", "expansion 22400"),
            ("sign-ups 1,410. I'd go up a notch to 7 out of 10", "signups 1410 c0.7"),
            ("I'm fairly confident about churn. It's at 4.2%", "churn 4.2 on_track"),
            ("confidence 60% on churn. It should be 4.2% now", "churn 4.2 c0.6"),
            ("expansion 22.4k. I would raise my confidence to 70 percent", "expansion 22400 c0.7"),
            ("expansion 22.4k. You still show 60% for my confidence. It should now be 70 percent, please", "expansion 22400 c0.7"),
            ("activation 36.5, time to value hasnt budged", "activated 36.5; first_value 31"),
            ("We had 1,410 sign-ups, 30 of them from the fair", "signups 1410"), ("forget what I wrote about churn at 4.2", ""),
            ("churn 4.2, the next two renewals are blocked by legal", "churn 4.2; block churn"),
        ])
    func pointed(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "a doubt about one's own number is asked about",
        arguments: [
            ("activation jumped to 48, that can't be right", "ask which_value activated"),
            ("churn 4.2. Or was it 4.4? I don't know", "ask which_value churn"), ("churn 4.2 (honest answer: 4.4)", "ask which_value churn"),
            ("churn 4.2? The log and the sheet disagree, the sheet says 4.4", "ask which_value churn"),
        ])
    func doubted(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "what one person's number is like is theirs; a status of nobody is theirs too",
        arguments: [
            ("ana", "quick one before the dentist: 1,410", "signups 1410"), ("ana", "Ben says it's 1,410 now", "signups 1410"),
            ("ana", "early days but 1,455", "signups 1455"), ("dele", "scratch that, expansion should be 23,150", "expansion 23150"),
            ("ana", "the invitation won't make it out this week", ""), ("ana", "sign-ups 1,410. Nothing we can do but wait", "signups 1410"),
            ("dele", "one more upgrade landed: we're at 23.4k now", "expansion 23400"),
            ("dele", "I'd say we're on track btw, with Halden in January we should be close to 30", "expansion on_track"),
            ("dele", "We wait for their signature until they sign. Still on track for the quarter though", "expansion on_track"),
            ("caro", "fair enough, put it as at risk", "churn at_risk"), ("caro", "looks good to me, go ahead!", ""),
            ("ben", "Blocked on design. Numbers unchanged.", "activated 36; first_value 31; block -"),
            ("ana", "there were 14 test accounts in there, so it's 1,448 real sign-ups", "signups 1448"),
        ])
    func own(sender: String, text: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "outputs and blockers that are taken back at once, told twice, or noted at somebody's request",
        arguments: [
            ("tour rolled out… haha no it's not", ""), ("tour launched Monday. Wait, no, Gwen pushed that to next Monday", ""),
            ("blocked by the supplier – scratch that, they sorted it", ""),
            ("churn is blocked by legal. update: their answer is here, not blocked any more. churn 4.2", "churn 4.2"),
            ("put the guest post down as shipped please", "out -"), ("can you put the SSO thing down as a blocker for 3 please", "block first_value"),
            ("3 is blocked, we're waiting on the data team", "block first_value"), ("340 people showed up live", ""),
            ("time to value isn't going anywhere until the data team fixes the tracking", "block first_value"),
            ("the team is holding up well", ""),
            ("Only thing holding me up is the new price list, can't quote Nordbank until Pat approves it", "block -"),
            ("We also shortened the import wizard from five steps to two, live since yesterday", "out -"),
            ("did the guided product tour with Miriam, went well", "out tour"),
            ("waiting on finance, can't send the quotes until that happens", "block -"),
            ("the store review is holding up the new price, we're waiting on them", "block -"),
            ("That's the new import wizard that went out Tuesday. churn 4.2", "churn 4.2; out -"),
            ("the first three onboarding emails are out as of this morning", "out -"),
            ("I still need legal to sign off on the programme before we can launch it", "block -"),
            ("legal is still sitting on the contract so that bit is stuck", "block -"),
        ])
    func work(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "how sure somebody is, in the words that people use for it",
        arguments: [
            ("With Kestrel in I'd go up to 80% on reaching the 30k", "expansion c0.8"), ("my confidence should be 80% now, not 70", "expansion c0.8"),
            ("If you want a number from me on expansion I'd give us maybe a 3 out of 10", "expansion c0.3"),
            ("I'd give us a 7 out of 10", "expansion c0.7"), ("expansion is red tbh, no way we hit 30 this year", "expansion off_track"),
            ("I'm on track either way", "expansion on_track"), ("21,600 is right", "expansion 21600"),
        ])
    func sureness(text: String, expected: String) { #expect(GrowthTeam.gist(text, from: "dele") == expected) }

    @Test("an answer may deny one, take the other, or give another number")
    func answers() {
        let which = PendingQuestion(reason: .whichKeyResult, text: "Which one?", candidates: ["activated", "churn"], value: 4.2)
        #expect(GrowthTeam.gist("not the activation, the other one", pending: which) == "churn 4.2")
        #expect(GrowthTeam.gist("neither. that was the number of pupils on the trip", pending: which) == "")
        #expect(GrowthTeam.gist("hmm sorry, churn. activation is nowhere near that, it's 37", pending: which) == "activated 37; churn 4.2")
        let two = PendingQuestion(reason: .whichValue, text: "4.2 or 4.6", candidates: ["churn"])
        #expect(GrowthTeam.gist("churn, but make it a 4.4", pending: which) == "churn 4.4")
        let only = PendingQuestion(reason: .whichKeyResult, text: "Is 4.2 about churn?", candidates: ["churn"], value: 4.2)
        #expect(GrowthTeam.gist("yes", pending: only) == "churn 4.2")
        #expect(GrowthTeam.gist("no", pending: only) == "")
        #expect(GrowthTeam.gist("the second one, but 4.2 was with the bank holidays. Without 3.9", pending: which) == "ask which_value churn")
        #expect(GrowthTeam.gist("second one, 4.6. sadly", pending: two) == "churn 4.6")
        #expect(GrowthTeam.gist("the lower one, 4.6 was Monday only", pending: two) == "churn 4.2")
        #expect(GrowthTeam.gist("give me until 4", pending: two) == "")
        let odd = PendingQuestion(reason: .implausible, text: "Really?", candidates: ["signups"], value: 145_000)
        #expect(GrowthTeam.gist("sadly yes. red", pending: odd) == "signups 145000 off_track")
        #expect(GrowthTeam.gist("oh lord no. 1,450, not 145000", pending: odd) == "signups 1450")
    }

    @Test("the unit may be said in other words, and metres are no minutes")
    func metres() {
        let hedge = ReadingContext.KeyResultContext(
            id: "hedge", number: 1, title: "Hedgerow planted", kind: .number, unit: "m", baseline: 0, target: 2000, current: 640, owner: "ana")
        let milk = ReadingContext.KeyResultContext(
            id: "milk", number: 2, title: "Milk per cow", kind: .number, unit: "litres", baseline: 24, target: 29, current: 26, owner: "ana")
        let vocabulary = Vocabulary(
            ReadingContext(locale: "en", objectives: [.init(id: "o", title: "Farm", keyResults: [hedge, milk], initiatives: [])]))
        func values(_ text: String) -> [Double?] {
            read(text, markup: .plain, vocabulary: vocabulary, moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "ana")).updates.map(
                \.value)
        }
        #expect(values("hedgerow 700m") == [700])
        #expect(values("hedgerow 810 metres") == [810])
        #expect(values("27.1 l") == [27.1])
        #expect(values("26.3 litres a cow") == [26.3])
    }
}
