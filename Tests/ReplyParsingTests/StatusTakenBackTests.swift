import Model
import ReplyParsing
import Testing

@Suite("Statuses taken back, and numbers that are places in the prompt")
struct StatusTakenBackTests {
    private func takenBack(_ text: String, from sender: String) -> String {
        GrowthTeam.reading(text, from: sender).takenBackStatuses.map { "\($0.status?.rawValue ?? "-") \($0.keyResult?.rawValue ?? "-")" }.joined(
            separator: "; ")
    }

    @Test(
        "a status goes by the words that people use for it",
        arguments: [
            ("take the red off 4", "ben", "off_track churn"),
            ("please take the amber back from churn", "caro", "at_risk churn"),
            ("Scratch the on track, I've slept on it", "ana", "on_track -"),
            ("can you remove my red on churn?", "ben", "off_track churn"),
            ("I take the red back too, call it amber", "caro", "off_track -"),
            ("take the red off 3. and the yellow from 2 please", "ben", "off_track first_value; at_risk activated"),
            ("expansion is at 22.4k, not done", "dele", "done expansion"),
            ("5 isn't done", "dele", "done expansion"),
        ])
    func taken(text: String, sender: String, expected: String) {
        #expect(takenBack(text, from: sender) == expected)
        #expect(GrowthTeam.reading(text, from: sender).updates.allSatisfy { $0.value == nil || $0.value == 22_400 })
    }

