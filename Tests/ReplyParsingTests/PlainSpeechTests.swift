import Model
import ReplyParsing
import Testing

@Suite("Reports in plain speech")
struct PlainSpeechTests {
    @Test(
        "rivals, parts and what only sounds like a value",
        arguments: [
            ("time to value 35 minutes without the Friday mess or 43 with it", "ask which_value first_value"),
            ("time to value: 48 minutes on mobile, 1 hour everywhere else", "ask which_value first_value"),
            ("expansion is 0.029M USD", "ask unit_mismatch expansion"), ("expansion is 0.022M EUR", "expansion 22000"),
            ("churn was at 6.1 last year", ""), ("churn was 4.4% on Tuesday, the holidays didn't help", "churn 4.4"),
            ("sign-ups up half a dozen since the webinar", "signups 1326"),
            ("time to value is half an hour and churn in May: 4.2", "first_value 30; churn 4.2"),
            ("sign-ups 1390. I'm in from 7 to 2 until the 19th", "signups 1390"), ("activation: half of it", "activated 50"),
            ("time to value a day and a half", "first_value 2160"), ("sign-ups up to 1,396 users an hour", "signups 1396"),
            ("churn: two more agencies left", ""), ("churn is the odd one: 4.2", "churn 4.2"), ("short one from expansion. churn 4.2", "churn 4.2"),
            ("60 of our 75 trials have reached activation; the remaining 15 sit in Vilnius", "activated 80"),
            ("pulled the funnel without the robots, failed runs aside: churn 4.2, queries run like it's 2019", "churn 4.2"),
            ("lost Meridian, that takes €900 out, so expansion is 20.7k", "expansion 20700"),
            ("doubled since January: 2,640 sign-ups now", "signups 2640"),
            ("sign-ups 1390. Two more and then I'm heads down", "signups 1390"),
            ("last year it brought us around 300 sign-ups in the first week", ""), ("Last year at this time we were at 6.1% churn", ""),
            ("churn stood at 4.6 a week ago and the log says 4.2", "churn 4.2"), ("churn 4.2. 3.1 is planned for the 30th", "churn 4.2"),
            ("sign-ups crept up to 1,390, somebody dropped the wrong file", "signups 1390"), ("sign-ups up 150%, not joking", "signups 3300"),
            ("sign-ups brought in 1,390 users", "signups 1390"), ("sign-ups 1319, argh, 1391", "signups 1391"),
            ("activation drops back by 0.3, like 70% we hit 45", "activated 35.7 c0.7"),
            ("sign-ups 1390, low confidence we see 2,500", "signups 1390 off_track"),
            ("please add another €600 on top of what I reported", "expansion 22200"), ("70 users more since Friday", "signups 1390"),
            ("churn 4.2, see you at stand B 212", "churn 4.2"), ("churn and expansion are both flat", "churn 4.5; expansion 21600"),
            ("first one is Tunde's. third 29, fourth 4.2, both green", "first_value 29 on_track; churn 4.2 on_track"),
            ("expansion €22k, tight but doable. 4 days of the quarter left", "expansion 22000 at_risk"),
        ])
    func values(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test(
        "statuses and confidences, said in more words than the usual",
        arguments: [
            ("churn 4.2, so let's say at risk", "churn 4.2 at_risk"), ("churn 4.2, I'd rather put it at amber", "churn 4.2 at_risk"),
            ("churn 4.2, which I would still call tight after the move", "churn 4.2 at_risk"),
            ("sorry, should have been plainer: churn is off track", "churn off_track"),
            ("time to value I'm less sure of, we're miles off so let's say at risk", "first_value at_risk"),
            ("sign-ups are a bit shakier than I made out earlier", "signups at_risk"),
            ("churn 4.2, still red for me as long as the signing keys are lost", "churn 4.2 off_track"),
            ("expansion down €1k after the churn round of May, still healthy", "expansion 20600 on_track"),
            ("churn 4.2. So I'm confident we see 3 by June", "churn 4.2 on_track"),
            ("churn: pretty unsure we'll make it, maybe 30%", "churn c0.3"),
            ("we're on a good way with churn", "churn on_track"), ("churn 4.2, won't make it this week", "churn 4.2 off_track"),
            ("expansion €22.4k, I'm fairly comfortable, call it 70% and on track", "expansion 22400 on_track c0.7"),
            ("time to value numbers are lagging", ""),
            ("expansion stays where I put it, but I'd nudge confidence to 75", "expansion 21600 c0.75"),
        ])
    func judgements(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test(
        "finished work and what holds it up",
        arguments: [
            ("product tour installed", "out tour"), ("product tours have gone out of fashion. churn 4.2", "churn 4.2"),
            ("Only thing in my way: the price book isn't in the CRM yet", "block -"),
            ("8 of 14 tours are booked. churn 4.2, and it is waiting on the auditor", "churn 4.2; block churn"),
            ("so I can't ship it, that's what's stopping time to value from dropping", "block first_value"),
            ("patch 1.9.2 is out. churn 4.2", "churn 4.2; out -"), ("took the product tours out, churn 4.2", "churn 4.2"),
            ("churn 4.2. Red, and it is waiting on pricing approvals", "churn 4.2 off_track; block churn"),
        ])
    func work(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    private func unheard(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return GrowthTeam.reading(text).unheard.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
    }

    @Test(
        "what sounds like a report and came to nothing is told",
        arguments: [
            ("churn 4.2, and activation is in trouble imo", ["and activation is in trouble imo"]),
            ("churn 4.2 and activation 37 👍 both fine", ["both fine"]),
            ("sign-ups up 85, landing page redesign is out", ["landing page redesign is out"]),
            ("churn 4.2. Activation took a hit", ["Activation took a hit"]),
        ])
    func told(text: String, expected: [String]) {
        #expect(unheard(text) == expected)
    }

    @Test(
        "remarks on what was reported, plans, questions, chatter and what is held back by a rule stay untold",
        arguments: [
            "churn 4.2. churn is mostly small agencies", "churn 4.2, next week we look at activation", "churn 4.2. how is activation doing?",
            "churn 4.2, good morning both", "churn 4.2 because activation took a hit", "churn 4.2 (activation took a hit)", "activation took a hit",
            "churn 4.2, Ben is out", "churn 4.2. activation was 30 in January",
        ])
    func untold(text: String) {
        #expect(unheard(text).isEmpty)
    }

    @Test("an answer may stand in front of more, or have a word behind it that means nothing")
    func answers() {
        let which = PendingQuestion(reason: .whichKeyResult, text: "Which one?", candidates: ["signups", "churn"], value: 4.2)
        #expect(GrowthTeam.gist("churn. expansion is at 22k", pending: which) == "expansion 22000; churn 4.2")
        #expect(GrowthTeam.gist("oh sorry yeah I meant churn, expansion stays where it was", pending: which) == "expansion 21600; churn 4.2")
        let odd = PendingQuestion(reason: .implausible, text: "Really?", candidates: ["signups"], value: 12)
        #expect(GrowthTeam.gist("1.4k zounds", pending: odd) == "signups 1400")
    }

    @Test("\"For Ana, …\" speaks for somebody, \"For completeness, …\" for nobody")
    func saidFor() {
        #expect(GrowthTeam.reading("For Ana, sign-ups 1,390").reportedFor?.name == "Ana")
        #expect(GrowthTeam.reading("For completeness, sign-ups 1,390").reportedFor == nil)
    }
}
