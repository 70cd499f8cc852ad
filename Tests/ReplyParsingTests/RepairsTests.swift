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
}