    @Test(
        "nothing goes where something else is taken, or a status is only spoken of",
        arguments: [
            "take the red bus", "drop the green button from the page", "the checklist is not done", "churn is not on track", "we dropped to red",
        ])
    func kept(text: String) { #expect(takenBack(text, from: "caro") == "") }

    @Test(
        "a status is set by the number in the prompt, and never becomes its value",
        arguments: [
            ("set 2 to yellow and 3 to red", "ben", "activated at_risk; first_value off_track"),
            ("please move 2 to amber", "ben", "activated at_risk"),
            ("no, churn isn't mine, take the red off 4. it's KR 3 that is red", "ben", "first_value off_track"),
            ("can you remove my red on churn, it was meant for 3", "ben", "first_value off_track"),
            ("amber for 3", "ben", "first_value at_risk"),
            ("on track for 3", "caro", "churn on_track"),
        ])
    func numbered(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "work that is called after what it moves reaches no target",
        arguments: [
            ("acme upsell is done", "dele", "out -"), ("the churn dashboard is finished", "caro", "out -"),
            ("churn survey is done", "caro", "out -"), ("expansion is done", "dele", "expansion 30000 done"),
            ("we hit the target on churn", "caro", "churn 3 done"),
        ])
    func calledAfter(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "how sure somebody is never becomes a value, whatever words stand between",
        arguments: [
            ("I'd call activation at risk. Confidence in it maybe 50%.", "ben", "activated at_risk c0.5"),
            ("Expansion: 23.4k. Confidence 7 out of 10 for hitting thirty... mm, make that a 6", "dele", "expansion 23400 c0.6"),
            ("2 at risk prob 40% we hit 45 by eoq", "ben", "activated at_risk c0.4"),
        ])
    func confidence(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what counts hindrances, parts or confidences is no value, nor is another's confidence one's own",
        arguments: [
            ("churn is 4.8. That also clears the thing I was waiting for.", "caro", "churn 4.8"),
            ("The slipped one is Brask. Their procurement lead is out until the 8th", "dele", ""),
            ("The win-back emails are done and live, please count those as shipped.", "caro", "out -"),
            ("Take one of the two lines out please. I still only shipped it once.", "caro", ""),
            ("Hallberg still silent, their new CFO is holding everything up.", "caro", "block -"),
            ("Only thing in my way is that I still don't have access to the workspace", "ana", "block -"),
            ("Also count the add-on as done please, signed last Thursday", "dele", "out -"),
            ("4 should be amber rather than green", "caro", "churn at_risk"), ("no no, I said green", "dele", "expansion on_track"),
            ("the 40 is my confidence", "caro", "churn c0.4"),
            ("another 66 since last week. We'd need about 80 a week to make it to 2,500 though", "ana", "signups 1386"),
            (
                "Time to first value came down by 3 minutes, so 28. I'm still waiting for a review, that's what's really holding activation back.",
                "ben",
                "first_value 28; block activated"
            ),
            ("I meant my confidence, that goes from 70 to 60. The revenue itself is still 22,450.", "dele", "expansion 22450 c0.6"),
            ("I mean the waiting on design is over", "ben", ""), ("Nothing from design holding us up any more.", "ben", ""),
            ("still says 80?? sign-ups 1,330", "ana", "signups 1330"),
            ("make my confidence a 6", "dele", "expansion c0.6"),
            ("My confidence on 2 is 70%, and I was a bit cheerful on 3, let's make that 40.", "ben", "activated c0.7"),
            ("Please add as done: Kestrel upgrade signed.", "dele", "out -"),
            ("we have no designer until the 7th, that's slowing us down", "ana", "block -"),
            ("Two blockers. The export is broken. Confidence for the quarter: 30%", "ana", "signups c0.3"),
            ("No. Two is how many blockers I have.", "ana", ""),
            ("Two of those upgrades belong to December, so take 400 off my number.", "dele", "expansion 21200"),
            ("80% sure on activation, maybe half that on time to value", "ben", "activated c0.8"),
            ("The pricing page is out since this morning and he'd put his confidence at 50 now", "caro", "out -"),
            ("Put it down as done please: shorter sign-up form", "ben", "out -"),
            ("sign-ups look livelier, around 40 more already. I don't want to count those until Friday", "ana", ""),
            ("We did release the landing page yesterday, it is already live", "ana", "out -"),
            ("The pricing page did get finished, we published it last night.", "dele", "out -"),
            ("The CFO freeze at Brightwater does block me", "dele", "block -"),
            ("Priya handed over the sandbox, so we aren't blocked anymore.", "ben", ""),
        ])
    func counts(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("a confidence goes as a status does")
    func confidenceTakenBack() {
        let taken = GrowthTeam.reading("I'd rather skip it this week, take my 7/10 back please", from: "ana").takenBackStatuses
        #expect(taken.map(\.confidence) == [0.7] && taken.map(\.status) == [nil])
        #expect(GrowthTeam.reading("scratch the 60% on churn", from: "caro").takenBackStatuses.map(\.keyResult) == ["churn"])
        #expect(GrowthTeam.reading("I never said anything about 1,320 sign-ups!", from: "ben").takenBack == ["signups"])
    }

    @Test(
        "what is told of a number and not understood is not passed over",
        arguments: [
            ("I'd expect something like 1,420 next week, but legal hasn't signed off the wording yet. Anyone know who to poke?", "ana"),
            ("it's half a point higher than what I told you this morning", "ben"),
            ("Ben, I think time to first value is not the same, the dashboard shows 32 min", "caro"),
        ])
    func notPassedOver(text: String, sender: String) { #expect(GrowthTeam.reading(text, from: sender).kind != .chatter) }

    @Test("a share of what is counted otherwise is how sure its sender is, where they have told that before")
    func rated() {
        func gist(_ text: String, rated: [String]) -> String {
            let moment = Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "dele", spoken: ["expansion"], rated: rated)
            let reading = read(text, markup: .slack, vocabulary: Vocabulary(GrowthTeam.context("en")), moment: moment)
            return reading.updates.map { "\($0.value ?? 0) \($0.confidence ?? 0)" }.joined() + reading.questions.map(\.reason.rawValue).joined()
        }
        #expect(gist("60% please", rated: ["expansion"]) == "0.0 0.6")
        #expect(gist("I'd go down to sixty percent because of it.", rated: ["expansion"]) == "0.0 0.6")
        #expect(gist("Down to 50% on 5", rated: ["expansion"]) == "0.0 0.5")
        #expect(gist("expansion is 60% there", rated: ["expansion"]) == "25200.0 0.0")
        #expect(gist("expansion 60%", rated: []) == "25200.0 0.0")
        #expect(gist("expansion down to 50%", rated: []) == "which_value")
    }

    @Test("a share that nobody can be sure of whose it is makes a message that was not understood")
    func whose() { #expect(GrowthTeam.reading("My confidence in that is perhaps 50%.", from: "ben").kind == .unread) }

    @Test(
        "the second name of a sentence has its own status",
        arguments: [
            ("activation is at risk, green on time to first value", "activated at_risk; first_value on_track"),
            ("activation is at risk, I feel good about the time to first value", "activated at_risk; first_value on_track"),
            ("Once more, then: activation is at risk, and time to first value is on track", "activated at_risk; first_value on_track"),
            ("activation is at risk, since it has now fallen two weeks in a row", "activated at_risk"),
        ])
    func second(text: String, expected: String) { #expect(GrowthTeam.gist(text, from: "ben") == expected) }

    @Test("a change that tells how a total came about is not added to it")
    func explained() {
        #expect(GrowthTeam.gist("sorry, sign-ups closed at 1,356, not 1,536, so it's only +36", from: "ana") == "signups 1356")
        #expect(GrowthTeam.gist("sign-ups 1,340, that leaves us with 1,331 without the bots", from: "ana") == "signups 1331")
    }

    @Test("what a line is to say begins behind the request")
    func requested() {
        func lines(_ text: String) -> [String] {
            let reading = GrowthTeam.reading(text, from: "dele")
            return reading.outputs.map(\.text) + reading.blockers.map(\.text)
        }
        #expect(lines("Would you put the Brightwater upgrade down under finished work, please?") == ["Brightwater upgrade"])
        #expect(lines("could you add the Brightwater upgrade to the shipped list?") == ["Brightwater upgrade"])
        #expect(lines("n add to shipped: acme upsell") == ["acme upsell"])
        #expect(
            lines("You left out my finished piece of work: we delivered the Brightwater upgrade on Thursday.") == [
                "we delivered the Brightwater upgrade on Thursday"
            ])
        #expect(lines("And you can add as a hindrance that the Pelican contract is stuck") == ["the Pelican contract is stuck"])
        #expect(lines("please note as a blocker that we are waiting on legal") == ["we are waiting on legal"])
        #expect(
            lines("the cancellation survey went out to all customers who left in October") == [
                "the cancellation survey went out to all customers who left in October"
            ])
    }

    @Test("what was read from the same words is not told as left out")
    func noContradiction() {
        let rated = GrowthTeam.reading("The 6 is the confidence: six out of ten, not seven.", from: "dele")
        #expect(rated.updates.first?.confidence == 0.6 && rated.leftOut.isEmpty)
        let judged = GrowthTeam.reading("3 stays 31, on track. Or... no, at risk, that's more like it", from: "ben")
        #expect(judged.unheard.isEmpty && judged.updates.first?.status == .atRisk)
    }
}

@Suite("Planned work that is there")
struct PlannedInPlaceTests {
    @Test(
        "is finished, by whatever verb, where it has been so since some day or is so now",
        arguments: [
            ("The guided tour finally runs in all three apps", "out tour"), ("the guided tour has been running since Friday", "out tour"),
            ("we now show the product tour to everybody", "out tour"), ("the product tour now has no login", ""),
            ("product tour: recording step 3 now", ""), ("if the product tour runs now, great", ""),
        ])
    func inPlace(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }
}
