import Model
import ReplyParsing
import Testing

@Suite("Whose a figure is that names nothing") struct OwnFigureTests {
    @Test(
        "a figure is the sender's own where it is like what that stands at, and like nothing else",
        arguments: [
            ("€22,150 in the bag", "dele", "expansion 22150"), ("rain all week so 1,355 walked in", "ana", "signups 1355"),
            ("€22,150 in the bag", "ana", "ask unit_mismatch signups"), ("€25 in the bag", "dele", ""),
            ("1,355 bricks for the wall", "ana", ""), ("the €22,150 banked", "dele", ""),
            ("€22,150 by Friday in the bag", "dele", ""),
            ("could be €22,150 in the bag", "dele", ""),
        ])
    func like(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a figure that nothing of the team ever stood near is none of its own",
        arguments: [
            ("sorry only 1 min, phone ringing. activation 37", "zoe", "activated 37"), ("lunch was €12 each", "dele", ""),
            ("22.1 this week, a slow one", "dele", "ask implausible expansion"),
        ])
    func far(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "the number of others gives way to the team's own, even where that is still to come",
        arguments: [
            ("Payments got their churn to 2.1. Ours: 4.4", "churn 4.4"), ("Payments have a churn of 2.1, we're at 4.4", "churn 4.4"),
            ("The Leeds office counted 1,900 sign-ups. Ours to follow", ""),
            ("Leeds got 1,900 sign-ups this week, we only got 1,340", "signups 1340"),
            ("sign-ups 1,340. we're behind what I promised", "signups 1340 at_risk"),
            ("Leeds is quiet. sign-ups 1,340. We had a good week", "signups 1340"),
        ])
    func ours(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "numbers beside the value stay what they are",
        arguments: [
            ("activation 36. 4 more sit the test on Saturday", "activated 36"), ("activation 37.5%, we lost one out of 22", "activated 37.5"),
            ("sign-ups 1,150 no wait that was before Sunday. 1,338", "signups 1338"),
            ("time to value was 44 min for a day on Sunday. 30 for the week", "first_value 30"),
            ("people see their first value within 29 min", "first_value 29"), ("sign-ups: twelve hundred (1,210)", "ask which_value signups"),
            ("sign-ups doubled on Monday but the week as a whole is flat", "signups 1320"),
            ("sign-ups: 1,350 if we count the fair, 1,310 if we don't", "ask which_value signups"),
            ("sign-ups none to 25", "signups 0"), ("activation 3 in 10", "activated 30"),
            ("activation: between 34 and 36% depending on who counts", "ask which_value activated"),
            ("churn 4.4. The lift is repaired, all done", "churn 4.4"), ("churn 4.4, done", "churn 4.4"),
            ("sign-ups 1,350. I just live in Lisbon now", "signups 1350"),
        ])
    func beside(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "numbers are read as they are spoken",
        arguments: [
            ("churn is five point three", "churn 5.3"), ("churn: four point nine five", "churn 4.95"), ("2 dozen more sign-ups", "signups 1344"),
            ("sign-ups: 13 hundred", "signups 1300"), ("sign-ups 1,350 off the clicker", "signups 1350"),
            ("activation: I'd guess 35 or 36 percent", "ask which_value activated"),
            ("churn 4.4. I would put my confidence at no more than 40 per cent", "churn 4.4 c0.4"),
            ("churn 9.4 is nonsense. 4.4", "churn 4.4"), ("churn the 4.4 was a typo", ""),
        ])
    func spoken(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "what others did, and what stands, is told apart",
        arguments: [
            ("remove the blocker about finance, please. It has been resolved, as they delivered the figures this morning.", ""),
            ("I am rather worried about churn, which stands at 5.1", "churn 5.1 at_risk"), ("churn 4.4, proper green", "churn 4.4 on_track"),
            ("churn stays as reported", "churn 4.5"),
            ("the guided product tour is finally installed and finished testing", "out tour"),
        ])
    func others(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "a number far from all that is known is asked about, unless it is said with the whole name, or as an answer",
        arguments: [
            ("5,200 sign-ups on the fair's list", "ask implausible signups"), ("sign-ups: 5,200", "signups 5200"),
            ("sign-ups are at 5,200", "signups 5200"),
            ("sign-ups tripled to 5,200", "signups 5200"), ("sign-ups 3,000", "signups 3000"), ("churn 4.4. crane 2: 900", "churn 4.4"),
        ])
    func unlikely(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "what a thought takes back, or another doubts, is asked about",
        arguments: [
            ("forget the 4.5 I gave you, the sheet was old", "caro", "ask which_value churn"),
            ("Ben told me activation is more like 37 but he knows better", "ana", "ask which_value activated"),
            ("found it. twenty one thousand four hundred. on the train now", "dele", "expansion 21400"),
            ("churn up 0.3 after 4.12", "caro", "churn 4.8"), ("time to value an hour and a half roughly", "ben", "first_value 90"),
            ("scratch what I said about shaky", "caro", ""), ("sign-ups 1,350 it is, nowhere near 38,000", "ana", "signups 1350"),
        ])
    func takenBack(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what was, what is hoped for, and how sure somebody is are no values",
        arguments: [
            ("for ref last mth closed at 20.5k", "dele", ""),
            ("Time to value: fairly sure we get to 15 by June, maybe 70%", "ben", "first_value c0.7"),
            ("time to value is still 31 minutes. The 70 was how confident I am", "ben", "first_value 31 c0.7"),
            ("expansion 23.1k with those 3 in, on track", "dele", "expansion 23100 on_track"),
            ("sign-ups 1,450 but not hitting 2,500 this quarter", "ana", "signups 1450 off_track"),
            ("Stuck on the price list, still waiting for legal to sign it off", "dele", "block -"),
            ("sign-ups 1,450 and I reckon we will miss that one", "ana", "signups 1450 off_track"),
        ])
    func hopes(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "how long somebody waits, one of many, and what is only thought behind a number are no values",
        arguments: [
            ("can't do more on churn until legal signs, been waiting two weeks", "caro", "block churn"),
            ("churn is blocked by the codes, IT says another 2 weeks", "caro", "block churn"), ("somebody gave us a 3 for the demo", "caro", ""),
            ("nothing on upsells will move until they sign", "dele", ""),
            ("expansion €22,100... or did I include the raffle?", "dele", "ask which_value expansion"),
            ("activation is 35.6, I had the wrong filter on", "ben", "activated 35.6"),
            ("that's what is behind the faster time to value", "ben", ""),
        ])
    func asides(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a number is put right across messages, and last month's is not taken for it",
        arguments: [
            ("Sorry, miscounted, 1,342 not 1,320", "ana", "signups 1342"),
            ("Finance came back: twenty-one thousand four hundred", "dele", "expansion 21400"),
            ("Coming back to my sign-ups: I had counted the tests too, it should have been 1,341.", "ana", "signups 1341"),
            ("5.2 was October's churn, for comparison", "caro", ""), ("4.8 was the estimate, churn is 4.6", "caro", "churn 4.6"),
            ("we put the guided product tour out on Tuesday", "ben", "out tour"), ("time to value within half an hour", "ben", "first_value 30"),
        ])
    func acrossMessages(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a second guess makes both doubtful, and a unit finds its own of two",
        arguments: [
            ("activation 36 I think, maybe 37, depends on the twins", "ask which_value activated"),
            ("activation and time to value are slipping. 35%", "activated 35 at_risk; first_value at_risk"),
            ("sign-ups should pass 1,700 by July", ""),
        ])
    func guesses(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "what stood in another month, and how sure somebody is of a target, is no value",
        arguments: [
            ("for context, in October we were at 1,210 sign-ups a week", "ana", ""),
            ("I'm maybe 6 out of 10 on us hitting the activation target by June", "ben", "activated c0.6"),
            ("oh sorry, I counted the test accounts too, it should be 1,338", "ana", "signups 1338"),
            ("red for me, no way we hit 2500 by xmas", "ana", "signups off_track"),
            ("I'm stuck waiting on legal, can't send the quotes until they sign off.", "dele", "block -"),
            ("Ben is on a call, he told me the median is thirty minutes now rather than 31", "caro", "first_value 30"),
            ("time to value took 3 minutes longer", "ben", "first_value 34"),
            ("time to value 32 on the bench, 29 in the field. Which one do we report?", "ben", "ask which_value first_value"),
        ])
    func otherMonths(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }
}
