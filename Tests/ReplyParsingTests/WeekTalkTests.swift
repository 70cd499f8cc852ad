import Model
import ReplyParsing
import Testing

@Suite("What colleagues write to each other through a week") struct WeekTalkTests {
    @Test(
        "the target that is spoken of is no value, whatever is said of it",
        arguments: [
            ("off track for churn, 3% just isn't happening this quarter", "caro", "churn off_track"),
            (
                "churn was 4.3 for March, three fewer cancellations than in February. Still well off track, 3% is a long way from here", "caro",
                "churn 4.3 off_track"
            ),
            ("As to churn, I would put our chances of reaching 3 % at roughly sixty per cent", "caro", "churn c0.6"),
            ("my confidence that we reach the target is about 60 %", "caro", "churn c0.6"),
            ("a gut feeling on hitting 3% this quarter: 2 out of 10", "caro", "churn c0.2"),
            ("you dropped my 2 out of 10 on churn", "caro", "churn c0.2"), ("Bumping myself to 8/10", "dele", "expansion c0.8"),
            ("That puts expansion back on track for me, more like 65% now", "dele", "ask which_value expansion"),
            ("expansion back on track, more like 65% of the way", "dele", "expansion 25800 on_track"),
            ("activation at 45 would get me a statue", "ben", ""),
        ])
    func target(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a status in one's own words is of what was just told",
        arguments: [
            ("Churn is 4.3, down a bit from 4.5, but honestly I'd still say at risk", "caro", "churn 4.3 at_risk"),
            ("Monthly churn stands at 4.3 %. I would still regard this objective as at risk.", "caro", "churn 4.3 at_risk"),
            ("Expansion has reached €22,900, and I consider it to be on course.", "dele", "expansion 22900 on_track"),
            ("Forgot to say where I think we stand: a bit at risk", "dele", "expansion at_risk"),
            ("activation slipped again, 35.6% now", "ben", "activated 35.6"), ("activation is slipping, 35.6% now", "ben", "activated 35.6 at_risk"),
            ("activation has slipped to 35.6%", "ben", "activated 35.6"), ("3 is on track, 2 less sure", "ben", "first_value on_track"),
        ])
    func status(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "time that somebody has, or something took, is no report",
        arguments: [
            ("I can take the copy off his plate, have a couple of hours Wednesday", "ben", ""),
            ("nice one on the form, I tried it on my phone yesterday and it took about 20 seconds", "caro", ""),
            ("half an hour now", "ben", "first_value 30"), ("we're at twenty-nine and a half minutes", "ben", "first_value 29.5"),
            ("shaved 3 min off the time to value", "ben", "first_value 28"),
        ])
    func time(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what is in review has not shipped, and what is asked to be put under a heading is no new line",
        arguments: [
            ("The product tour is in review, won't make it out this week I'm afraid", "ben", ""),
            ("the tour is done, pls put that under shipped", "ben", "out tour"),
            ("got the spring banner out in the billing page", "dele", "out -"), ("got the banner out of the way", "dele", ""),
        ])
    func shipped(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a hindrance is noted by its name, and none is none",
        arguments: [
            ("pls note legal as the thing blocking me", "ana", "block -"), ("No more blocker there obviously", "dele", ""),
            ("sign-ups 1,360. invitations slip to next week bc legal still hasnt signed off", "ana", "signups 1360"),
        ])
    func hindrance(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("a hindrance that is told as a reason is told back, with and without its apostrophe", arguments: ["hasn't", "hasnt", "hasn’t"])
    func reason(word: String) {
        let text = "new pricing page went live. the invitations slip to next week bc legal still \(word) signed off the copy"
        #expect(GrowthTeam.gist(text, from: "ana") == "out -")
        #expect(GrowthTeam.reading(text, from: "ana").unheard.count == 1)
    }

    @Test(
        "a number of another thing, another time or another case leaves the value alone",
        arguments: [
            ("sign-ups 1,360 I think, unless the Polish ones count, which then makes it 1,390", "ana", "ask which_value signups"),
            ("We got to 22k in expansion! Well, 21,940 to be exact. Second thoughts about the stall though, it made €35", "dele", "expansion 21940"),
            ("Sorry, the 1,402 sign-ups I gave you was the day shift only. All days it's 1,361", "ana", "signups 1361"),
            ("someone said we're at 38% activation, that's the beta branch, please don't quote it", "ben", ""),
            ("1,355, no, 1,365 sign-ups", "ana", "signups 1365"), ("nothing else to report on churn", "caro", "skip churn"),
            ("churn I'm leaving out this week", "caro", "skip churn"),
        ])
    func otherThings(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "hours go with minutes in words, and a part of a million is a number",
        arguments: [
            ("time to value an hour and five", "ben", "first_value 65"), ("an hour and five people came", "ben", ""),
            ("half a million", "zoe", "ask which_key_result signups,activated,first_value,churn,expansion"),
        ])
    func words(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("fewer steps than were done are asked about, unless the words say that they went back")
    func stepBack() {
        let rooms = ReadingContext.KeyResultContext(
            id: "rooms", number: 1, title: "Rooms renovated", aliases: ["rooms"], kind: .milestone, unit: "rooms", baseline: 0, target: 32,
            current: 13, owner: "ana")
        let context = ReadingContext(
            locale: "en", objectives: [.init(id: "o", title: "House", keyResults: [rooms, GrowthTeam.churn], initiatives: [])])
        func read(_ text: String) -> (value: Double?, asks: Int) {
            let reading = ReplyParsing.read(
                text, markup: .slack, vocabulary: Vocabulary(context), moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "ana"))
            return (reading.updates.first?.value, reading.questions.count)
        }
        #expect(read("we had 12 rooms out for the painters") == (nil, 1))
        #expect(read("12 rooms") == (nil, 1))
        #expect(read("rooms down to 12, one flooded") == (12, 0))
        #expect(read("rooms: 12") == (12, 0))
        #expect(read("make it 12, one flooded") == (12, 0))
        #expect(read("14 rooms") == (14, 0))
    }
}
