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
            (
                "activation 35.8 and time to value 31 min, the second one I'm pretty happy with, on track",
                "activated 35.8; first_value 31; ask which_key_result activated,first_value"
            ),
            (
                "I meant the time to value one is on track. activation I honestly don't know, it's a bit wobbly",
                "first_value on_track; activated at_risk"
            ),
            ("Scrap that 85. sign-ups 58 more than last week", "signups 1378"), ("sign-ups: the report is new, 1390 it is", "signups 1390"),
            ("two contracts signed, expansion 22.9k. The third one slipped into January. On track", "expansion 22900 on_track"),
            ("churn could be 4.4 or 4.6", "ask which_value churn"),
            ("churn is still off track, 3% is a long way from here", "churn off_track"), ("time to frist value 30", "first_value 30"),
            ("time to first valeu is 28 now", "first_value 28"), ("expansion is 21.9k, still on track for the 30 though", "expansion 21900 on_track"),
            ("sign-ups were 1,390, down from 1,420, mostly the same two campaigns", "signups 1390"),
            ("sign-ups 1390. yes, 1390. red", "signups 1390 off_track"), ("leave churn out this time. sign-ups 1390", "signups 1390; skip churn"),
            ("nothing new from my side on churn", "skip churn"), ("leave me out this time please", "skip all"),
            ("expansion up €1k on last time", "expansion 22600"),
            ("sign-ups 1390 🟠 the fair clashed, 1,900 users in hall 4 and none with us", "signups 1390 at_risk"),
            ("~sign-ups 1410~ sign-ups 1340 (read the wrong column)", "signups 1340"),
            ("churn 4.4, blocked: legal", "churn 4.4; block churn"), ("no, blockers: legal", "block -"),
            ("one thing is holding churn back: we are waiting for legal", "block churn"),
            ("oh and one more from me, I forgot to mention: churn 4.2", "churn 4.2"), ("sign-ups up 40 on what I told you", "signups 1360"),
            ("activation anywhere from 36 to 39 depending on the day", "ask which_value activated"),
            ("sorry 4 the delay, churn 4.2", "churn 4.2"), ("3 of us are ill, churn 4.2", "churn 4.2"),
            ("churn 4.2. got paged at 4:10 and again at 5", "churn 4.2"), ("1: 1,390. Leave 4 out, Caro has the story", "signups 1390; skip churn"),
            ("29 min, confident we make 15 by the end of the quarter", "first_value 29 on_track"),
            ("sorry, churn is 4.2, read the wrong row", "churn 4.2"), ("expansion at risk, not sure we make 30k by year end", "expansion at_risk"),
            ("we hit 1,450 sign-ups", "signups 1450"),
            ("oops, sign-ups should've been 1,426 not 1,462", "signups 1426"),
            ("time to value should be somewhere around 29 or 30 now", "ask which_value first_value"),
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
        "what the owner of one number says without naming it",
        arguments: [
            ("two upsells slipped to december, still fairly confident, say 7/10", "expansion c0.7"),
            ("1,450 minus the 30 we owe", "ask which_value expansion"),
            ("Honestly it's off track, we'd need another 7k by new year", "expansion off_track"),
            ("halfway to 30k", "expansion 24000"), ("three quarters of the way there", "expansion 27000"), ("30k isn't happening this year", ""),
            ("the Hansen upgrade slipped so take 400 off that. Call it 22,100.", "expansion 22100"),
            ("expansion is grow with 800 euro this week", "expansion 22400"), ("Last November we were at 14k", ""),
            ("two renewals got upgraded today so +450", "expansion 22050"), ("two renewals got upgraded, +450", "expansion 22050"),
            ("correction, finance just sent the final list: 21.9k", "expansion 21900"),
            ("5: went live with the seat upgrades on Tuesday. Feeling good, green.", "expansion on_track; out -"),
            ("The page could be 40 lines and I have 38", ""),
            ("Another 350 this week, expansion 21950. Feeling good, green", "expansion 21950 on_track"),
            ("expansion up 0.5k, entirely the agency churn of one client. At risk.", "expansion 22100 at_risk"),
        ])
    func owned(text: String, expected: String) {
        #expect(GrowthTeam.gist(text, from: "dele") == expected)
    }

    @Test(
        "what is said of sign-ups, time and churn in passing",
        arguments: [
            ("sign-ups 1,390 if you count the partners, 1,350 if you don't", "ask which_value signups"),
            ("sign-ups 1,390\n*1,398, forgot the fair", "ask which_value signups"),
            ("activation 36.9... that's the good region only, for all of them it's 35.9", "activated 35.9"),
            ("time to value, same query. Nothing changed there", "first_value 31"), ("act 35.8, churn 4.2", "activated 35.8; churn 4.2"),
            ("good week, we finished at 1,452 sign-ups", "signups 1452"), ("we won't get churn to 3 this year", ""),
            ("there is no further change to report on churn", "churn 4.5"), ("maybe 4 out of 10 on activation", "ask which_value activated"),
            ("churn 4.2%... or 4.4%, depends whom you ask", "ask which_value churn"),
            ("activation went up again by 2", "activated 38"), ("time to value came down again by 2", "first_value 29"),
            ("paid sign-ups are basically at zero until that's sorted", "ask implausible signups"),
            ("sign-ups averaged 1,390. No new churn, still 4.5", "signups 1390; churn 4.5"),
            ("time to value: 2 hours and a minute", "first_value 121"),
            ("next week: the club opens. this week: sign-ups 1,390, churn 4.2", "signups 1390; churn 4.2"),
            ("Please skip me this week, jury duty", "skip all"),
            ("back at 05:40, all well. I'm off to bed", ""),
            ("time to value: the import wizard is 80% built", ""), ("so the median is 29 now", "first_value 29"),
            ("30 000 flyers come on Thursday", ""),
            (
                "sign-ups are unchanged. All the other numbers remained unchanged",
                "signups 1320; activated 36; first_value 31; churn 4.5; expansion 21600"
            ),
            ("Skip 5 for me from here on", "skip expansion"), ("time to value 29m 30, was 31m 15", "first_value 29.5"),
            ("sign-ups doubled on Saturday alone but for the week as a whole it's 1,390", "signups 1390"),
            ("churn 4.2 this week, 4.6 last, so technically better", "churn 4.2"),
            (
                "everything's on track, though churn 4.2 is the only one I looked up",
                "churn 4.2 on_track; signups on_track; activated on_track; first_value on_track; expansion on_track"
            ),
            ("sign-ups 1390, I mean activation, 36.5", "signups 1390; activated 36.5"),
            ("sign-ups 1,390, up from 1,320 ✅ churn is slipping", "signups 1390 on_track; churn at_risk"),
        ])
    func passing(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test(
        "what is taken back or put right in the same message",
        arguments: [
            ("churn 4.7 (sorry, 4.2, read the wrong month)", "churn 4.2"),
            ("sign-ups 1,488, churn 4.2%. Sorry, 1,448, I swapped two digits.", "churn 4.2; signups 1448"),
            ("sign-ups 1,390, churn 4.7%. hm no, the sign-ups are 1,380, the other was Friday's", "churn 4.7; signups 1380"),
            ("sign-ups 1,390, churn: 4.2 — actually forget that churn, the invoices aren't in it", "signups 1390"),
            ("churn 4.2, the shop did two on Saturday. I had 4.4 in Friday's post, that was wrong", "churn 4.2"),
        ])
    func putRight(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test("what stands in the way quotes no word twice, however often the sentence says so")
    func quotedOnce() {
        let text = String(repeating: "the import fails, so we're stuck there, ", count: 50)
        let blockers = GrowthTeam.reading(text).blockers
        #expect(blockers.count > 10)
        #expect(zip(blockers, blockers.dropFirst()).allSatisfy { $0.span.end <= $1.span.start })
    }

    @Test("a name cut short is a key result's, whatever work is planned that begins with the same letters")
    func cutShort() {
        let context = ReadingContext(
            locale: "en",
            objectives: [
                .init(
                    id: "loyalty", title: "Customers stay", keyResults: [GrowthTeam.churn, GrowthTeam.expansion],
                    initiatives: [.init(id: "health", title: "Account health reviews", moves: ["churn"])])
            ])
        let reading = read(
            "exp rev up 640", markup: .slack, vocabulary: Vocabulary(context),
            moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "zoe"))
        #expect(reading.updates.map(\.value) == [22_240])
    }

    @Test("what was told before and is taken back by its number is no value")
    func toldBefore() {
        #expect(GrowthTeam.gist("that €22.9k from me was net", from: "dele").isEmpty)
    }

    @Test(
        "a lone number of a team with one key result",
        arguments: [
            ("101k. no hang on, I added the raffle twice: 1,390", 1390.0), ("1,344! no, 1,343, I counted the test account", 1343),
            ("Worried, frankly. It was only 1,290 this time and the summer starts.", 1290),
        ])
    func alone(text: String, value: Double) {
        #expect(GrowthTeam.readingAlone(text).updates.map(\.value) == [value])
    }

    @Test(
        "statuses and confidences, said in more words than the usual",
        arguments: [
            ("churn is off track rather than on track, two accounts postponed", "churn off_track"),
            ("70% sure we get churn below 4 if those two sign. For now I'd call it on track.", "churn on_track c0.7"),
            ("not super confident on expansion, say 40%", "expansion c0.4"),
            ("churn 4.7. Pretty confident we get there now, say 70%", "churn 4.7 c0.7"),
            (
                "activation 36.5%, time to value 30 and sign-ups 1,390, both a bit shaky",
                "activated 36.5; first_value 30 at_risk; signups 1390 at_risk"
            ),
            ("churn 4.2, and with the winter coming I'm concerned about it", "churn 4.2 at_risk"),
            ("churn 4.2. we will miss the 3", "churn 4.2 off_track"), ("churn 4.2. I'd still have it yellow though", "churn 4.2 at_risk"),
            ("churn 4.2. Activation: 36. Mark them both green please", "churn 4.2 on_track; activated 36 on_track"),
            ("we might miss churn this quarter", "churn at_risk"),
            ("feeling good about activation, churn is still a bit at risk tbh", "activated on_track; churn at_risk"),
            ("churn worries me a bit", "churn at_risk"),
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
            ("Activation: honestly it's miles off, red from me. Time to value is bang on track though.", "activated off_track; first_value on_track"),
            ("churn 4.2. 60% sure we hit target", "churn 4.2 c0.6"),
            ("activation 36.4, time to value down 2 min. on track for both i think", "activated 36.4 on_track; first_value 29 on_track"),
            ("expansion up 640. reasonably confident, say 7/10", "expansion 22240 c0.7"),
            ("sign-ups 1390. I'd still give us 60% for 2,500", "signups 1390 c0.6"),
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
            ("churn 4.2, the win-back emails are finally out to all annual customers", "churn 4.2; out -"),
            ("sign-ups +15, the referral page is up", "signups 1335; out -"),
            ("churn 4.2. Checkout importer finished, merged, deployed", "churn 4.2; out -"), ("churn 4.2. new checklist done", "churn 4.2; out -"),
            ("We did wrap up the internal rehearsal though", "out -"), ("the upsell page is finally out", "out -"),
            ("churn 4.2, still stuck because the wizard is waiting on legal", "churn 4.2; block churn"),
            ("Churn: amber. The import keeps timing out, so we're stuck there.", "churn at_risk; block churn"),
            ("product tour installed", "out tour"), ("product tours have gone out of fashion. churn 4.2", "churn 4.2"),
            ("Only thing in my way: the price book isn't in the CRM yet", "block -"),
            ("no blockers apart from the ads account", "block -"), ("no blockers", ""), ("shipped nothing, fixed everything", ""),
            ("8 of 14 tours are booked. churn 4.2, and it is waiting on the auditor", "churn 4.2; block churn"),
            ("so I can't ship it, that's what's stopping time to value from dropping", "block first_value"),
            ("usage alerts for admins are done. churn 4.2", "churn 4.2; out -"), ("we are done here. churn 4.2", "churn 4.2"),
            ("the new welcome screens have been out since Monday", "out -"),
            ("churn 4.2. we can't do much about it while the survey is broken", "churn 4.2; block -"),
            ("the ads account is still suspended", "block -"), ("import wizard's finally out the door", "out -"),
            ("churn 4.2, procurement not answering is what's holding it up", "churn 4.2; block churn"),
            ("onboarding emails done too", "out -"), ("the onboarding redesign is on hold", "block -"),
            ("the pricing page redesign is finally done", "out -"), ("consent screen is out on web", "out -"),
            ("the ads account got suspended last night", "block -"),
            ("the only thing holding us back is the broken captcha on mobile", "block -"),
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
            ("churn 4.2, and activation is in trouble imo", ["activation is in trouble imo"]),
            ("churn 4.2 and activation 37 👍 both fine", ["both fine"]),
            ("churn 45, just kidding. activation 36", ["churn 45"]),
            ("churn 4.2. feeling ok about it", ["feeling ok about it"]),
            ("sign-ups up 85, second batch of invoices is in", ["second batch of invoices is in"]),
            ("churn 4.2, procurement has gone quiet on us", ["procurement has gone quiet on us"]),
            ("churn 4.2 and we can't get the new mails out", ["we can't get the new mails out"]),
            ("churn 4.2. Fixed the invoice bug", ["Fixed the invoice bug"]),
            ("churn 4.2. activation is doing badly", ["activation is doing badly"]),
            ("Fixed the double-counting in the sign-up report, so it's really 1,390", ["Fixed the double-counting in the sign-up report"]),
            ("churn 4.2. I'd say activation is doing fine", ["I'd say activation is doing fine"]),
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
        #expect(GrowthTeam.gist("the churn one, sorry for my typing. the half point was activation", pending: which) == "churn 4.2")
        let odd = PendingQuestion(reason: .implausible, text: "Really?", candidates: ["signups"], value: 12)
        #expect(GrowthTeam.gist("1.4k zounds", pending: odd) == "signups 1400")
    }

    @Test("what has been recorded since decides whether a figure is far from the sender's own number")
    func sinceThen() {
        func updates(_ current: [String: Double]?) -> [Double?] {
            let moment = Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "caro", current: current)
            return read("went up to 38", markup: .slack, vocabulary: Vocabulary(GrowthTeam.context("en")), moment: moment).updates.map(\.value)
        }
        #expect(updates(nil).isEmpty)
        #expect(updates(["churn": 36]) == [38])
    }

    @Test("what an owner says of nothing that is named is theirs, but for a change too small for it")
    func owners() {
        #expect(GrowthTeam.gist("1,515 was right after all, finance double checked. We're back on track", from: "ana") == "signups 1515 on_track")
        #expect(
            GrowthTeam.gist("it went up by 2 overnight", from: "dele") == "ask which_key_result signups,activated,first_value,churn,expansion")
        #expect(GrowthTeam.gist("went up to 38", from: "caro") == "ask which_key_result activated,first_value,churn")
        #expect(
            GrowthTeam.gist("that's 350 a month on top", from: "dele") == "ask which_key_result signups,activated,first_value,churn,expansion")
        #expect(GrowthTeam.gist("so that off track was me being grumpy. Make it at risk.", from: "dele") == "expansion at_risk")
        #expect(GrowthTeam.gist("confidence in getting to 30k is so-so, I'd say 60%", from: "dele") == "expansion c0.6")
        #expect(GrowthTeam.gist("went up to 4.9", from: "caro") == "churn 4.9")
        #expect(GrowthTeam.gist("it went up by 200 overnight", from: "dele") == "expansion 21800")
    }

    @Test("\"For Ana, …\" speaks for somebody, \"For completeness, …\" for nobody")
    func saidFor() {
        #expect(GrowthTeam.reading("For Ana, sign-ups 1,390").reportedFor?.name == "Ana")
        #expect(GrowthTeam.reading("for ana: sign-ups 1,390").reportedFor?.name == "ana")
        #expect(GrowthTeam.reading("For completeness, sign-ups 1,390").reportedFor == nil)
    }
}
