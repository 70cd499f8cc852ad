import Model
import ReplyParsing
import Testing

@Suite("What people say around a number") struct TalkAroundNumbersTests {
    @Test(
        "what is aimed at, held only under a condition, or told of another metric is no value",
        arguments: [
            (
                "activation up a bit, 36.4 now (edit: Sunday was missing). At risk I guess, the pace isn't enough for 45.", "ben",
                "activated 36.4 at_risk"
            ),
            ("honestly I think 3% is off the table for this year", "caro", "churn off_track"),
            ("churn is down to 4 if we drop the price", "caro", "ask which_value churn"),
            ("churn is down to 4.2 if I read the sheet right", "caro", "churn 4.2"),
            ("so honestly I'm down to 50% on activation", "ben", "ask which_value activated"),
            ("activation is down to 35", "ben", "activated 35"),
            ("time to value: mean is 51, median 30. use the median", "ben", "first_value 30"),
            ("sign-ups: 1,360. 200 more a week it should give us, the invitation", "ana", "signups 1360"),
        ])
    func noValue(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "the number stands, whatever is said of it beside",
        arguments: [
            ("median is 30 and a half minutes, so basically flat", "ben", "first_value 30.5"),
            ("Time to first value is basically where it was, 30.5 minutes median, half a minute off.", "ben", "first_value 30.5"),
            ("two in the making, none handed in, so no change on churn", "caro", "churn 4.5"),
            ("Activation should go back to 36.4 please, still on track from where I'm sitting", "ben", "activated 36.4 on_track"),
            ("Not quite, I wrote 30.5 and not 31 for time to first value", "ben", "first_value 30.5"),
            ("4.3 wasn't right, finance corrected it to 4.4", "caro", "churn 4.4"), ("36 → 36.8 after the new empty states", "ben", "activated 36.8"),
            ("so we limped to 1,290 sign-ups this week; last week it was 1,320", "ana", "signups 1290"),
            ("sign-ups held up nicely at 1,347", "ana", "signups 1347"), ("Two things. Sign-ups are at 1,347", "ana", "signups 1347"),
            ("1) sign-ups 1,347 2) activation 36.4", "ana", "signups 1347; activated 36.4"),
            ("churn 4.4%, that is 11 accounts out of 250", "caro", "churn 4.4"),
            ("let's try your way 😄 2 at 36.4%, on track", "ben", "activated 36.4 on_track"),
            ("we're at 30 minutes, with mobile it's 33", "ben", "ask which_value first_value"),
        ])
    func value(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "how sure somebody is",
        arguments: [
            ("Confidence on activation: a solid 7 out of 10 from me.", "ben", "activated c0.7"),
            ("My confidence that we hit 2,500 by year end: 3 out of 5.", "ana", "signups c0.6"),
            ("For the 30k by year end I'm at 70%, there are two more renewals in December", "dele", "expansion c0.7"),
            ("So make it more like 6 out of 10 from me", "dele", "expansion c0.6"), ("ontrack", "dele", "expansion on_track"),
            ("I'm feeling good about churn, pretty sure we get to 3", "caro", "churn on_track"),
            ("that makes it €22,700 for expansion and I'm happy to go green", "dele", "expansion 22700 on_track"),
        ])
    func confidence(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a status of other things is none of the key result",
        arguments: [
            ("expansion 22.9k. two upsells slipping to dec", "dele", "expansion 22900"),
            ("Churn is 4.3%. Two of the big accounts that were wobbling renewed on Friday", "caro", "churn 4.3"),
            ("The churn call is on the 27th, three days, two auditors and one very nervous me", "caro", ""),
        ])
    func othersStatus(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what is not out yet, and what only was to be, is no finished work",
        arguments: [
            ("The guided tour is done on our side too but it's sitting with the translators", "ana", ""),
            ("referral link shouldve shipped today", "ana", ""), ("the guided tour should have gone out on Monday", "ana", ""),
            ("140 invites went out over the weekend", "ana", ""), ("six have put in a new card, so 22.4k", "dele", "expansion 22400"),
            ("since Friday evening everyone can take the guided tour, it's out of beta", "ana", "out tour"),
            ("What we did ship is the guided tour, on Friday.", "ana", "out tour"), ("Guided product tour submitted on Tuesday", "ana", "out tour"),
            ("they've put our banner on", "ana", ""),
        ])
    func work(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what is left out this week is skipped",
        arguments: [
            ("I don't have churn yet", "caro", "skip churn"),
            ("I haven't got a proper expansion figure for you yet, finance closes on Thursday", "dele", "skip expansion"),
            ("Time to value I'd rather not report, two outliers mess it up", "ben", "skip first_value"), ("Can I pass this week?", "ben", "skip all"),
        ])
    func skips(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "how many there are of finished work, what a part made, and who counted wrong, is no value",
        arguments: [
            ("The launch mail went out on Monday, 8,000 copies", "ana", "out -"),
            ("Sign-ups were 1,350, and the fair alone made 210", "ana", "signups 1350"),
            ("sign-ups 1,350, of whom 300 from the fair", "ana", "signups 1350"),
            ("The export says 1,380 sign-ups but it counts the tests twice", "ana", "ask which_value signups"),
            ("I said fourteen hundred, which is a lie. It's 1,350 sign-ups.", "ana", "signups 1350"),
            ("sign-ups 1,350: two from Rome, one from Oslo", "ana", "signups 1350"),
            ("we're ahead of Nimbus, who do 20,000 a year. sign-ups 1,350", "ana", "signups 1350"),
            ("Also the cat had kittens behind the server, five.", "ana", ""),
        ])
    func parts(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "who has not answered us stands in the way, and who has not answered is no more than told",
        arguments: [
            ("churn 4.4, but the bank still hasn't sent us the file", "caro", "churn 4.4; block churn"),
            ("churn 4.4, still no answer from legal about the terms", "caro", "churn 4.4; block churn"),
            ("churn is 4.4, two customers haven't answered", "caro", "churn 4.4"),
            ("blocked by the studio, they still owe us the recordings", "ana", "block -"),
        ])
    func unanswered(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "hopes, what is still to come, and the other of two",
        arguments: [
            ("no change to my number. Feeling pretty good about 30k now, 80% or so", "dele", "expansion 21600 c0.8"),
            ("churn 4.4, but getting to 3 by spring is a one in three kind of thing", "caro", "churn 4.4 c0.3333333333333333"),
            ("Kestrel renewed. that's another 900 a month from February. so green", "dele", "expansion on_track"),
            ("activation 36.6, time to value 30. amber on the first, green on the other", "ben", "activated 36.6 at_risk; first_value 30 on_track"),
            ("that was the last review, all ten done now", "caro", ""),
            ("ok, 21,980 for November, 22,650 is what December looks like", "dele", "ask which_value expansion"),
        ])
    func toCome(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "finished work told in passing",
        arguments: [
            ("we got the webinar page and the german sign-up form out yesterday", "ana", "out -"),
            ("the reason it isn't worse is that we finally got the pricing page live on Thursday", "dele", "out -"),
            ("We did manage to send the renewal reminders to all customers", "caro", "out -"),
            ("the tour is translated, but Apple hasn't approved it so nothing's live yet", "ben", ""),
            ("The guided tour is on for everyone 🎉 Invites won't make it, sorry, moving that to next week", "ben", "out tour"),
            ("shipped: webinar page. and legal say friday for the pricing page, so still waiting", "ana", "out -"),
            ("you missed the guided tour. first four are done, please put that down as shipped", "ben", "out tour"),
            ("the guided tour is finally running, did the first four steps on thursday", "ben", "out tour"),
            ("Guided tour switched on at both sites", "ben", "out tour"),
            ("sign-ups 1,350. we sent out the welcome emails, and they bring in 40 extra sign-ups a week", "ana", "signups 1350; out -"),
        ])
    func inPassing(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "times, ages and numbers of one's own day beside a value are none",
        arguments: [
            ("activation 32, 3 weeks to Christmas", "ben", "activated 32"),
            ("activation 32, the form took me 25 minutes", "ben", "activated 32"),
            ("I was stuck for 50 minutes. activation 36", "ben", "activated 36"),
            ("sign-ups 1,340. I'm 42 today", "ana", "signups 1340"), ("It's 11 already, sign-ups 1,340", "ana", "signups 1340"),
            ("sign-ups 1,340. My daughter is 8 now.", "ana", "signups 1340"),
            ("sign-ups 1,340, same week last year 1,100", "ana", "signups 1340"),
            ("expansion is 23,100, 550 under the last one", "dele", "expansion 23100"),
            ("expansion at 23k, on track for 30k", "dele", "expansion 23000 on_track"),
            ("activation is 35.9 rather than 35.6", "ben", "activated 35.9"),
            ("gut feeling for churn 4.7", "caro", "churn 4.7"), ("worried about churn", "caro", "churn at_risk"),
            ("On 3: make that a 5 out of 10", "ben", "first_value c0.5"),
        ])
    func ownDay(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a number with its change, its guess or its rival beside it",
        arguments: [
            ("Time to value is down half a minute to 30 and a half", "ben", "first_value 30.5"),
            ("you missed the number on time to value, it's 30.5 minutes", "ben", "first_value 30.5"),
            ("I had hoped for 1,600 sign-ups next week, probably more like 1,500.", "ana", ""),
            ("No no, 1,400 is only my guess for next week. Sign-ups this week stay at 1,360.", "ana", "signups 1360"),
            ("I'd put sign-ups at 70%", "ana", "ask which_value signups"),
            ("Sign-ups: one sheet says 1,360 and the other one 1,410", "ana", "ask which_value signups"),
            ("seven! you forgot Nordlys on Friday", "caro", ""), ("we managed 1,360 sign-ups", "ana", "signups 1360"),
            ("I'm seeing them at 14 on Wednesday", "ana", ""), ("churn: it came down a bit, we closed last week at 4.6%", "caro", "churn 4.6"),
            ("the 35.9% included 23 test accounts. Excluding them activation is 35.7%.", "ben", "activated 35.7"),
            ("For activation I'd say anything from 34 to 38%", "ben", "ask which_value activated"),
        ])
    func beside(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "how it stands, in a sentence that aims, hopes or goes by the prompt's numbers",
        arguments: [
            ("so 3 is red, and we're blocked on platform for the importer", "ben", "first_value off_track; block first_value"),
            ("getting to 15 min this quarter isn't going to happen", "ben", "first_value off_track"),
            ("If this holds I think we hit 3% by March so green from me", "caro", "churn on_track"),
            ("with Finance sorted I'd go up to 75% from 60", "caro", "churn c0.75"),
            ("Thinking about it, 7 was too rosy, make that a 5.", "dele", "expansion c0.5"), ("3, time to value.", "ben", ""),
            ("Just skip number 3 this week, I'll have it for you next Monday", "ben", "skip first_value"),
            ("knock my confidence on churn down to 5/10", "caro", "churn c0.5"),
            ("let's lower my confidence on activation to 50%", "ben", "activated c0.5"),
            ("I'd go amber on time to value for now", "ben", "first_value at_risk"),
        ])
    func standing(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "work that is not out is not shipped, and who is in a call is not stuck",
        arguments: [
            ("referral page is finished but not released yet, goes live Thursday.", "ana", ""),
            ("Dele's stuck in customer calls, he says expansion is off track", "caro", "expansion off_track"),
            ("we're blocked by google on 1, ads account suspended", "ana", "block signups"),
            ("legal still hasn't signed off on the wording", "ana", "block -"),
        ])
    func unfinished(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("what nothing stands in the way apart from stands in the way")
    func apartFrom() {
        #expect(
            GrowthTeam.reading("nothing is in my way this week apart from the Tuesday export", from: "caro").blockers.map(\.text) == [
                "the Tuesday export"
            ])
    }

    @Test("what stands in the way is quoted with what it waits for")
    func quotes() {
        #expect(
            GrowthTeam.reading("it's waiting on the German and Polish translations", from: "ana").blockers.map(\.text) == [
                "it's waiting on the German and Polish translations"
            ])
        #expect(
            GrowthTeam.reading("I still need the order form back from legal, without it I can't book it in", from: "dele").blockers.map(\.text) == [
                "I still need the order form back from legal, without it I can't book it in"
            ])
        #expect(GrowthTeam.gist("2 is green. 3 is waiting on design for the import wizard", from: "ben") == "activated on_track; block first_value")
    }
}
