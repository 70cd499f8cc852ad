import Model
import ReplyParsing
import Testing

@Suite("What holds for any team's messages")
struct GeneralRulesTests {
    @Test(
        "values, changes, plans and what is no value",
        arguments: [
            ("churn up .2 :( at risk", "churn 4.7 at_risk"),
            ("sign-ups doubled :sob: one bad robot again", "signups 2640"), ("sign-ups 12? 21? one of the two", "ask which_value signups"),
            ("sign-ups 1390?? or 1930, cannot read it", "ask which_value signups"), ("churn 5 lol no. 4.2", "churn 4.2"),
            ("churn ~5.2~ 4.2, wrong row", "churn 4.2"), ("churn 4.2, low confidence on the 3 tbh", "churn 4.2 off_track"),
            ("churn 4.2, 60% sure we get all 25 over by August", "churn 4.2 c0.6"), ("churn: one good week makes it 4", "churn 4"),
            ("the first one 1390, the third one 28", "signups 1390; first_value 28"), ("1,400 sign-ups and €22k", "signups 1400; expansion 22000"),
            (
                "everything on track apart from churn: red, 4.9",
                "churn 4.9 off_track; signups on_track; activated on_track; first_value on_track; expansion on_track"
            ),
            ("sign-ups 1390, our users are on holiday", "signups 1390"), ("skip churn and activation pls", "skip churn; skip activated"),
            ("sign-ups 1390, can't measure activation until the tracker is back", "signups 1390; block activated"),
            ("churn 4.2 (4.4 last month) 🟢 sign-ups 1,390 🟢", "churn 4.2 on_track; signups 1390 on_track"),
            ("sign-ups 1390 and churn 4.2, call both green", "signups 1390 on_track; churn 4.2 on_track"),
            ("churn 4.2. I would not call it green yet", "churn 4.2 at_risk"), ("churn 4.2, no better, no worse", "churn 4.2"),
            ("who has my charger? sign-ups is on my desk and I'm out again at 05:40", ""),
            ("nothing from me on churn this week, the export is late", "skip churn"),
            ("tour merged (!2231) and on its way", "out tour"), ("sign-ups 1390. Six of them were one customer", "signups 1390"),
            ("churn 4.2, on track now. 3% by xmas looks doable", "churn 4.2 on_track"),
            ("churn 4.2, wont make 3 this quarter", "churn 4.2 off_track"),
            ("churn 4.2, can't see us at 3 by June", "churn 4.2 off_track"), ("won't make the standup", ""),
            ("sign-ups up 20, say 7/10 that we get there. 2 is bens", "signups 1340 c0.7"), ("can't say for 3, skip me there", "skip first_value"),
            ("2 correction: 36.4 not 36.2, wrong cohort. time to value feels like a stretch, maybe 4/10", "activated 36.4; first_value c0.4"),
            ("4/10 is how sure i am we make it. churn is 4.2", "churn 4.2"), ("expansion €22k a dozen", "expansion 22000"),
            ("sign-ups 35, no, 1390, sorry, was reading the wrong column", "signups 1390"),
            ("churn 4.2, 60% sure we get the whole lot", "churn 4.2 c0.6"),
            ("sign-ups 1450, churn no idea thats caros. on track i think, 7/10", "signups 1450 on_track c0.7"),
            ("activation isn't 36%, leave it to ben", "ask which_value activated"), ("the 7/10 was my confidence on sign-ups", "signups c0.7"),
            ("churn might slip back to 5ish by the time it closes, not sure, 4.2 for now", "churn 4.2"),
            ("expansion €22k, green, say 8 out of 10", "expansion 22000 on_track c0.8"),
            ("churn 4.2, bit less sure now, six out of ten", "churn 4.2 c0.6"),
            ("churn looking fine. 7/10", "churn c0.7"), ("activation 7/10", "ask which_value activated"), ("activation 4/10", "activated 40"),
            ("chrn 4.2", "churn 4.2"),
            ("churn done. sign-ups: nope, still 1320, yellow", "churn 3 done; signups 1320 at_risk"),
            ("sign-ups were 1,300 on Wednesday and 1,290 on Sunday; the average, which is what we track, is 1,295", "signups 1295"),
            ("29 min", "first_value 29"),
            ("2 actvation is 35.9 now", "activated 35.9"), ("churn is 4.2, dunno about sign-ups, skip 3", "churn 4.2; skip first_value"),
            ("expansion maybe 22k by tonight, not sure, leave it at 21.6", "expansion 21600"),
            ("scratch my line on churn pls. 3 stays red, but the save offer went live this morning", "first_value off_track; out -"),
            ("also got the new landing page out today", "out -"), ("got the report out of the way", ""),
            ("oops I meant 28 min for number 3, so down 3 not 2", "first_value 28"), ("fyi 3 is now half an hour flat", "first_value 30"),
            ("1 should be 1485 now, confidence 6/10", "signups 1485 c0.6"), ("sign-ups 1390. Should be 1,500 by now per the plan", "signups 1390"),
            ("ugh my 2 was from staging. its the same as last week", "activated 36"), ("we're number 1", ""),
            ("no longer blocked on 3", ""), ("2 and 3 are no longer blocked", ""), ("wk 12: churn 4.2", "churn 4.2"),
            ("3 is blocked rn, cant get events from the tracker team", "block first_value"),
            ("activation went 36 to 39%", "activated 39"), ("churn 4.5 to 4.2", "churn 4.2"), ("churn 4 to 5", "ask which_value churn"),
            ("sign-ups 1400users", "signups 1400"),
            ("17. and churn is 4.2", "churn 4.2; ask which_key_result signups,activated,first_value,churn,expansion"),
            ("sign-ups 1350? let me check... 1390", "signups 1390"), ("churn 4.9?? nah, old sheet. 4.2", "churn 4.2"),
            ("sign-ups 1500. hm no, that's with the tests in it: 1390", "signups 1390"),
            ("sign-ups 1400. scratch that, 1390 without Apple's robots", "signups 1390"),
            ("churn 4.4. not on track, no 3 before spring", "churn 4.4 off_track"),
            ("sign-ups +5, two of those in Leipzig", "signups 1325"),
            ("churn 4.2. We won't make it to 3 this summer", "churn 4.2 off_track"),
            ("expansion is €22k against a target of €30k, and I am confident about that one", "expansion 22000 on_track"),
            ("churn 4.2, activation 37. 60% confident on both", "churn 4.2 c0.6; activated 37 c0.6"),
            ("churn 4.2, 50/50 that we get there", "churn 4.2 c0.5"), ("churn 4.2, 7/10 that we make 3 by summer", "churn 4.2 c0.7"),
            ("churn 3 🎉", "churn 3 done"), ("churn 3.1 🎉", "churn 3.1"),
            ("sign-ups 1400, half them came from ads", "signups 1400"),
            ("someone please turn the heater on, it's -12 in here", ""),
            ("tour merged (#8812) and rolled out", "out tour"), ("guided product tour passed its test and is live", "out tour"),
            ("time to value: 30 min over the bank holiday", "first_value 30"),
            ("sign-ups 1,300, was 1,320 before the holiday 🟠", "signups 1300 at_risk"),
            ("activation 37%, 37.4%", "ask which_value activated"),
            ("sign-ups a third of the way: 1,500", "signups 1500"),
            ("churn: -.2", "churn 4.3"), ("activation + 1", "activated 37"), ("sign-ups + 20", "signups 1340"), ("churn - 4.2", "churn 4.2"),
            ("time to value .5h", "first_value 30"),
            ("time to first value 1/2 hour", "first_value 30"),
            ("churn improved 0.3 points", "churn 4.2"),
            ("churn improved by .3", "churn 4.2"),
            ("activation improved by 2 points", "activated 38"),
            ("churn worsened by 0.4", "churn 4.9"),
            ("churn 0.2 better than last week", "churn 4.3"),
            ("time to value: 2 minutes faster", "first_value 29"), ("time to value 2 min slower", "first_value 33"),
            ("20 fewer sign-ups", "signups 1300"),
            ("monthly churn rate 4.2", "churn 4.2"), ("activation 📈 1pp", "ask which_value activated"), ("churn improved to 4.1", "churn 4.1"),
            ("sign-ups lost 20", "signups 1300"),
            ("sign-ups dropped 30", "signups 1290"),
            ("signups 1400, ttfv down 3 min", "signups 1400; first_value 28"),
            ("ttv 27", "first_value 27"),
            ("churn is not 4.85 but 4.9", "churn 4.9"),
            ("activation 38 not 37", "activated 38"),
            ("next week we plan to ship 3 features and hit 25k", ""),
            ("want to launch the tour and have 1,500 sign-ups", ""),
            ("we plan to hit 25k and reach 1,500 sign-ups", ""),
            ("churn will be tight", "churn at_risk"),
            ("churn should be red next week", ""),
            ("half the signups came from ads", ""),
            ("activation is the one to watch, 37%", "activated 37"),
            ("sorry 2 is 36.4 not 36.2, was looking at Tuesday's", "activated 36.4"), ("3 is blocked", "block first_value"),
            ("conf 4/10 on the churn one, dont see us hitting 3 this quarter", "churn c0.4"),
            ("yeah theyre right, churn is 4.2, i had the trial accounts in there. still red tho", "churn 4.2 off_track"),
            ("and we finaly got the new pricing page out the door yesterday 🎉", "out -"),
            ("still waiting on billing to fix the mails, stuck till they do", "block -"),
            ("tour went live and was rolled back", ""),
            ("tour shipped. Rolled back an hour later.", ""),
            ("tour is live, took 3 weeks", "out tour"),
            ("churn 3%. Hit the target 🎉", "churn 3 done"),
            ("churn below 4 again: 3.9", "churn 3.9"),
            ("sign-ups 1400 depending on the source, churn 4.2", "signups 1400; churn 4.2"),
            ("Quick one before lunch: churn 4.2", "churn 4.2"),
            ("have a good one", ""),
            ("activation 370%??", "ask implausible activated"),
            ("churn is at risk", "churn at_risk"),
            ("thanks bot, you are 10/10 😂", ""), ("oops, undo", ""),
            ("churn is a solid 4.2", "churn 4.2"),
            ("churn 4.2, on course for 3", "churn 4.2 on_track"),
            ("churn finished the week at 4.2", "churn 4.2"),
            ("churn 4.2. I'm happy to call that one on track", "churn 4.2 on_track"),
            ("will miss the target, churn 4.2", "churn 4.2 off_track"),
            ("churn 4.2 but not green yet", "churn 4.2 at_risk"),
            ("signups 1400, churn 4.2, both :large_green_circle:", "signups 1400 on_track; churn 4.2 on_track"),
            ("sign-ups 1400 no wait 1390", "signups 1390"), ("👍 no 12", ""),
            ("sign-ups 1400, three came in at 5 this morning", "signups 1400"),
            ("sign-ups 1400. 31 gone, 16 new", "signups 1400"),
            ("sign-ups 1400, two of those are tests", "signups 1400"),
            ("expansion was €22,000 in April against €21,600 in March", "expansion 22000"),
            ("expansion €22k, or €23k with the addons", "ask which_value expansion"),
            ("expansion: 7k in Jan, 8k in Feb, makes 22k for the three months", "expansion 22000"),
            ("who broke it?? 37 errors, all in the same file", ""),
            ("1) 1400 2) 37 3) 27 4) same 5) 22k", "signups 1400; activated 37; first_value 27; churn 4.5; expansion 22000"),
            ("some progress, that is the tour, which went live on Tuesday", "out tour"),
        ])
    func plain(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test("the rest are those that nobody has spoken of in this check-in")
    func rest() {
        let moment = Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "caro", current: ["signups": 1421, "churn": 4.7])
        let reading = read("rest unchanged", markup: .slack, vocabulary: Vocabulary(GrowthTeam.context("en")), moment: moment)
        #expect(reading.updates.map(\.keyResult.rawValue) == ["activated", "first_value", "expansion"])
    }

