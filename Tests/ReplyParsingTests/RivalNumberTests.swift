import Model
import ReplyParsing
import Testing

@Suite("Two numbers for one, and numbers short of another") struct RivalNumberTests {
    @Test(
        "a second figure much like the first, told beside it, is asked about",
        arguments: [
            ("sign-ups 1,360, hmm, Ben counts 1,341", "ask which_value signups"),
            ("sign-ups 1,360 – although Ben's sheet has 1,341 and I trust Ben", "ask which_value signups"),
            ("sign-ups 1,360 going by the dashboard, 1,341 going by the database, and the database wins", "ask which_value signups"),
            ("we said 1,360 sign-ups on Monday but it turned out to be 1,341", "ask which_value signups"),
            ("351 sign-ups if you count the bots, 343 otherwise", "ask implausible signups"),
            ("sign-ups 1,360, hoping for 1,400 by May", "signups 1360"), ("sign-ups 1,360 (1,341 without the bots)", "signups 1360"),
            ("activation 36.4, EU 38, US 35", "activated 36.4"), ("activation 36.4 overall, 38 in the EU", "activated 36.4"),
            ("churn 4.7, enterprise 4.2, small shops 5.1", "churn 4.7"), ("sign-ups 1,360, 90 calls made", "signups 1360"),
            ("activation up 2, or was it 3?", "ask which_value activated"),
        ])
    func beside(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "a number is taken back in more words than one",
        arguments: [
            ("sign-ups 1,360. no no no. 1,341.", "zoe", "signups 1341"), ("sign-ups 1,360. I tell a lie, 1,341", "zoe", "signups 1341"),
            ("sign-ups 1,360. oops, that was for last week", "zoe", ""),
            ("sign-ups: 1,360. I'd wait with that one until Ben has checked", "zoe", "ask which_value signups"),
            ("It should have been 1,340 sign-ups, not 1,360", "ana", "signups 1340"),
            ("activation was 36.2 after the late cohort synced, not 35.9", "zoe", "activated 36.2"),
            ("churn 4.2\nscratch that, 4.4", "zoe", "churn 4.4"), ("make the 31 min a 32. Somebody left the tests in", "ben", "first_value 32"),
            ("please change my 36 to 37", "ben", "activated 37"), ("for churn please take 4.4 instead", "caro", "churn 4.4"),
            ("make the 99 a 98", "ben", "ask which_key_result activated,first_value"),
        ])
    func takenBack(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what a number is short of, below or held against is not where it stands",
        arguments: [
            ("we're about fifty short of 1,400", "ana", "ask which_value signups"), ("still short of 1,400", "ana", ""),
            ("just short of 1,400", "ana", "signups 1400"), ("we're 6.6k shy of the 30", "dele", "ask which_value expansion"),
            ("1,302, so about 100 short of the 1,400", "ana", "signups 1302"),
            ("time to value dropped below 30 for the first time", "ben", "first_value 30"), ("activation climbed over 37", "ben", "activated 37"),
            ("churn a bit better, under 4.5 now", "caro", "ask which_value churn"), ("churn under 4.2 now", "caro", "churn 4.2"),
            ("it's down to 4 something, feeling ok about it", "caro", "ask which_value churn"),
            ("sign-ups lower than planned at 1,302", "ana", "signups 1302"), ("sign-ups better than I hoped: 1,402", "ana", "signups 1402"),
            ("1,302 instead of the 1,380 we planned", "ana", "signups 1302"),
            ("time to value will slip next week, not super confident we hit 15", "ben", "first_value off_track"),
        ])
    func shortOf(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "the past stands ahead of its number, and a comma may part them",
        arguments: [
            ("For comparison, in October the time to first value was still 41 minutes.", "ben", ""),
            ("sign-ups 1,360. This time last year, 940", "ana", "signups 1360"), ("1,302 as of last night", "ana", "signups 1302"),
            ("churn as of noon is 4.4", "caro", "churn 4.4"), ("churn dropped by two tenths when I refreshed", "caro", "churn 4.3"),
        ])
    func past(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "tenths, quarters and halves of points go with the number before them",
        arguments: [
            ("churn goes up two tenths", "churn 4.7"), ("churn up a tenth", "churn 4.6"), ("churn down 3 tenths of a point", "churn 4.2"),
            ("Activation crept up another point and a half", "activated 37.5"), ("activation up 2 points and a half", "activated 38.5"),
            ("churn ticked up to five and a quarter", "churn 5.25"), ("three of the decks turned out to be half finished", ""),
            ("time to value is now 31:30", "first_value 31.5"), ("time to value review at 9:30", ""), ("time to value 28:15 Sunday", ""),
        ])
    func parts(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "what is told of people, of one thing of many and of the best one is no value",
        arguments: [
            ("Passing on from Ben, who's stuck on a train: time to value is 29 minutes", "first_value 29"),
            ("Data Platform has delivered the events, so we are not blocked anymore on activation", ""),
            ("time to value 30 min on average. Best one took 24, worst 52", "first_value 30"),
            ("activation is 36.4. The tour went out for the staff and 10% of sign-ups", "activated 36.4; out tour"),
            ("The new intake form went live on Thursday, so that one is shipped", "out -"),
            ("sign-ups 1,360, thank you all for a lovely week 💛", "signups 1360"), ("sign-ups 1,360 💛", "signups 1360 at_risk"),
            ("churn at 450% according to the export??", "ask implausible churn"), ("churn at 4.2 according to the export?", "ask which_value churn"),
            ("sign-ups 1,360. at this rate we won't make it", "signups 1360 off_track"),
            ("churn 4.6. still not on track though", "churn 4.6 off_track"),
        ])
    func others(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "speech written down is read as it was spoken",
        arguments: [
            ("sign-ups thirteen ninety two", "zoe", "signups 1392"),
            ("fifteen hundred and ten, not fourteen sixty", "ana", "ask which_key_result signups,activated,first_value,churn,expansion"),
            ("number five is at twenty three thousand even with Toms deal in there", "dele", "expansion 23000"),
            ("number two is slipping", "ben", "activated at_risk"), ("my number one fan", "ben", ""),
            ("books are closed now its four point six final", "caro", "churn 4.6"), ("let us meet at eleven thirty", "ana", ""),
            ("4 amended to 4.75 % following a review", "caro", "churn 4.75"),
        ])
    func spoken(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a judgement of the target, and of a number by its place, is a status",
        arguments: [
            ("churn is 4.8, but the target feels shaky", "churn 4.8 at_risk"), ("I would regard 5 as at risk", "expansion at_risk"),
            ("churn is at 4.8 but I'd still mark it at risk", "churn 4.8 at_risk"), ("sign-ups doubled, can you believe it?", "signups 2640"),
            ("I'll be short: sign-ups 1,360", "signups 1360"), ("next week: 1,400 sign-ups", ""),
        ])
    func judged(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "a hindrance with its reason in front, and one that is over",
        arguments: [
            ("Because legal hasn't signed, we cannot send the quotes", "block -"),
            ("pending the provider's file, which is eleven days late, number 4 is blocked", "block churn"),
            ("what blocked churn is resolved", ""),
            ("activation 36.4 and time to value 30 min; please disregard my prior figures", "activated 36.4; first_value 30"),
        ])
    func hindrances(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "a number names by its place, however its state is hedged, and digits in boxes number a list",
        arguments: [
            ("4 is a bit shaky", "caro", "churn at_risk"), ("4 feels shaky to be honest", "caro", "churn at_risk"),
            ("4 is getting worse", "caro", ""), ("4 really good calls this week, churn at risk", "caro", "churn at_risk"),
            ("1️⃣ 1,402 2️⃣ 36.2 3️⃣ 30", "ana", "signups 1402; activated 36.2; first_value 30"),
            (":one: 1,402\n:two: no change\n:three: 30 min", "ana", "signups 1402; activated 36; first_value 30"),
            ("churn 4.4, conf :seven:", "caro", "churn 4.4 c0.7"),
            ("- churn: 4.4\n- status: green\n- confidence: 7/10", "caro", "churn 4.4 on_track c0.7"),
        ])
    func hedged(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "finished work in the words of those who finish it",
        arguments: [
            ("rolled the new flow out to everyone", "out -"), ("merged and deployed the retry logic", "out -"),
            ("we're live with the wizard in all regions", "out -"), ("checklist v2 hit production last night", "out -"),
            ("half of the deck is finished", ""), ("flipped the switch on SSO", "out -"),
        ])
    func delivered(text: String, expected: String) { #expect(GrowthTeam.gist(text, from: "ben") == expected) }

    @Test(
        "what holds for a part, for a day or for others gives way to the whole",
        arguments: [
            ("sign-ups: I make it 1,352, the system makes it 1,349", "zoe", "ask which_value signups"),
            ("sign-ups might be 1,352, might be 1,349", "zoe", "ask which_value signups"),
            ("time to value: best one 21, worst one 58, average 30", "zoe", "first_value 30"),
            ("quick q: is the 36.4 with or without the test accounts?", "zoe", ""),
            ("Finance booked one more deal, so add 300 to mine", "dele", "expansion 21900"),
            ("blocked on BILL-1043 — legal hasn't signed the price list, so KR5 is stuck till they do", "zoe", "block expansion"),
            ("We're stuck at 1,340 sign-ups until the insurer answers", "zoe", "signups 1340; block signups"),
        ])
    func whole(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a target that is far or near, odds on it, and a changed mind about it",
        arguments: [
            ("we have 7.9k left to 30k", "dele", ""), ("refunded Acme, so knock 800 off", "dele", "expansion 20800"),
            ("churn 4.4. we're confident about the 3", "caro", "churn 4.4 on_track"),
            ("activation at 36.2, on track I'd say. Between us, I doubt the 45 by June, call it 50/50", "ben", "activated 36.2 on_track c0.5"),
            ("Sorry bot, should have said: the 37 is activation, not minutes", "ben", "activated 37"),
            ("Skip me next Monday. On leave.", "ana", ""),
            ("activation 36.9, time to value 30, conf on both 70%", "ben", "activated 36.9 c0.7; first_value 30 c0.7"),
        ])
    func targets(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "last month's number beside this week's, the plan's number, and things of no key result",
        arguments: [
            ("Last month we averaged 1,252 sign-ups a week, this week it was 1,371", "signups 1371"),
            ("sign-ups 1,371. The plan said 1,450", "signups 1371"), ("churn 4.6, well under the 5 in the plan", "churn 4.6"),
            ("activation and churn both at 5, good for one and bad for the other", "activated 5; churn 5"),
            ("Ben has activation at 36.2 and time to value down to 30 minutes, he's stuck in interviews all day", "activated 36.2; first_value 30"),
            ("sign-ups: 1,371 were told so, give or take", "signups 1371"),
        ])
    func besidePlan(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }
}
