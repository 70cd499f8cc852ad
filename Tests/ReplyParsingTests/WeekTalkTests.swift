import Model
import ReplyParsing
import Testing

@Suite("What colleagues write to each other through a week") struct WeekTalkTests {
    @Test(
        "the target that is spoken of is no value, whatever is said of it",
        arguments: [
            ("off track for churn, 3% just isn't happening this quarter", "caro", "churn off_track"),
            (
                "churn was 4.3 for March, three fewer cancellations than in February. Still well off track, 3% is a long way from here", "caro",
                "churn 4.3 off_track"
            ),
            ("As to churn, I would put our chances of reaching 3 % at roughly sixty per cent", "caro", "churn c0.6"),
            ("my confidence that we reach the target is about 60 %", "caro", "churn c0.6"),
            ("a gut feeling on hitting 3% this quarter: 2 out of 10", "caro", "churn c0.2"),
            ("you dropped my 2 out of 10 on churn", "caro", "churn c0.2"), ("Bumping myself to 8/10", "dele", "expansion c0.8"),
            ("That puts expansion back on track for me, more like 65% now", "dele", "ask which_value expansion"),
            ("expansion back on track, more like 65% of the way", "dele", "expansion 25800 on_track"),
            ("activation at 45 would get me a statue", "ben", ""),
        ])
    func target(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a status in one's own words is of what was just told",
        arguments: [
            ("Churn is 4.3, down a bit from 4.5, but honestly I'd still say at risk", "caro", "churn 4.3 at_risk"),
            ("Monthly churn stands at 4.3 %. I would still regard this objective as at risk.", "caro", "churn 4.3 at_risk"),
            ("Expansion has reached €22,900, and I consider it to be on course.", "dele", "expansion 22900 on_track"),
            ("Forgot to say where I think we stand: a bit at risk", "dele", "expansion at_risk"),
            ("activation slipped again, 35.6% now", "ben", "activated 35.6"), ("activation is slipping, 35.6% now", "ben", "activated 35.6 at_risk"),
            ("activation has slipped to 35.6%", "ben", "activated 35.6"), ("3 is on track, 2 less sure", "ben", "first_value on_track"),
        ])
    func status(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "time that somebody has, or something took, is no report",
        arguments: [
            ("I can take the copy off his plate, have a couple of hours Wednesday", "ben", ""),
            ("nice one on the form, I tried it on my phone yesterday and it took about 20 seconds", "caro", ""),
            ("half an hour now", "ben", "first_value 30"), ("we're at twenty-nine and a half minutes", "ben", "first_value 29.5"),
            ("shaved 3 min off the time to value", "ben", "first_value 28"),
        ])
    func time(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what is in review has not shipped, and what is asked to be put under a heading is no new line",
        arguments: [
            ("The product tour is in review, won't make it out this week I'm afraid", "ben", ""),
            ("the tour is done, pls put that under shipped", "ben", "out tour"),
            ("got the spring banner out in the billing page", "dele", "out -"), ("got the banner out of the way", "dele", ""),
        ])
    func shipped(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a hindrance is noted by its name, and none is none",
        arguments: [
            ("pls note legal as the thing blocking me", "ana", "block -"), ("No more blocker there obviously", "dele", ""),
            ("sign-ups 1,360. invitations slip to next week bc legal still hasnt signed off", "ana", "signups 1360; block -"),
        ])
    func hindrance(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("a hindrance that is told as a reason is one, with and without its apostrophe", arguments: ["hasn't", "hasnt", "hasn’t"])
    func reason(word: String) {
        let text = "new pricing page went live. the invitations slip to next week bc legal still \(word) signed off the copy"
        #expect(GrowthTeam.gist(text, from: "ana") == "out -; block -")
    }

    @Test(
        "a number of another thing, another time or another case leaves the value alone",
        arguments: [
            ("sign-ups 1,360 I think, unless the Polish ones count, which then makes it 1,390", "ana", "ask which_value signups"),
            ("We got to 22k in expansion! Well, 21,940 to be exact. Second thoughts about the stall though, it made €35", "dele", "expansion 21940"),
            ("Sorry, the 1,402 sign-ups I gave you was the day shift only. All days it's 1,361", "ana", "signups 1361"),
            ("someone said we're at 38% activation, that's the beta branch, please don't quote it", "ben", ""),
            ("1,355, no, 1,365 sign-ups", "ana", "signups 1365"), ("nothing else to report on churn", "caro", "skip churn"),
            ("churn I'm leaving out this week", "caro", "skip churn"),
        ])
    func otherThings(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "hours go with minutes in words, and a part of a million is a number",
        arguments: [
            ("time to value an hour and five", "ben", "first_value 65"), ("an hour and five people came", "ben", ""),
            ("half a million", "zoe", "ask which_key_result signups,activated,first_value,churn,expansion"),
        ])
    func words(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("fewer steps than were done are asked about, unless the words say that they went back")
    func stepBack() {
        let rooms = ReadingContext.KeyResultContext(
            id: "rooms", number: 1, title: "Rooms renovated", aliases: ["rooms"], kind: .milestone, unit: "rooms", baseline: 0, target: 32,
            current: 13, owner: "ana")
        let context = ReadingContext(
            locale: "en", objectives: [.init(id: "o", title: "House", keyResults: [rooms, GrowthTeam.churn], initiatives: [])])
        func read(_ text: String) -> (value: Double?, asks: Int) {
            let reading = ReplyParsing.read(
                text, markup: .slack, vocabulary: Vocabulary(context), moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "ana"))
            return (reading.updates.first?.value, reading.questions.count)
        }
        #expect(read("we had 12 rooms out for the painters") == (nil, 1))
        #expect(read("12 rooms") == (nil, 1))
        #expect(read("rooms down to 12, one flooded") == (12, 0))
        #expect(read("rooms: 12") == (12, 0))
        #expect(read("make it 12, one flooded") == (12, 0))
        #expect(read("14 rooms") == (14, 0))
    }

    @Test(
        "others' numbers, hours of the day and months that are over are no report",
        arguments: [
            ("The Lyon office runs at 2.9 percent churn, I'm told", "caro", ""), ("My cousin's start-up takes 41k in upsell a month", "dele", ""),
            ("Our friends at Peopledock are at 210k in upsell, says their blog", "dele", ""),
            ("The monthly export has churn at 4.4", "caro", "churn 4.4"), ("In January we did 19,900, for whoever asked", "dele", ""),
            ("expansion at 22.3k, call me after 3", "dele", "expansion 22300"), ("expansion 22.3k, sold out by eleven", "dele", "expansion 22300"),
        ])
    func others(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "finished work is told in many words, and asked to be noted in others",
        arguments: [
            ("We ran the first round of the guided product tour on Thursday", "ben", "out tour"),
            ("I also fixed the csv import for semicolons and that's deployed since yesterday", "ben", "out -"),
            ("Security signed off on the product tour, so we turned it on for everyone at noon", "ben", "out tour"),
            ("time to value down to 29, mostly the lazy import which I merged Friday", "ben", "first_value 29; out -"),
            ("you can put the onboarding webinar and its recording down as shipped", "ana", "out -"),
            ("please do not list them as shipped", "ana", ""), ("please don't list that as a blocker", "ana", ""),
            ("six more guided product tours done", "ben", "out tour"),
        ])
    func finished(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test("what is put down as shipped with an and is put down whole") func wholeThing() {
        let outputs = GrowthTeam.reading("you can put the onboarding webinar and its recording down as shipped too", from: "ana").outputs
        #expect(outputs.map(\.text) == ["onboarding webinar and its recording"])
    }

    @Test(
        "a hindrance is told in two halves, and is one",
        arguments: [
            ("We are still waiting to hear from Vintertek about their renewal, which is the main thing holding us up.", "caro", "block -"),
            ("Legal hasn't signed off the terms, that's what's holding us up. Can't offer a reward before that", "ana", "block -"),
            ("One worry: the sync is broken and until someone fixes it I can't see who's unhappy", "caro", "block -"),
            ("nothing's blocking churn any more", "caro", ""),
        ])
    func halves(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "confidences and statuses, as people feel them",
        arguments: [
            ("15 is still a long way off though, I'd give time to value 5/10 to get there", "ben", "first_value c0.5"),
            ("I'd be sixty percent confident by now", "caro", "churn c0.6"), ("8/10 we hit the 30k", "dele", "expansion c0.8"),
            ("churn 4.3. Feeling good about that one.", "caro", "churn 4.3 on_track"),
            ("churn 4.3, feeling good about this one, confidence 8/10", "caro", "churn 4.3 c0.8"),
            ("churn 4.4 but with Halden renewing for two years I'd move it back to on track", "caro", "churn 4.4 on_track"),
            ("churn 4.4, and I'd stay on amber until the audit", "caro", "churn 4.4 at_risk"),
            ("activation more like amber, at this pace we won't see 45 before spring", "ben", "activated at_risk"),
            ("at this pace activation won't see 45", "ben", "activated off_track"),
            ("bring the lamp back before they arrive. They get nervous.", "caro", ""),
        ])
    func felt(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "who is off later, or was, leaves nothing out",
        arguments: [
            ("I'm off from tomorrow, so please skip churn for me", "caro", "skip churn"), ("I was on holiday for most of that", "caro", ""),
            ("I'm off this week", "caro", "skip all"), ("nothing to report from me", "caro", "skip all"),
        ])
    func away(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a share behind a hope is how sure somebody is, and no part of the way",
        arguments: [
            ("sign-ups are on track for me, but I'm not very confident in the 2,500 any more... maybe 40%", "ana", "signups on_track c0.4"),
            ("sign-ups 1,362. still think we get there, call it 60%", "ana", "signups 1362 c0.6"),
            ("it means green! 90% sure we hit 30k", "dele", "expansion on_track c0.9"),
            ("I see my 7/10 got lost somewhere. So once more: confidence for the expansion revenue is 7 of 10", "dele", "expansion c0.7"),
            ("That we make the 30k by end of quarter I would give 7/10", "dele", "expansion c0.7"),
            ("So I'd say 70% we stay under 5 in December", "caro", "churn c0.7"), ("expansion is 22 900 EUR", "dele", "expansion 22900"),
            ("you didn't take my number, it was 1352 sign-ups", "ana", "signups 1352"),
            ("Sign-ups closed the week in 1,352", "ana", "signups 1352"),
        ])
    func hope(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "what others finish, what is not done yet and whose accounts it is for decide nothing",
        arguments: [
            ("41% of the people who saw it finished setup vs 33% in control", "ben", ""),
            ("time to value 29. Still far from 15, honestly I'd put it at red until the gallery is done", "ben", "first_value 29 off_track"),
            ("I finished the tour for the top 20 accounts, so those are done at least", "caro", "out tour"),
            ("churn isn't 3 and it's definitely not done, it's 4.4", "caro", "churn 4.4"), ("churn is done", "caro", "churn 3 done"),
            ("2 is on track. 3 is not, 15 min won't happen", "ben", "activated on_track; first_value off_track"),
            ("just deployed won't mean much to anyone", "ben", ""),
            ("Offers to Bergmann and Solvik went out this afternoon", "caro", "out -"),
        ])
    func undone(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "lines of the minutes begin with what they are about",
        arguments: [
            ("Two more things from me: the landing page went live on Friday", "the landing page went live on Friday"),
            ("Quick one before I log off: the referral page is stuck", "the referral page is stuck"),
            ("in other words: the landing page is blocked by Legal", "the landing page is blocked by Legal"),
            ("Mobile button is fixed and deployed", "Mobile button is fixed and deployed"),
            ("you missed the workspace setup, that one's shipped", "the workspace setup, that one's shipped"),
            ("We did get the shorter workspace setup out on Friday though", "We did get the shorter workspace setup out on Friday"),
            ("What shipped was the button fix on mobile", "the button fix on mobile"),
            (
                "The launch won't happen without the new importer and that is stuck in security",
                "The launch won't happen without the new importer and that is stuck in security"
            ),
            (
                "hiring is still stuck, no decent candidates, that's what is holding us back",
                "hiring is still stuck, no decent candidates, that's what is holding us back"
            ),
            ("the landing page is still stopped in Legal", "the landing page is still stopped in Legal"),
        ])
    func lines(text: String, expected: String) {
        let reading = GrowthTeam.reading(text, from: "ana")
        #expect(reading.outputs.map(\.text) + reading.blockers.map(\.text) == [expected])
    }

    @Test("finished work that is only heard is told back", arguments: ["And I did the new pitch deck", "We ran the onboarding webinar yesterday"])
    func heard(words: String) {
        #expect(GrowthTeam.reading("expansion is at 22.4k. \(words), it went down well", from: "dele").unheard.count == 1)
    }

    @Test("a share of steps belongs to the one that has so many")
    func steps() {
        let bar = ReadingContext.KeyResultContext(
            id: "bar", number: 1, title: "Bar spend per head", aliases: ["bar spend"], kind: .currency, unit: "GBP", baseline: 3, target: 5,
            current: 4,
            owner: "joe")
        let rig = ReadingContext.KeyResultContext(
            id: "rig", number: 2, title: "LED rig replaced", aliases: ["LED rig"], kind: .milestone, unit: "bars", baseline: 0, target: 12,
            current: 5,
            owner: "kit")
        let context = ReadingContext(locale: "en", objectives: [.init(id: "o", title: "House", keyResults: [bar, rig], initiatives: [])])
        let reading = ReplyParsing.read(
            "7/12 bars done on the LED rig", markup: .slack, vocabulary: Vocabulary(context),
            moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "kit"))
        #expect(reading.updates.map(\.keyResult) == ["rig"] && reading.updates.first?.value == 7)
    }

    @Test(
        "what people did with planned work, or did and ended, is finished work",
        arguments: [
            ("We turned the product tour on for everyone on Tuesday", "out tour"),
            ("turned on the guided tour this morning, for 20% of new accounts", "out tour"),
            ("Took the guided product tour out to the fair, people queued", "out tour"),
            ("On the bright side we ran the guided product tour last week", "out tour"),
            ("I handed the leaflets over to both front desks on Tuesday, they look lovely", "out -"),
            ("we put up the labels in the mill room", "out -"),
            ("We set the scan station up in the east store last Monday", "out -"),
            ("Marit has already put the new guide up in the help centre", "out -"),
            ("The German pricing page went up last night too", "out -"),
            ("the survey is in the cancel flow, rolled it out to everyone last night", "out -"),
            ("the guide should be on the list too please, it went live today", "out -"), ("put the kettle on please", ""),
            ("two of them turned up on the wrong day", ""), ("we took in 14 kittens", ""), ("I took over from Gwen today", ""),
            ("it switched currency on its own", ""), ("we should have turned the product tour on", ""), ("don't turn the product tour on yet", ""),
            ("guided product tours: we've done 6 of the 14", ""), ("I meant to have the letters finished", ""),
            ("You left out the product tour, please add that as delivered", "out tour"),
        ])
    func deeds(text: String, expected: String) { #expect(GrowthTeam.gist(text, from: "ana") == expected) }

    @Test(
        "words that only look like a hindrance, a skip, a status or a value",
        arguments: [
            ("I've stuck it to the hatch", "ana", ""), ("sign-ups 1,342, there's nothing from that in it", "ana", "signups 1342"),
            ("sign-ups 1,342. the retries sit behind a flag", "ana", "signups 1342"),
            ("1,342 sign-ups, and green as far as I'm concerned", "ana", "signups 1342 on_track"),
            ("churn is down to 4.2. Last month we were still at 12 and everybody was grumpy", "caro", "churn 4.2"),
            ("churn 4.2. First time under five since summer I think", "caro", "churn 4.2"),
            ("I meant churn being under 5%", "caro", "ask which_value churn"), ("No, 31.2 isn't a number I gave", "ben", ""),
            ("fifty-fifty on activation, maybe 30% on time to value", "ben", "activated c0.5; first_value c0.3"),
            ("On time to value I'm at 40%", "ben", "ask which_value first_value"), ("time to value 40% of the way", "ben", "first_value 31.2"),
            ("30,000 by Christmas with one salesman, we won't make it", "zoe", "expansion off_track"),
            ("can't book the coast and museum trips until the council confirms the bus", "zoe", "block -"),
            ("what's stuck is the emails, security hasn't signed off so we can't turn them on", "zoe", "block -"),
        ])
    func lookalikes(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "a request stands behind its reason, or behind a greeting",
        arguments: [
            ("oops, that was last week's sheet, please delete what I just sent", ReadCommand.undo),
            ("take that back pls, i was in the wrong channel", .undo), ("wrong column, sorry! can you take my last entry out again?", .undo),
            ("morning! what's the status?", .status), ("help pls, what can i write here?", .help),
        ])
    func requests(text: String, command: ReadCommand) { #expect(GrowthTeam.reading(text).command == command) }

    @Test("who asks Ana for the status asks no machine") func otherRequests() {
        #expect(GrowthTeam.reading("Ana, I looked at the board for an hour, what's the status?").command == nil)
        #expect(GrowthTeam.reading("sign-ups 1,342, undo that").command == nil)
    }

    @Test(
        "what is put right, bet on, left as it is or held against others",
        arguments: [
            ("my 1,320 had 18 test accounts in it. Should be 1,302", "ana", "signups 1302"),
            ("the Friday upgrades are booked now, so make my number 22,840", "dele", "expansion 22840"),
            ("€1,800 a month extra, which puts expansion at 24,150", "dele", "expansion 24150"),
            ("expansion at 24,150. I'm calling it on track, confidence up from 7 to 8", "dele", "expansion 24150 on_track c0.8"),
            ("About the 2,500: if I had to bet, 40% that we make it", "ana", "signups c0.4"),
            ("2,500 still looks like a stretch to me, I'd put it at 6 out of 10", "ana", "signups c0.6"),
            ("so 50/50 on reaching 3%, still at risk", "caro", "churn at_risk c0.5"),
            ("I am leaving the status at risk for the moment", "caro", "churn at_risk"),
            ("I'll move expansion to green, and say 7/10", "dele", "expansion on_track c0.7"),
            ("Feeling maybe 60% about the 30k", "dele", "expansion c0.6"), ("50/50 about the 3% churn", "caro", "churn c0.5"),
            ("second one got cold feet, that upgrade is off. Nothing more from me this week", "dele", ""),
            ("churn at 4.8, that's all from me", "caro", "churn 4.8"), ("churn doesn't change", "caro", "churn 4.5"),
            ("activation at risk, and I'd mark time to value as off track for now", "ben", "activated at_risk; first_value off_track"),
            ("sign-ups 1,320, nothing moved, the campaign only starts in April", "ana", "signups 1320"),
            ("sign-ups 1,352. Six out of ten confident, if you make me choose", "ana", "signups 1352 c0.6"),
            ("I still think we make it, call it 70% confident", "ana", "signups c0.7"), ("churn: back to zero, nobody left", "caro", "churn 0"),
            ("anyone fancy my shift on the 22nd? 8 hours, easy one, promise", "ben", ""), ("I wish the churn were 3!", "caro", ""),
            ("expansion 22.3k. My neighbour's shop makes 1,100", "dele", "expansion 22300"),
        ])
    func putRight(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }

    @Test(
        "hindrances of nobody's, of a pointer, and told by what follows",
        arguments: [
            ("The truck has been waiting for 25 minutes", "zoe", ""), ("nobody can leave until the vet clears the cough", "zoe", "block -"),
            ("put it down as a blocker, the importer is stuck until Sindre is back", "zoe", "block -"),
            ("the export is broken, please put that down as a blocker", "zoe", "block -"), ("Whoever finished the good coffee, thank you", "zoe", ""),
        ])
    func nobodys(text: String, sender: String, expected: String) { #expect(GrowthTeam.gist(text, from: sender) == expected) }
}
