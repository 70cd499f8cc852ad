import Model
import Testing

@testable import ReplyParsing

/// Hindrances told by two signs and no word for them, and small talk that has one.
@Suite("Signs of what stands in the way")
struct SignsTests {
    private func gist(_ text: String, from sender: String = "ana") -> String { GrowthTeam.gist(text, from: sender) }

    @Test(
        "two signs of different kinds tell a hindrance",
        arguments: [
            "nobody on the mobile team has time before January", "we're short of a copywriter until Pia is back",
            "Jonas is off sick so the rollout slips to next week", "nothing I can do before legal answers",
            "The page throws errors in Safari, until Kim fixes that I can't roll it out",
            "the mails aren't translated and the agency doesn't answer my calls",
            "two of the printers are broken and the spare part won't come before April",
            "the tracking is broken since Friday, so I can't see the numbers",
            "the sea is too rough for the boat so nobody gets out there until Thursday at least",
            "still no budget for the paid search pilot", "I'm stuck on the exit interviews, legal won't let us record the calls",
            "the heating in room 2 is broken again and the landlord doesn't react",
            "HR needs to agree to the new contracts first and nobody there picks up the phone",
        ])
    func signs(text: String) {
        let reading = GrowthTeam.reading(text, from: "ana")
        #expect(reading.blockers.map(\.text) == [text])
    }

