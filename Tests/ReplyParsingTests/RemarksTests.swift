import Model
import ReplyParsing
import Testing

@Suite("What is said of a number behind it") struct RemarksTests {
    @Test(
        "a number that is said to be of something else gives way to the next like it",
        arguments: [
            ("activation 41% … that's Saturday only. Whole week: 36%", "activated 36"),
            ("activation 41% hmm, that's without the trials. With them: 36", "activated 36"),
            ("activation 41%\n…ok I was reading week 4. activation is 36.2", "activated 36.2"),
            ("churn 4.9! uhh that's February. March is 5.6 🔴", "churn 5.6 off_track"),
            ("time to value 29 min … nah, 29 was our best day. the average is 32, so make that yellow", "first_value 32 at_risk"),
            ("sign-ups 1,460! Well, two of those are staff and Sam says they don't count. 1,458", "signups 1458"),
            ("sign-ups 1,460. well, 1,458.", "signups 1458"), ("churn 4.6! no hang about that's the gross one. net still 4.4", "churn 4.4"),
            ("activation 36. That's better than I feared. Churn 4.5", "activated 36; churn 4.5"),
            ("OK so: churn 4.5, I typed 5.4 in the sheet so ignore that", "churn 4.5"),
        ])
    func remarks(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "a rival that is left out behind a second thought makes the number doubtful",
        arguments: [
            ("sign-ups 1,460. that was before the cleanup, mind; after it, and that's what we report, 1,430", "ask which_value signups"),
            ("time to value: I read 29 minutes on one dashboard and 33 on the other", "ask which_value first_value"),
            ("sign-ups 1,460... or were that the upsells, I lost the sheet", "ask which_key_result signups,expansion"),
        ])
    func rivals(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "a number that is put right in a word or two is read as it then stands",
        arguments: [
            ("sign-ups 1,460!! s/1460/1458/ , two of those are staff", "signups 1458"),
            ("churn down to 0.4 — BY 0.4, by, sorry, it's early", "churn 4.1"),
            ("churn 4.4. put it back to 4.9 until billing has looked", "churn 4.9"), ("churn 4.4, hm, five actually if I count properly", "churn 5"),
            ("sign-ups doubled on Monday, all in all we're at 1,460 of them", "signups 1460"),
            ("sign-ups: 15 new ones", "ask which_value signups"),
            ("15 new sign-ups from the fair, churn 4.4", "churn 4.4; ask which_value signups"),
            ("time to value is at half an hour, no, an hour", "first_value 60"), ("time to value 2 hours, hm, 2.5 actually", "first_value 150"),
            ("activation and churn both 4.4... sorry, only churn", "churn 4.4"), ("churn 4.4 hahaha I wish. 4.9", "churn 4.9"),
        ])
    func putRight(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "what is asked not to be recorded is not",
        arguments: [
            ("churn 4.9?? that can't be right, forget it, I'll ask billing", ""),
            ("churn 4.9, hm, that may be gross, don't put it down before I've spoken to Ines", ""),
            ("churn 4.9. Hold on, the dashboard counts some twice. Don't take that number, back after standup", ""),
            ("churn 4.9 🟢 – though the meter was reset so that's half a week, don't count it", ""),
            ("the tour is live\nEDIT: only the test page, please ignore", ""),
            ("skip churn this week… scratch that, billing just sent it: 4.9%", "churn 4.9"),
            ("churn 4.9. Room 7 is a draft, so I don't count it", "churn 4.9"),
            ("churn is blocked by billing. And please ignore the slide in the deck", "block churn"),
        ])
    func withdrawn(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "statuses, confidences and changes are moved and put right as numbers are",
        arguments: [
            ("Churn is off track. Sorry, wrong line!! I meant activation.", "activated off_track"),
            ("sign-ups 1,460, confidence 9/10. oh, the confidence belongs to churn", "signups 1460; churn c0.9"),
            ("sign-ups 1,460, confidence 0.9. no, let's say 0.7 with that frost", "signups 1460 c0.7"),
            ("sign-ups up 120 this week. make that 150, the late ones came in", "signups 1470"),
            ("activation 4.4%, churn 37% 🤦 other way round, obviously", "activated 37; churn 4.4"),
            ("1) 1,460\n2) 36\n3) 30\n\nah, 1) should read 1,470", "activated 36; first_value 30; signups 1470"),
            ("churn is at risk I think. Actually no, Derby just sent theirs: 4.6% and going well.", "churn 4.6 on_track"),
            ("churn 4.6, expansion 22k. have I mixed those up?.. no. fine as is", "churn 4.6; expansion 22000"),
        ])
    func moved(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "finished work that is taken back is none",
        arguments: [
            ("tour launched on Saturday, ugh, no, the kiosk people pulled it again an hour later", ""),
            ("tour shipped in 8.14. …or not, the release got pulled", ""), ("the tour is live... was live. taken down again over a bug", ""),
            ("the tour is live!! sorry, Femi says it's plugged in but not live yet", ""),
            ("published the price list today\nedit: unpublished again, broken table", ""),
            ("the price list went out on Tuesday, or rather Wednesday, because Tuesday's release got pulled", "out -"),
            ("the tour was meant to go out today but it slipped", ""), ("the tour is in the car park on 4 pallets", ""),
        ])
    func outputs(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "confidences are heard in other words",
        arguments: [
            ("activation 36%. I'd put us at 60% to make the activation target", "activated 36 c0.6"),
            ("expansion 22k. My confidence of reaching 30,000 is about 70 per cent", "expansion 22000 c0.7"),
            ("expansion 22k. Confidence that we reach the target by Michaelmas: 7/10", "expansion 22000 c0.7"),
            ("happy to go to 75% on expansion", "expansion c0.75"), ("fifty-fifty on churn", "churn c0.5"),
            ("activation 36. not sure we get to 15 though, 3/10", "activated 36; first_value c0.3"),
            ("about 60% confident on expansion", "expansion c0.6"), ("put it at 36% for activation", "activated 36"),
        ])
    func confidences(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "blockers and skips that sound like something else, and the other way about",
        arguments: [
            ("legal is sitting on the cookie text", "block -"), ("I'm off Thursday btw", ""), ("no churn number this week", "skip churn"),
            ("The main thing in the way: billing still can't tell us who cancelled", "block -"),
            ("can't see why they left because finance hasn't given me access, so I'm kind of stuck on that", "block -"),
            ("churn not yet; waiting on the billing office", "block churn"),
            ("two renewals worth €3,200 in total cannot proceed until finance approves the discount", "block -"),
            ("The €3,200 is part of the blocker and not a separate figure", ""),
        ])
    func hindrances(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "one of the numbers that were told is confirmed",
        arguments: [
            ("time to value takes 30 minutes with Lars, with everybody else 32. Take the 32.", "first_value 32"),
            ("sign-ups 1,472. sorry, fat fingers, 1,427?? no. 1,472 was right the first time", "signups 1472"),
            ("activation 38, up 2! last time was 35 wasn't it? no, 36. so yes, 38", "activated 38"),
            ("sign-ups: two in the making, none signed, so no change", "signups 1320"),
        ])
    func confirmed(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "what was in the way is gone in the same message",
        arguments: [
            ("waiting on the inspector before we can do the next step — scrap that, he just walked in. churn 4.2", "churn 4.2"),
            ("blocked by the cache upgrade. nvm, that's cleared up, nothing blocking. churn 4.2", "churn 4.2"),
            ("churn blocked by missing invoices — they've just landed in my inbox, forget the blocker. 4.2%", "churn 4.2"),
            ("we're waiting on app store review... oh it's approved! churn 4.2", "churn 4.2"),
            ("churn 4.2, waiting on the vendor. No blockers on the rest.", "churn 4.2; block churn"),
        ])
    func freed(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "finished work in more words",
        arguments: [
            ("You missed the tour. We shipped it.", "out tour"), ("Tour's out for all new accounts since Wednesday", "out tour"),
            ("The empty screen is online since one hour", "out -"), ("Chair 4: the tour is up and running", "out tour"),
            ("The order portal is released. Hm, released is too strong, it's only on my laptop", ""),
            ("price page rolled out over both shops, churn at 4.2", "churn 4.2; out -"),
        ])
    func delivered(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "numbers that are aimed at, taught by or of something else",
        arguments: [
            ("churn 4.2. Still, I'd call us at risk of missing 3% this quarter", "churn 4.2 at_risk"),
            ("churn 4.2. I'd put my confidence in 3% at about four out of ten", "churn 4.2 c0.4"),
            ("churn 4.2; fifty-fifty that we make it to 3", "churn 4.2 c0.5"),
            ("expansion 23.4k with the add-on. I'm more like 55% now", "expansion 23400 c0.55"),
            ("The first 12 reviews were held last week", ""), ("we had three days under 6 m/s, so the team got a lot done", ""),
            ("expansion 12 and a half grand", "expansion 12500"), ("I'd say 2 at risk", "activated at_risk"),
            ("Activation is 36.4% for those that signed up 16–22 Nov (up from 35.1, n=1,390)", "activated 36.4"),
        ])
    func others(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "what is denied of a line that is only pointed at",
        arguments: ["haha no, that wasn't something I shipped", "that's not something we shipped"])
    func pointing(text: String) {
        let retracted = GrowthTeam.reading(text).retracted
        #expect(retracted.count == 1 && retracted.first?.isPointing == true)
    }

