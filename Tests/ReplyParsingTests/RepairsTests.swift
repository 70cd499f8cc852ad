import Model
import ReplyParsing
import Testing

@Suite("Misses put right, and what is said around a goal") struct RepairsTests {
    @Test(
        "a target that is spoken of is no value, whatever is said of it",
        arguments: [
            ("If you want a number for how sure I am about 2,500, I'd say seventy percent.", "ana", "signups c0.7"),
            ("I also think 3% was always a bit ambitious, though let's keep it, because it makes us try things.", "caro", ""),
            (
                "My gut says that brings activation to 39 or so next week, so let's say five out of ten on reaching the target.", "ben",
                "activated c0.5"
            ),
            ("Not very confident on 3% tbh, maybe 4 out of 10", "caro", "churn c0.4"),
            ("I'd still give churn an 8 out of 10", "caro", "churn c0.8"),
            ("I'd give activation a 4 out of 10", "ben", "ask which_value activated"),
            ("green from me, 70/30", "dele", "expansion on_track c0.7"),
        ])
    func aims(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what we missed is told again in few words",
        arguments: [
            ("you missed the number though, it's 1,465", "ana", "signups 1465"),
            ("oh and the cancel survey isn't on the list, it did go out last Friday", "caro", "out -"),
            ("We closed last week on 1,465 sign-ups, mostly thanks to the podcast", "ana", "signups 1465"),
            ("I'd still call it green despite the refund. I'm off Thursday", "dele", "expansion on_track"),
            ("Two more cancellations came in this morning so I'd rather call it off track", "caro", "churn off_track"),
            ("Ben is at the dentist, he asked me to put 3 down as on track and 2 as at risk.", "ana", "first_value on_track; activated at_risk"),
            ("green, 1,450", "ana", "signups 1450 on_track"),
        ])
    func again(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("of a thing that was missed, only its name is quoted")
    func missedThing() {
        let reading = GrowthTeam.reading("oh and the cancel survey isn't on the list, it did go out last Friday", from: "caro")
        #expect(reading.outputs.map(\.text) == ["the cancel survey"])
    }

    @Test("part of a known count that is to go is told as left out, and changes nothing in silence")
    func partOfKnown() {
        let reading = GrowthTeam.reading("oh, a dozen of the 1,320 were our own test accounts, knock them off please", from: "ana")
        #expect(reading.updates.isEmpty && reading.kind == .unread && !reading.leftOut.isEmpty)
    }

    @Test(
        "what somebody will not do until something has been done stands in the way, once",
        arguments: [
            ("churn 4.4. The helicopter people won't fly until the permit comes", "churn 4.4; block -"),
            ("The electrician won't connect it unless the landlord signs", "block -"),
            ("We're waiting for the board; the firm won't ship it before the deposit clears", "block -"),
            ("churn came out at 4.4, which Lena won't believe until she sees it", "churn 4.4"),
            ("it won't rain until Friday", ""), ("sandbox is down, that's what's holding up #2", "block activated"),
        ])
    func refused(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test("what holds a key result up is quoted with what is the matter")
    func heldUp() {
        #expect(
            GrowthTeam.reading("sandbox is down, that's what's holding up #2").blockers.map(\.text) == [
                "sandbox is down, that's what's holding up #2"
            ])
    }

    @Test(
        "finished work in a longer sentence, and one review of many",
        arguments: [
            ("we got the new cancel survey out to everyone on monthly plans", "out -"), ("the cancel survey is out to everyone", "out -"),
            ("Tour done, referral page is live as of ten minutes ago", "out tour; out -"),
        ])
    func delivered(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "numbers in other forms",
        arguments: [
            ("expansion is EUR 23 050, finance closed", "en", "expansion 23050"), ("expansion €23 050", "en", "expansion 23050"),
            ("expansion £23 050", "en", "ask unit_mismatch expansion"), ("the till says 1,450 sign-ups", "en", "signups 1450"),
            ("till says sign-ups 1,450 for the week, best since Easter when we did 1,300", "en", "signups 1450"),
            ("time to value is 29 min after #4471", "en", "first_value 29"), ("time to value: an hour.", "en", "first_value 60"),
            ("merci, je complète demain matin !", "fr", ""),
        ])
    func numbers(text: String, locale: String, expected: String) { #expect(GrowthTeam.gist(text, locale: locale) == expected) }

    @Test(
        "a status put right is the one that is meant, and a supposed one none",
        arguments: [
            ("Sign-ups are at risk, not on track.", "ana", "signups at_risk"), ("Sign-ups on track, not red", "ana", "signups on_track"),
            ("please make mine at risk rather than on track", "ana", "signups at_risk"),
            ("To be clear, weekly sign-ups should be at risk.", "ana", "signups at_risk"),
            ("sign-ups should be green by friday", "ana", ""),
            ("id still call it at risk", "caro", "churn at_risk"), ("id move it from at risk to on track", "caro", "churn on_track"),
            (
                "Two of the bigger accounts are still wobbling though so I'd rather keep it at risk, maybe 5 out of 10 that we get to 3", "caro",
                "churn at_risk c0.5"
            ),
            ("I'm still on track with expansion, I only meant it gets tight if the price list slips", "dele", "expansion on_track"),
            ("expansion on track. I'd hoped to have it by now, and without it the €30k will be tight.", "dele", "expansion on_track"),
        ])
    func statuses(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what is told around a value changes it no more",
        arguments: [
            ("Sign-ups came in at 1,462, up from 1,390 last week, so that's two good weeks in a row.", "ana", "signups 1462"),
            ("activation crept up to 36.4, so a bit over a point", "ben", "activated 36.4"),
            ("Activation: we gained 1.3 points this week but last week we lost 0.2", "ben", "activated 37.3"),
            ("Activation is at 36.4%, which is our best since the checklist went live in October.", "ben", "activated 36.4"),
            ("finished the import wizard finally, the tour isnt out yet, prob wed", "ben", "out -"),
            ("Havfisk cancelled this morning, that pushes us back up to 4.9. I'm going down to 40% on this one.", "caro", "churn 4.9 c0.4"),
            ("expansion just under 23k, 22.9 to be exact", "dele", "expansion 22900"), ("1,450k sign-ups, sorry, 1,450", "ana", "signups 1450"),
            ("with refunds in its four point seven", "caro", "churn 4.7"),
            ("Sorry, the 36 I gave earlier had the test accounts in it. Without them we're at 35.4.", "ben", "activated 35.4"),
        ])
    func around(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "hindrances told beside a pointer, in two things, and as they were before",
        arguments: [
            ("yeah thats a blocker, the refunds export", ["the refunds export"]),
            ("only thing holding me up is devops & the new tracking domain", ["only thing holding me up is devops & the new tracking domain"]),
            ("What's holding me up is the pause button, we have no developer for it until January", ["the pause button"]),
            ("stuck waiting for finance, same as two weeks ago", ["stuck waiting for finance"]),
        ])
    func hindrances(text: String, expected: [String]) {
        let reading = GrowthTeam.reading(text, from: "dele")
        #expect(reading.blockers.map(\.text) == expected && reading.updates.isEmpty)
    }

    @Test("a change that says how far a number has come since last week is no further change")
    func toldChange() {
        let reading = read(
            "we've shaved off two minutes on time to value in a week", markup: .slack, vocabulary: Vocabulary(GrowthTeam.context("en")),
            moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "ben", current: ["first_value": 29]))
        #expect(reading.updates.map(\.value) == [29])
    }

    @Test("what \"the rest\" is leaves out those that a name leaves open")
    func restOfAmbiguous() {
        let context = ReadingContext(
            locale: "en",
            objectives: [
                .init(
                    id: "o", title: "Homes",
                    keyResults: [
                        .init(
                            id: "a", number: 1, title: "Cat adoptions", kind: .number, unit: "cats", baseline: 0, target: 60, current: 41, owner: "x"),
                        .init(
                            id: "b", number: 2, title: "Dog adoptions", kind: .number, unit: "dogs", baseline: 0, target: 60, current: 38, owner: "x"),
                        .init(
                            id: "c", number: 3, title: "Foster homes", kind: .number, unit: "homes", baseline: 0, target: 45, current: 29, owner: "y"),
                    ], initiatives: [])
            ])
        let reading = read(
            "adoptions 43, the rest unchanged", markup: .plain, vocabulary: Vocabulary(context),
            moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "x"))
        #expect(reading.updates.map(\.keyResult) == ["c"] && reading.questions.map(\.candidates) == [["a", "b"]])
    }

