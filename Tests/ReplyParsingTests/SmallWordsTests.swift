import Model
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

    @Test(
        "where two numbers are as good as each other, it is asked which",
        arguments: [
            ("for time to value I've got 29 in the sheet and 32 in the app", "ben", "ask which_value first_value"),
            (
                "I owe you activation, but the export gives me two, 36.2 or 36.6, and I can't tell which filter is right", "ben",
                "ask which_value activated"
            ),
            ("time to value: 31, says Ana. I only remember 30. One of the two, anyway", "ben", "ask which_value first_value"),
        ])
    func either(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "the number that stands is taken, whatever was said before it",
        arguments: [
            ("Sign-ups: first I read 1,251, but that was the trial sheet. 1,338 is right.", "ana", "signups 1338"),
            ("That takes sign-ups over 1,400! (1,412 if you want to be precise)", "ana", "signups 1412"),
            ("the dashboard says 1,390, but it counts bots, so I'd rather take 1,355", "ana", "signups 1355"),
            ("minus 41 spam ones it's 1,331", "ana", "signups 1331"),
            ("It brought 830 for expansion, so the pot's at 22,430 euros.", "dele", "expansion 22430"),
            ("The tour went out on Monday and 48 hours later activation is 36.8%", "ben", "activated 36.8; out tour"),
            ("sign-ups: two lost, 1,344 now", "ana", "signups 1344"),
            ("time to value is 31.4, THIRTY-ONE, and it sounds like a printer", "ben", "first_value 31.4"),
            ("time to value is 31 and a half on Friday's figures", "ben", "first_value 31.5"),
        ])
    func stands(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a small count of something else is no value of a percentage",
        arguments: [
            ("first batch of 212 sent this morning, 9 said yes so far. Churn stays yellow until I see that in the number", "caro", "churn at_risk"),
            ("3 were monthly, 1 yearly, all from before summer. I think we're 50/50 on getting to 3% tbh", "caro", "churn c0.5"),
            ("2 more days please", "ana", ""),
        ])
    func counts(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a confidence is of the first or of the second that was told",
        arguments: [
            ("activation 36.4 and churn 4.4, confidence 8/10 on the first and 4/10 on the second", "ben", "activated 36.4 c0.8; churn 4.4 c0.4"),
            ("I'd put mine at 6/10 because of that", "dele", "expansion c0.6"),
        ])
    func ofWhich(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a quoted line says what the answer is about, where it names one key result",
        arguments: [
            ("> time to value?\n31 now", "ben", "first_value 31"), ("> 3. Median time to first value: 34 min\n31 now", "ben", "first_value 31"),
            ("> sign-ups, activation?\n36", "ben", "ask which_key_result activated,first_value"),
            ("> sign-ups?\nactivation 36.5 first", "ben", "activated 36.5"), ("> sign-ups?\nin 5 minutes", "ana", ""),
        ])
    func quoted(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("who is named together stays together")
    func together() throws {
        func words(_ text: String, _ span: TextSpan?) throws -> String {
            let span = try #require(span)
            return String(decoding: Array(text.utf8)[span.start..<span.end], as: UTF8.self)
        }
        let sick = "we're blocked on the cancel flow because Mira and Jo are out sick"
        #expect(try words(sick, GrowthTeam.reading(sick, from: "caro").blockers.first?.span) == sick)
        let done = "guided product tour done for Fjordbank and Holm"
        #expect(try words(done, GrowthTeam.reading(done, from: "ana").outputs.first?.span) == done)
        let waits = "We're waiting on the glaziers and they are waiting on a part from Poland"
        #expect(GrowthTeam.reading(waits, from: "caro").blockers.count == 1)
    }

    @Test(
        "what cannot be, in two parts",
        arguments: [
            ("Wir können die Urkunden nicht verschicken, solange die Kasse das Konto nicht freigibt", "de"),
            ("Wir können keine Urkunden verschicken, bis die Kasse das Konto freigibt", "de"),
            ("We kunnen de brieven niet versturen tot de bank het formulier heeft", "nl"),
            ("o exame foi adiado e até lá não posso certificar ninguém", "pt"),
        ])
    func cannot(text: String, locale: String) { #expect(GrowthTeam.gist(text, locale: locale, from: "caro") == "block -") }

    @Test(
        "ended talk and finished work are told apart from a reached target",
        arguments: [
            ("To complete my report: the guided product tour was concluded last week.", "ana", "out tour"),
            (
                "Thank you, that would be kind. For the minutes, we have shipped the guided tour, as that line still appears to be missing.", "ana",
                "out tour"
            ),
            ("Expansion: 80% sure we make 30k by quarter end, the other 20% is me moving away", "dele", "expansion c0.8"),
            ("time to value hasnt budged still 31 i think people get stuck on the import step again", "ben", "first_value 31"),
            ("sign-ups crept past the 1.4k mark: 1,412 as of Sunday night!", "ana", "signups 1412"),
            ("By revenue it would be 3.9, but we report logos so 4.4 stands. On reflection make that red, not amber", "caro", "churn 4.4 off_track"),
            ("14 of those turned out to be bots. sign-ups 1,338", "ana", "signups 1338"),
            ("I'm sitting number 5 out this week.", "dele", "skip expansion"),
            ("I'm 70% sure we get all 45 on activation before the snow", "ben", "activated c0.7"),
            ("We'll miss the target on sign-ups, let's be adults about it", "ana", "signups off_track"),
        ])
    func ended(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what is hypothetical, on the way or of another time is no value, and how sure somebody is is heard in other forms",
        arguments: [
            ("So median is 31 minutes! It'd be more like 29 if you threw out the Saturday, but 31 it is.", "ben", "first_value 31"),
            ("upsell emails are maybe 80% done", "dele", ""), ("Going after 3 more upsells in Dec", "dele", ""), ("ok, 10% it is", "ana", ""),
            ("I'd give the 2,500 a 7 out of 10", "ana", "signups c0.7"), ("7/10 that sign-ups get to 2,500", "ana", "signups c0.7"),
            ("So 8/10 now and green.", "dele", "expansion on_track c0.8"), ("I'd make churn red, not amber", "caro", "churn off_track"),
            ("Activation for the cohort that closed Sunday is 35.4%", "ben", "activated 35.4"),
            ("the new setup page did go live on Thursday", "ana", "out -"),
            ("Guided tour is merged, so not counting it as shipped yet.", "ana", ""), ("the nightly job finished late", "ana", ""),
            ("please take my churn number as preliminary", "caro", ""),
            ("time to value red imo, half of 31 is still a long way", "ben", "first_value off_track"),
            ("On 2,500 I'm at maybe a 3 out of 10.", "ana", "signups c0.3"),
        ])
    func hypothetical(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("the blocker is what is told behind the word")
    func blockerIsThat() {
        let blockers = GrowthTeam.reading("The blocker is that the checklist waits for design.", from: "caro").blockers
        #expect(blockers.map(\.text) == ["the checklist waits for design"])
    }

    @Test("a report behind a hindrance on the same line is read on its own")
    func behindHindrance() {
        let text = "One thing in my way: procurement wants a SOC 2 report. Biggest upsell is stuck on it. Without it I'm 50/50 on hitting 30k."
        #expect(GrowthTeam.gist(text, from: "dele") == "expansion c0.5; block expansion")
    }

    @Test("what waits is told with the hindrance, whoever they are")
    func whoTheyAre() throws {
        let text = "The page is still sitting with legal though, I've chased them twice, can't do anything until they've signed off."
        let blocker = try #require(GrowthTeam.reading(text, from: "ana").blockers.first)
        #expect(blocker.text.hasPrefix("The page is still sitting with legal"))
        let noStop = "median time to value is 30.5 not 31 the import fix is waiting on platform to review it"
        #expect(GrowthTeam.reading(noStop, from: "ben").blockers.map(\.text) == ["the import fix is waiting on platform to review it"])
    }

    @Test("a clause that is cut for its length may begin with a number")
    func cut() {
        for words in 30..<50 {
            let text = Array(repeating: "cake", count: words).joined(separator: " ") + " at 3"
            #expect(GrowthTeam.reading(text).updates.isEmpty)
        }
    }

    @Test("a day of the month ends no sentence, and is no value")
    func day() { #expect(GrowthTeam.gist("Wartet jemand am 9. zum Streichen?", locale: "de", from: "ana") == "") }

    @Test("staying as one is says nothing of the rest")
    func stays() { #expect(GrowthTeam.gist("Churn : 4,4 %. Je reste inquiète quand même", locale: "fr", from: "caro") == "churn 4.4 at_risk") }
}