    @Test(
        "as last week is what it was when it was asked, unchanged what was said since", arguments: [("same as last week", 36.0), ("unchanged", 37)])
    func asLastWeek(words: String, value: Double) {
        let moment = Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "ben", current: ["activated": 37])
        let reading = read("activation \(words)", markup: .slack, vocabulary: Vocabulary(GrowthTeam.context("en")), moment: moment)
        #expect(reading.updates.map(\.value) == [value])
    }

    @Test("a word of praise may be part of a name")
    func praiseInName() {
        let context = ReadingContext(
            locale: "en",
            objectives: [
                .init(
                    id: "o", title: "O",
                    keyResults: [
                        .init(
                            id: "a", number: 1, title: "Good reviews", kind: .number, unit: "reviews", baseline: 0, target: 100, current: 20,
                            owner: "ana"),
                        .init(
                            id: "b", number: 2, title: "Bad debts", kind: .number, unit: "debts", baseline: 90, target: 10, current: 40, owner: "ana"),
                    ], initiatives: [])
            ])
        let reading = read(
            "good reviews 31", markup: .slack, vocabulary: Vocabulary(context), moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "ben")
        )
        #expect(reading.updates.map(\.keyResult.rawValue) == ["a"] && reading.updates.first?.value == 31)
    }

    @Test("whatever stands between two numbers, the reading ends", arguments: ["no", "não", "nein", "not", "👍", "👍 no", "no 👍", "and no", "(no)"])
    func between(words: String) {
        for text in ["\(words) 12", "3 \(words) 12", "3 👍 \(words) 12", "👍 \(words)", "🟢\(words)12"] { _ = GrowthTeam.gist(text) }
    }

    @Test(
        "words without a name belong to the sender's only key result, or are asked about",
        arguments: [
            ("caro", "red", "churn off_track"),
            ("caro", "oh sorry meant yellow", "churn at_risk"),
            ("caro", "no change", "churn 4.5"),
            ("ben", "red", "ask which_key_result activated,first_value"),
            ("ben", "no change", "ask which_key_result activated,first_value"),
            ("ben", "looking good!", ""),
            ("ben", "all good", ""),
            ("ana", "up 20, at risk", "signups 1340 at_risk"),
            ("caro", "thanks bot, you are 10/10 😂", ""),
            ("caro", "läuft gut", "churn on_track"),
        ])
    func nameless(sender: String, text: String, expected: String) {
        #expect(GrowthTeam.gist(text, from: sender) == expected)
    }

    @Test(
        "an answer to which key result may name any",
        arguments: [
            ("the time one", "first_value 27"),
            ("the activation one", "activated 27"),
            ("time", "first_value 27"),
            ("churn", "churn 27"),
            ("5", "expansion 27"),
            ("number 3", "first_value 27"), ("3 obv 😅", "first_value 27"),
            ("both", "activated 27; first_value 27"),
            ("neither", ""),
        ])
    func chosen(text: String, expected: String) {
        let pending = PendingQuestion(reason: .whichKeyResult, text: "", candidates: ["activated", "first_value"], value: 27)
        #expect(GrowthTeam.gist(text, from: "ben", pending: pending) == expected)
    }

    @Test("no change answers which value")
    func kept() {
        let pending = PendingQuestion(reason: .whichValue, text: "", candidates: ["churn"], value: nil)
        #expect(GrowthTeam.gist("same as last week", from: "caro", pending: pending) == "churn 4.5")
    }

    @Test(
        "other languages say the same",
        arguments: [
            ("de", "churn hat sich um 0,3 verbessert", "churn 4.2"),
            ("de", "churn um 0,3 gesunken", "churn 4.2"),
            ("de", "churn zwischen 4 und 5", "ask which_value churn"),
            ("de", "churn liegt bei 4,2 und wird knapp", "churn 4.2 at_risk"),
            ("de", "tour ist fertig", "out tour"),
            ("fr", "le churn est à risque", "churn at_risk"),
            ("fr", "churn s'est amélioré de 0,3", "churn 4.2"),
            ("fr", "activation entre 36 et 38 %", "ask which_value activated"),
            ("es", "churn entre 4 y 5", "ask which_value churn"),
            ("es", "churn está en riesgo", "churn at_risk"),
            ("es", "el tour se lanzó ayer", "out tour"),
            ("pt", "churn está em risco", "churn at_risk"),
            ("pt", "à espera do jurídico", "block -"),
            ("nb", "churn er i fare", "churn at_risk"),
            ("nb", "tour er ferdig", "out tour"),
            ("nl", "churn is op schema", "churn on_track"),
            ("nl", "tour is klaar", "out tour"),
            ("en", "Blockiert durch die Rechtsabteilung", "block -"),
            ("en", "churn läuft gut, activation gefährdet", "churn on_track; activated at_risk"),
            ("en", "tour veröffentlicht", "out tour"),
        ])
    func languages(locale: String, text: String, expected: String) {
        #expect(GrowthTeam.gist(text, locale: locale) == expected)
    }

    @Test(
        "a heading within a line holds for its sentence",
        arguments: [
            ("sign-ups 1,400. Done: referral page, new hero copy.", "signups 1400; out -"),
            (
                "sign-ups 1,400, off track for 2,500 if we're honest. Blocker: ads account, nobody answers. Done: the tour.",
                "signups 1400 off_track; out tour; block -"
            ),
            ("sign-ups 1,400. Blockers: none. Next: 2,500", "signups 1400"),
            ("sign-ups: done", "signups 2500 done"),
        ])
    func headings(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test("a blocker's words begin behind its heading")
    func blockerWords() {
        #expect(GrowthTeam.reading("sign-ups 1,400. Blocker: ads account, nobody answers.").blockers.map(\.text) == ["ads account, nobody answers"])
        #expect(GrowthTeam.reading("can't close the upsells until thats done").blockers.map(\.text) == ["can't close the upsells until thats done"])
    }

    @Test(
        "a slip of the finger in a word that decides",
        arguments: [
            ("shpped the survey yesterday", "out -"), ("lauched the tour", "out tour"), ("churn unchagned", "churn 4.5"),
            ("sign-ups 1,400 on trakc, confidnece 7", "signups 1400 on_track c0.7"), ("they hated the art", ""), ("the merger went well", ""),
        ])
    func slips(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test(
        "a verb behind one word of a title, a share that was won, an aside behind a status",
        arguments: [
            ("Expansion closed Sunday at 22,400", "expansion 22400"), ("activation: won 19 of 50", "activated 38"),
            ("churn 4.2, on track for the first week", "churn 4.2 on_track"), ("time to value: a quarter of an hour", "first_value 15"),
            ("sign-ups three more than last week", "signups 1323"), ("we got the banner out on Tuesday so that helped", "out -"),
            ("4: not great, review on 28/05", ""),
        ])
    func asides(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test("the name that stands behind \"no wait\" is the answer")
    func answerCorrected() {
        let pending = PendingQuestion(reason: .whichKeyResult, text: "", candidates: ["activated", "first_value"], value: 27)
        #expect(GrowthTeam.gist("activation obviously.. no wait, time to value", from: "ben", pending: pending) == "first_value 27")
        #expect(GrowthTeam.gist("oh, the minutes one, sorry", from: "ben", pending: pending) == "first_value 27")
        #expect(GrowthTeam.gist("the percentage", from: "ben", pending: pending) == "activated 27")
        #expect(GrowthTeam.gist("activation of course, a churn like that would be nice", from: "ben", pending: pending) == "activated 27")
        #expect(GrowthTeam.gist("the time one, so it's back at 33", from: "ben", pending: pending) == "first_value 33")
        #expect(GrowthTeam.gist("activation, sorry", from: "ben", pending: pending) == "activated 27")
    }

    @Test(
        "where there is one key result, a number of something else is not taken for it",
        arguments: [
            ("rehearsal is at 7 in the hall", ""), ("the lock code is 94417", ""), ("hall is booked for the 14th, 10 till 1, bring fuses", ""),
            ("we are at 1,400", "1400.0"), ("the count was at 1,400 this morning", "1400.0"), ("three more than last week", "1323.0"),
        ])
    func onlyOne(text: String, expected: String) {
        let reading = GrowthTeam.readingAlone(text)
        #expect(reading.updates.compactMap(\.value).map { "\($0)" }.joined() == expected && reading.questions.isEmpty)
    }

    @Test(
        "counts of what the talk is about, targets that only seem, and what was denied",
        arguments: [
            ("caro", "we began to interview the ones who left, 3 until now", ""), ("caro", "long week, 4.2 now", "churn 4.2"),
            ("ben", "bit worried about time to value, 15 feels miles off", "first_value at_risk"),
            ("ana", "referral page went live fri, 60 sign-ups from it already 🎉", "out -"),
            ("dele", "sorry, typo, it was 1,352 not 1,320", "signups 1352"), ("dele", "it's 22.4k, not 21.6k", "expansion 22400"),
            ("dele", "it was 1,352 not 1,310", "ask which_key_result signups,activated,first_value,churn,expansion"),
            ("ana", "sign-ups 1,460, more like 1,430", "signups 1430"),
        ])
    func talk(sender: String, text: String, expected: String) {
        #expect(GrowthTeam.gist(text, from: sender) == expected)
    }

    @Test(
        "names cut short, plans that are things, statuses alone, nothing that blocks",
        arguments: [
            ("act. 36.2%", "activated 36.2"), ("exp rev approx 22k, looking healthy 💚", "expansion 22000 on_track"),
            ("- time to value n/c", "first_value 31"),
            ("the annual plan email went out mon", "out -"), ("the emails launched. green overall", "expansion on_track; out -"),
            ("1 - green, confidence high, blocked by nothing for now", "signups on_track"),
        ])
    func short(text: String, expected: String) {
        #expect(GrowthTeam.gist(text, from: "dele") == expected)
    }

    @Test(
        "what somebody says who should know, a status that is called, and what is done only then",
        arguments: [
            ("dele", "ok finance says 22.3k so up a bit", "expansion 22300"), ("dele", "the weather app says 22 hours", ""),
            ("ben", "waiting on the data team, and until that is done I would call 3 at risk", "first_value at_risk; block first_value"),
            ("ana", "8/10", "signups c0.8"), ("caro", "8/10", "churn c0.8"),
            ("ben", "activation came in at 36.4%. I'm fairly confident we get to 45, say 7 out of 10", "activated 36.4 c0.7"),
            ("dele", "no its 22.3k not 21.6", "expansion 22300"),
        ])
    func known(sender: String, text: String, expected: String) {
        #expect(GrowthTeam.gist(text, from: sender) == expected)
    }

    @Test("finished work begins behind what only joins it to the sentence before")
    func outputWords() {
        let reading = GrowthTeam.reading("activation 36.4%, mostly because the new checklist went out to everyone")
        #expect(reading.outputs.map(\.text) == ["the new checklist went out to everyone"])
    }

    @Test(
        "what stood in the way and does no longer",
        arguments: ["Legal came back, so we're not waiting on them any more", "not stuck any more", "no longer waiting on legal"])
    func unblocked(text: String) {
        #expect(GrowthTeam.reading(text).unblocked.filter { !$0.isHint }.count == 1 && GrowthTeam.reading(text).blockers.isEmpty)
    }

    @Test(
        "asides that are no report of all, closes of a week, cheers that only look like a question",
        arguments: [
            ("churn down 0.2, amber for me all the same. activation 37", "churn 4.3 at_risk; activated 37"),
            ("we closed the week on 1,352 sign-ups, up from 1,320", "signups 1352"),
            ("the tour launched on Tuesday, they love it?!", "out tour"), ("sign-ups at minus 12 after the import", "ask which_value signups"),
            ("on churn there is nothing to report", "skip churn"),
        ])
    func more(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test("a word that one name is about, and another only counts by, names the first")
    func countedBy() {
        let meals = ReadingContext.KeyResultContext(
            id: "meals", number: 1, title: "Meals served", kind: .number, unit: "", baseline: 310, target: 420, current: 352)
        let cost = ReadingContext.KeyResultContext(
            id: "cost", number: 2, title: "Cost per meal", kind: .currency, unit: "GBP", baseline: 2.9, target: 2.45, current: 2.71)
        let context = ReadingContext(locale: "en", objectives: [.init(id: "o", title: "Kitchen", keyResults: [meals, cost], initiatives: [])])
        let moment = Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "zoe")
        let reading = read("meals 366, cost per meal 2.68", markup: .slack, vocabulary: Vocabulary(context), moment: moment)
        #expect(reading.updates.map(\.keyResult.rawValue) == ["meals", "cost"] && reading.questions.isEmpty)
    }

    @Test(
        "a status at the head of other news, spans of time, rates, what would be, and rough changes beside a total",
        arguments: [
            ("ana", "On track I think, and we shipped the new page on Tuesday", "signups on_track; out -"),
            ("ben", "importer got merged, so 3 isn't blocked anymore", "out -"), ("dele", "1,200 is what the contract would bring", ""),
            ("dele", "expansion came in at €22,430, so up about 850", "expansion 22430"),
            ("dele", "still waiting on procurement tho 😩 like 2k stuck there", "block -"),
            ("dele", "def on track 💪 like 80% sure we hit the 30k", "expansion on_track c0.8"),
            ("ana", "I would say seven out of ten that we make the target this quarter", "signups c0.7"),
            ("ben", "confidence: 2 → 5/10, 3 → 8/10", "activated c0.5; first_value c0.8"), ("ben", "time to value still an hour", "first_value 60"),
            ("ana", "sign-ups: we had 1,352, and one of those was a test", "signups 1352"),
            ("ana", "churn no change, it is at risk", "churn 4.5 at_risk"),
        ])
    func news(sender: String, text: String, expected: String) {
        #expect(GrowthTeam.gist(text, from: sender) == expected)
    }

    @Test(
        "why an earlier number was wrong, what the bot still says, and what is meant more exactly",
        arguments: [
            ("activation is 35.9%, I was looking at the wrong dashboard", "activated 35.9"),
            ("activation 35.9, wrong dashboard, it's 36.2", "activated 36.2"), ("hm, it still says 36.2. Activation is 35.9%", "activated 35.9"),
            ("activation: over half now! 53% to be exact", "activated 53"),
        ])
    func reasons(text: String, expected: String) {
        #expect(GrowthTeam.gist(text, from: "ben") == expected)
    }

    @Test(
        "corrections that say what should be, doubts in halves, all of the sender's own",
        arguments: [
            ("ana", "Correction, sign-ups should be 1,448, I had counted some test accounts", "signups 1448"),
            ("ana", "sign-ups should be 1,448 by June", ""),
            ("ana", "sign-ups green. Not sure we'll make 2,500, 50/50 I'd guess", "signups on_track c0.5"),
            ("ben", "everything as before from my side, nothing new on 2 or 3", "activated 36; first_value 31"),
            ("ben", "me, give me ten minutes", ""), ("caro", "confidence is low, maybe 3 out of 10", "churn c0.3"),
            ("dele", "waiting on legal, can't send the contracts until they sign off", "block -"),
        ])
    func doubts(sender: String, text: String, expected: String) {
        #expect(GrowthTeam.gist(text, from: sender) == expected)
    }
}