    @Test(
        "figures that are put right, exchanged within one number, of other things or between two",
        arguments: [
            ("sign-ups 1,430 hmm no, 1,340, my eyes", "signups 1340"), ("churn 4.2. argh, 4.6 I mean, 4.2 was the sheet with holidays", "churn 4.6"),
            ("churn 4.2 this week. activation 34.3 – other way round, 43.3.", "churn 4.2; activated 43.3"),
            ("activation 38 in the app... I wish. It's 36.5", "activated 36.5"),
            ("churn looks like 4.4 to 4.6 % judging by the sheet", "ask which_value churn"),
            ("sign-ups 1,450. That's last month's, this month's isn't in", "ask which_value signups"),
            ("expansion is 22.4k. Gross, I just noticed. 21.9k then", "ask which_value expansion"),
            ("expansion 22.4k and at risk. Actually no — half of those are one customer. On track.", "expansion 22400 on_track"),
            ("a truck has a flat near junction 44", ""), ("ring me on 0171 5550123", ""), ("hitting 1,600 sign-ups by August would be lovely", ""),
            ("I'd honestly call that one off track", ""), ("churn is now 4.6. I would honestly call that one off track", "churn 4.6 off_track"),
            ("We also sent the exit survey to all twelve customers", "out -"), ("I sent the contract to Ben", ""),
            ("expansion 22.5k, oh hang on, one refund went out, call it 22.4k", "expansion 22400"),
            ("signups number stands, but i'd go down to a 6 on confidence", "signups 1320 c0.6"),
            ("On confidence, I'd go with 30% for activation and 8/10 for time to value", "activated c0.3; first_value c0.8"),
            ("Forgot the confidence, I'd say 7 out of 10 for expansion", "expansion c0.7"),
            ("time to value down a minute and a half since then", "first_value 29.5"),
        ])
    func figures(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }

    @Test(
        "what we are asked to note is noted, and what colleagues are asked is not",
        arguments: [
            ("could you set churn to 4.6?", "churn 4.6"), ("can you mark sign-ups as on track?", "signups on_track"),
            ("can you please change sign-ups to 1,460?", "signups 1460"),
            ("please add to my blockers that the ads account is locked", "block -"),
            ("could you kindly add the guided product tour to the list of completed work?", "out tour"),
            ("can somebody set the heating to 21?", ""), ("Ben can you add the churn numbers to the deck?", ""),
        ])
    func requests(text: String, expected: String) { #expect(GrowthTeam.gist(text) == expected) }
}