    @Test(
        "one sign, or two in small talk, tell none",
        arguments: [
            "Support is understaffed right now", "nobody shouted at me this week, a first", "it won't rain until Friday",
            "the coffee machine is broken again", "Ben's stuck on a train", "nobody touches the asset bundles ever again",
            "don't tell sales until Friday", "the play is finished and nobody broke a string",
            "we had no time", "I'm at my sister's until Wednesday, nothing from me this week",
        ])
    func talk(text: String) { #expect(GrowthTeam.reading(text, from: "ana").blockers.isEmpty) }

    @Test("it belongs to the key result of its sentence, and what comes before it has no part in it")
    func subject() {
        let reading = GrowthTeam.reading("Not much from me, the lab hasn't sent the churn results so I cannot give a number there", from: "caro")
        #expect(reading.blockers.map(\.text) == ["the lab hasn't sent the churn results so I cannot give a number there"])
        #expect(reading.blockers.map { $0.keyResult?.rawValue } == ["churn"])
    }

    @Test("what stands behind a standstill for a reason hinders it")
    func standstill() { #expect(gist("churn is stuck at 4.5 because the survey tool still has no access", from: "caro") == "churn 4.5; block churn") }

    @Test("why a number is what it is hinders nothing")
    func reason() { #expect(gist("chess doesn't start until January, so sign-ups 1,310") == "signups 1310") }

    @Test(
        "the week or month that has ended is what a report is of, where nothing newer is told",
        arguments: [
            ("churn was 4.2% last week, so slowly falling", "churn 4.2"), ("churn was 4.2% last week, this week no idea yet", ""),
            ("churn was 4.5% last week", ""),
        ])
    func ended(text: String, expected: String) { #expect(gist(text, from: "caro") == expected) }

    @Test(
        "a thing that was made and is in use is finished work",
        arguments: [
            "The new checklist is written and in use since Wednesday", "the welcome mails are translated and live",
            "the three win-back mails are done",
        ])
    func inUse(text: String) { #expect(GrowthTeam.reading(text, from: "caro").outputs.map(\.text) == [text]) }

    @Test(
        "what is held against a target, what a call took, and what is counted in no money are no values",
        arguments: [
            ("31 is nowhere near 15 though", "ben", "first_value off_track"), ("the call took 30 minutes", "ben", ""),
            ("that includes the Nordwind upsell (+€600/mo) which closed Thursday", "dele", ""),
            ("lovely that 40 of your sign-ups came from our webinar", "caro", ""),
            ("2 other upsells are parked until spring", "dele", "block expansion"),
        ])
    func noValues(text: String, sender: String, expected: String) { #expect(gist(text, from: sender) == expected) }

    @Test(
        "how sure somebody is stands behind a target, or moves to where it is told",
        arguments: [
            ("Confidence maybe 6 out of 10 that we make it to 3 by the end of the quarter.", "caro", "churn c0.6"),
            ("I'd put activation at 70% confidence and time to value rather at 85", "ben", "activated c0.7; first_value c0.85"),
            ("My confidence in reaching 3% has dropped to about 35%", "caro", "churn c0.35"),
            ("Knock my confidence down to a coin flip", "ana", "signups c0.5"), ("confidence 55%, up from a coin flip", "caro", "churn c0.55"),
            ("Confidence maybe 35-40 percent", "caro", "churn c0.375"), ("I'm putting it at risk", "caro", "churn at_risk"),
            ("Blocker: ads on hold till legal signs off the copy. Sign-ups still on track though", "ana", "signups on_track; block -"),
            ("my gut says 60% for activation by the deadline and more like 80 for time to value", "ben", "activated c0.6; first_value c0.8"),
            ("I'm fairly pessimistic about reaching 45 on activation, call it 25% at best", "ben", "activated c0.25"),
            ("Less sure about 30k now, call it 60", "dele", "expansion c0.6"),
            ("We won't get to 3 this quarter, I'd put it at 20% at best", "caro", "churn off_track c0.2"),
            (
                "time to value = 31 min, confidence on activation is low, like 4 out of 10, time to value more like 7", "ben",
                "first_value 31 c0.7; activated c0.4"
            ),
            ("put 3 as on track, 2 as off track", "ben", "first_value on_track; activated off_track"),
            ("Status is yellow for me until we know what Finance says.", "caro", "churn at_risk"),
            ("I'd rather have median down as at risk. We're nowhere near 15", "ben", ""),
        ])
    func rated(text: String, sender: String, expected: String) { #expect(gist(text, from: sender) == expected) }

    @Test("a name of two words is its own, whatever is asked about")
    func namedBesideQuestion() {
        let pending = PendingQuestion(reason: .whichValue, text: "Which?", candidates: ["churn"], value: nil)
        #expect(GrowthTeam.gist("4.8. and the expansion revenues are at 22k now", from: "caro", pending: pending) == "churn 4.8; expansion 22000")
    }

    @Test("a change from what was told is added to that, even where it comes to the same as before")
    func fromTold() {
        let moment = Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "ana", current: ["signups": 1350])
        func value(_ text: String) -> Double? {
            read(text, markup: .plain, vocabulary: Vocabulary(GrowthTeam.context("en")), moment: moment).updates.first?.value
        }
        #expect(value("sign-ups are 30 higher than I said") == 1380)
        #expect(value("sign-ups up 30") == 1350)
    }

    @Test(
        "an exact change stands before a rough total, and what was misread before what is read now",
        arguments: [
            ("Activation crept up by 0.8 points, so just shy of 37", "ben", "activated 36.8"),
            ("time to value is 33 now, looked at the wrong dashboard", "ben", "first_value 33"),
            ("Gut feeling on hitting 2,500: one in four", "ana", "signups c0.25"),
        ])
    func exact(text: String, sender: String, expected: String) { #expect(gist(text, from: sender) == expected) }

    @Test("a status that only would be one is none, and what is put down as done is called by its name alone")
    func wouldBe() {
        #expect(gist("churn 4.9, I'd call it off track if it goes on like this", from: "caro") == "churn 4.9")
        #expect(gist("I'd call it amber if you ask me", from: "caro") == "churn at_risk")
        #expect(
            GrowthTeam.reading("please put the Hartmann upgrade down as done", from: "dele").outputs.map(\.text) == ["Hartmann upgrade"])
    }

    @Test("what is lost a day changes no number of the week")
    func rate() { #expect(gist("We've lost maybe twenty sign-ups a day over it, and it's blocked until the provider fixes it") == "block signups") }

    @Test("a hindrance is told with what it is about, and without what is only said of it")
    func lines() {
        func lines(_ text: String) -> [String] { GrowthTeam.reading(text, from: "ana").blockers.map(\.text) }
        #expect(
            lines("the ad budget still isn't approved and without it I can't book the slots")
                == ["the ad budget still isn't approved and without it I can't book the slots"])
        #expect(lines("Blocker please, the slow reporting costs us customers") == ["the slow reporting costs us customers"])
        #expect(lines("the Hexa signature is the blocker, forget the 1,800, that's just me dreaming") == ["the Hexa signature is the blocker"])
    }

    @Test("two deeds in one sentence are two pieces of work")
    func deeds() {
        let reading = GrowthTeam.reading("We sent out the new pricing page to all visitors and rewrote two of the landing pages", from: "ana")
        #expect(reading.outputs.map(\.text) == ["We sent out the new pricing page to all visitors"])
    }

    @Test(
        "a ruling is made of its own words alone",
        arguments: [
            ("blocker", 1), ("that's a blocker for churn", 1), ("the first one is shipped, the second a blocker", 2), ("both are blockers", 1),
            ("put that down as a blocker", 1), ("please put that down as a blocker", 1),
            ("no blockers", 0), ("not shipped yet", 0), ("we shipped the tour", 0), ("is that a blocker?", 0), ("done with it by Friday", 0),
            ("that's a blocker for me yes", 1), ("both are one blocker really", 1),
            ("Yes, the Zendesk thing is in my way. The renewals are good news.", 1),
            ("Hm, let me say it your way: the last is a blocker. Also put churn down as at risk please", 1),
            ("the last is a blocker, first one just good news", 1),
            ("yeah blocker i guess, well more of a worry", 1), ("shipped, I mean the Halvorsen upgrade", 1),
            ("blocked by legal, they want a form", 0),
            ("fjordtech = shipped, invoicing bug = blocker", 2), ("the Hexa signature is the blocker", 1), ("the banner is shipped", 0),
        ])
    func ruling(text: String, count: Int) {
        #expect(rulings(in: text, markup: .plain, vocabulary: Vocabulary(GrowthTeam.context("en")))?.found.count ?? 0 == count)
    }
}
