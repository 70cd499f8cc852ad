import Model
import ReplyParsing
import Testing

@Suite("Values and names in rows, pairs and requests") struct PairsTests {
    @Test(
        "as many values as names are told in the names' order",
        arguments: [
            ("activation and time to value are 36.4 and 30", "activated 36.4; first_value 30"),
            ("activation and churn are at 36% and 4.3% respectively", "activated 36; churn 4.3"),
            ("Activation and churn, 37 and 4.3", "activated 37; churn 4.3"),
            ("sign-ups, activation and churn: 1,450, 37% and 4.3%", "signups 1450; activated 37; churn 4.3"),
            ("sign-ups and expansion both up: 1,450 and 22.4k", "signups 1450; expansion 22400"),
            ("activation and churn are down 2 and 0.3", "activated 34; churn 4.2"),
            ("activation and churn both at 5", "activated 5; churn 5"),
            // What was, is no value.
            ("sign-ups and activation were at 1,300 and 34 last week", ""),
            // More is told than there are names.
            ("activation and churn at 36 and 4 and 7", "ask which_value activated; ask which_value churn"),
        ])
    func pairs(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "a table's rows are read by their first cell",
        arguments: [
            (
                "| KR | now | status |\n|---|:--:|---|\n| 1 | 1,450 | green |\n| 2 | 37 | amber |\n| 4 | 4.3 | red |",
                "signups 1450 on_track; activated 37 at_risk; churn 4.3 off_track"
            ),
            ("| KR | now |\n|---|---|\n| sign-ups | 1,450 |\n| time to value | 30 min |", "signups 1450; first_value 30"),
            ("| 1 | 1,450 |\n| 2 | 37 |", "signups 1450; activated 37"),
            ("|---|---|", ""), ("||spoiler|| sign-ups 1,450", "signups 1450"),
        ])
    func tables(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "the prompt's numbers in other forms",
        arguments: [
            ("make 2 amber", "ben", "activated at_risk"), ("she says 4 is 4.3 now, amber", "dele", "churn 4.3 at_risk"),
            ("caro says 4 is amber", "dele", "churn at_risk"), ("caro says 4 is enough", "dele", ""),
            ("conf 2: 8, 3: 4. infra closed the ticket so 3 is unblocked", "ben", "activated c0.8; first_value c0.4"),
            ("first one 1,450, second one 37, third: skip", "zoe", "signups 1450; activated 37; skip first_value"),
            ("plus 1,350 sign-ups according to the board", "zoe", "signups 1350"), ("plus 12 sign-ups", "zoe", "signups 1332"),
        ])
    func numbers(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a status is set on request, in every language",
        arguments: [
            ("sign-ups 1,420. could you flip that to amber, the new build scares me", "en", "signups 1420 at_risk"),
            ("sign-ups 1,420. Please flag it red", "en", "signups 1420 off_track"),
            ("sign-ups 1,420, keep them green whatever that number looks like", "en", "signups 1420 on_track"),
            (
                "activation 37, time to value 30. Amber for the first one, green for the second one", "en",
                "activated 37 at_risk; first_value 30 on_track"
            ),
            ("Churn 4,3. Setz das bitte auf grün, die Mails wirken.", "de", "churn 4.3 on_track"),
            ("Churn 4,3. Mets ça en vert, s'il te plaît", "fr", "churn 4.3 on_track"), ("Churn 4,3. Ponlo en verde.", "es", "churn 4.3 on_track"),
            // Nobody asks us to turn the heater on.
            ("someone please turn the heater on in the office, it's -12 in here", "en", ""),
        ])
    func requested(text: String, locale: String, expected: String) { #expect(GrowthTeam.gist(text, locale: locale) == expected) }

    @Test(
        "a confidence told anew in passing",
        arguments: [
            ("make my 6 an 8", "dele", "expansion c0.8"), ("please change my 6 to an 8", "dele", "expansion c0.8"),
            ("make my 7 for activation a 6 while you're at it", "ben", "activated c0.6"),
            ("sign-ups: I'd give us 60% for getting to 2,500, hm, no, let me be honest, more like 45%", "ana", "signups c0.45"),
            // A share beside a status, far from how far it has come.
            ("sign-ups amber, 55%", "ana", "ask which_value signups"), ("on track and 65 percent", "ana", "ask which_value signups"),
            ("make it on track and 65 percent", "ana", "ask which_value signups"), ("it's at risk and 80%", "ana", "ask which_value signups"),
            ("sign-ups on track, 20%", "ana", "signups 1300 on_track"),
        ])
    func confidence(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what is no value, however it stands in the sentence",
        arguments: [
            ("the fresh query gives a median of thirty-two minutes, but with fifteen as the goal it would be a lie to call it on track", "ben"),
            ("15 is a dream by now", "ben"),
        ])
    func goals(text: String, sender: String) {
        #expect(!GrowthTeam.reading(text, from: sender).updates.contains { $0.value == 15 })
    }

    @Test(
        "what holds for parts of the day is asked about, and gives way to the whole",
        arguments: [
            ("Time to value was fine, 26 min in the mornings and 38 min in the afternoons", "ask which_value first_value"),
            ("time to value: 26 min in the mornings, 38 min in the evenings, all in all 31", "first_value 31"),
        ])
    func daytimes(text: String, expected: String) { #expect(GrowthTeam.gist(text, from: "zoe") == expected) }

    @Test("\"it didn't move at all\" is said of one, and of none where it is not clear of which")
    func atAll() {
        #expect(GrowthTeam.gist("it didn't move at all", from: "caro") == "churn 4.5")
        #expect(GrowthTeam.gist("churn 4.5. So it didn't move at all", from: "caro") == "churn 4.5")
        #expect(!GrowthTeam.reading("it didn't move at all", from: "zoe").updates.contains { $0.keyResult == "signups" })
    }

    @Test(
        "what is taken out again in the same breath does not stand",
        arguments: [
            ("upsell 23k. hmm no, take that out again", ""),
            ("upsell 23k. hmm no, take that out again and skip upsell this week, the treasurer wants to look first", "skip expansion"),
        ])
    func takenOut(text: String, expected: String) {
        #expect(GrowthTeam.gist(text, from: "dele") == expected)
        #expect(GrowthTeam.reading(text, from: "dele").command == nil)
    }

    @Test(
        "an undo may name what was sent, and give its reason behind",
        arguments: [
            ("Take my last one out again please. That was the Saturday clinic only.", "en"), ("take that out again", "en"),
            ("Nimm das bitte wieder raus. War die Zahl von nebenan, wie peinlich.", "de"),
        ])
    func undo(text: String, locale: String) { #expect(GrowthTeam.reading(text, locale: locale, from: "dele").command == .undo) }

    @Test(
        "finished work and hindrances in other words",
        arguments: [
            ("We finally got the new column mapper out of the door on Wednesday", "out -"),
            ("We finally switched the guided product tour on, Tuesday lunch", "out tour"),
            ("activation 37. The guided product tour is up at both ends", "activated 37; out tour"),
            ("we've done the first three guided product tours, rest are booked for December", "out tour"),
            ("you missed the product tour, please put down that the first half is delivered", "out tour"),
            ("google suspended the ads account, can't run anything til they review", "block -"),
            ("Mailchimp has locked our account, so nothing goes out until their support gets back to me", "block -"),
            ("that one's a blocker: Mailchimp lockout, ticket is open with them", "block -"),
        ])
    func deeds(text: String, expected: String) { #expect(GrowthTeam.gist(text, from: "zoe") == expected) }

    @Test("a blocker that we are told of is quoted without the words around it")
    func quoted() {
        let reading = GrowthTeam.reading("that one's a blocker: Mailchimp lockout, ticket is open with them")
        #expect(reading.blockers.map(\.text) == ["Mailchimp lockout, ticket is open with them"])
        let noted = GrowthTeam.reading("you missed the product tour, please put down that the first half is delivered")
        #expect(noted.outputs.map(\.text) == ["the first half is delivered"])
    }

    @Test(
        "beside a question, too, what came to nothing is told",
        arguments: ["make 1 amber, 55%. The guided product tour is running for everybody since Tuesday"])
    func untold(text: String) {
        let reading = GrowthTeam.reading(text, from: "ana")
        #expect(!reading.questions.isEmpty && reading.unheard.count == 1)
    }

    static let share = PendingQuestion(reason: .whichValue, text: "amber, 55%", candidates: ["signups"], value: nil)
    static let six = PendingQuestion(
        reason: .whichKeyResult, text: "make my 6 an 8", candidates: ["signups", "activated", "first_value", "churn", "expansion"], value: 8)

    @Test(
        "the answer to a question about a share may say that it is a confidence, or give the value",
        arguments: [
            ("confidence", share, "signups c0.55"), ("that's how sure I am", share, "signups c0.55"), ("confidence 55%", share, "signups c0.55"),
            ("1,420", share, "signups 1420"), ("expansion, how sure I am: 8 out of 10 now", six, "expansion c0.8"), ("expansion", six, "expansion 8"),
        ])
    func answers(text: String, pending: PendingQuestion, expected: String) {
        let reading = GrowthTeam.reading(text, from: "zoe", pending: pending)
        #expect(reading.answersPending)
        #expect(GrowthTeam.gist(text, from: "zoe", pending: pending) == expected)
    }
}