    @Test(
        "a confidence in words, over ten or as a part, and what is said of it",
        arguments: [
            ("I'm three quarters sure we'll make sign-ups anyway.", "ana", "signups c0.75"),
            ("I'd go for 8 out of 10 on sign-ups, which is two more than I dared to say last month.", "ana", "signups c0.8"),
            ("Activation 37%, I'd give it a six out of ten for the quarter.", "ben", "activated 37 c0.6"),
            ("feeling decent about 30k, 60ish %", "dele", "expansion c0.6"), ("sign-ups 6 to an 8", "ana", "ask which_value signups"),
        ])
    func inWords(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a number that stands first is no one's old one",
        arguments: ["6 an 8", "6 to an 8 for my 7", "my", "make my 6", "8 out of 10 for my 3"])
    func oldNumberFirst(text: String) { #expect(GrowthTeam.reading(text, from: "dele").updates.count <= 1) }

    @Test(
        "what stands in the way is the clause behind its lead-in",
        arguments: [
            ("What's holding us up is that procurement at Nordlys hasn't signed yet, but we go on", "procurement at Nordlys hasn't signed yet"),
            ("the only thing slowing us down is that billing can't issue the invoices yet", "billing can't issue the invoices yet"),
        ])
    func leadIns(text: String, expected: String) { #expect(GrowthTeam.reading(text, from: "dele").blockers.map(\.text) == [expected]) }

    @Test(
        "work that went to many, and things that only sound like a number's name",
        arguments: [
            ("also sent the partner newsletter, sign-ups now 1,475", "ana", "signups 1475; out -"),
            ("I've just sent the webinar invitations to 2,300 contacts", "ana", "out -"),
            ("the upsell emails are out to all 340 accounts on the old plan", "dele", "out -"),
            ("exit survey is half done, wont make it this wk. churn 4.4", "caro", "churn 4.4"),
            ("churn crept up to 4.9 :( not feeling great about hitting 3 tbh", "caro", "churn 4.9 at_risk"),
            ("expansion is in good shape", "dele", "expansion on_track"),
            ("oh and I'm amber on mine, forgot to say yesterday", "dele", "expansion at_risk"),
            ("Expansion is amber I mean. And the 12 is just how many reviews we did", "dele", "expansion at_risk"),
            ("that's the same blocker twice", "ben", ""), ("expansion 24.5k US dollars", "dele", "ask unit_mismatch expansion"),
            ("hm scratch what i said on activation, its 35.4 now", "ben", "activated 35.4"),
            ("sign-ups hit 1,900 on Saturday alone but the weekly figure is 1,362", "ana", "signups 1362"),
            ("sign-ups 1,900... no scratch that, Saturday only. 1,362 over the week", "ana", "signups 1362"),
        ])
    func beside(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "how sure somebody is, told of themselves, and what was never said",
        arguments: [
            ("I have to take back the green on sign-ups: make it amber, and me down to 55 %.", "ana", "signups at_risk c0.55"),
            ("That lifts me on activation to 6 out of 10", "ben", "activated c0.6"),
            ("On the 15 minutes, though, I've gone from fifty percent to maybe thirty, so call that one red.", "ben", "first_value off_track c0.3"),
            ("sign-ups went from 40% to 30%", "ana", "signups 1450"),
            ("No, I never said 1,825. Sign-ups are 1,472, and the 55 % is how sure I am that we make it.", "ana", "signups 1472 c0.55"),
            ("My confidence stays at 55%", "dele", "expansion c0.55"),
            (
                "I'd put us at about 30% for the 2,500, to be honest, so make that at risk rather than on track.", "ana",
                "signups at_risk c0.3"
            ),
            ("I'm maybe 60% sure we get to 15, the import step is where everybody gets stuck", "ben", "first_value c0.6"),
            ("the median is still 31 minutes. The thirty was my confidence in percent.", "ben", "first_value 31 c0.3"),
        ])
    func ofThemselves(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("a confidence asked about as a value is none, whichever key result is named")
    func odds() {
        let pending = PendingQuestion(
            reason: .whichKeyResult, text: "fifty percent then, on activation", candidates: ["activated", "first_value"], value: 50)
        #expect(GrowthTeam.gist("2, that's the odds of us making it, not the value", from: "ben", pending: pending) == "activated c0.5")
        #expect(GrowthTeam.gist("2", from: "ben", pending: pending) == "activated 50")
    }

    @Test("a number of one's own that is taken back is told no more")
    func takenBack() {
        let reading = read(
            "please take back my 33 for time to value", markup: .slack, vocabulary: Vocabulary(GrowthTeam.context("en")),
            moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "ben", current: ["first_value": 33]))
        #expect(reading.updates.isEmpty && reading.takenBack == ["first_value"])
    }

    @Test(
        "a blocker that goes off the list is none, and one belongs to no number that it leaves alone",
        arguments: [
            ("Apple approved the form an hour ago, so that blocker can come off our list.", ""),
            ("We're blocked by the data team's sync, and activation isn't touched by it", "block -"),
            ("still waiting for the permit, activation not yet", "block activated"),
        ])
    func offTheList(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test("what is not to be counted as shipped is taken out, and nothing is shipped by saying so")
    func notCounted() {
        let reading = GrowthTeam.reading("please don't count the upsell banner as shipped, we had to roll it back this afternoon", from: "dele")
        #expect(reading.outputs.isEmpty && reading.retracted.contains { $0.kind == .output })
        #expect(GrowthTeam.reading("The banner is still in there as shipped; take it out, please.", from: "dele").outputs.isEmpty)
    }
}
