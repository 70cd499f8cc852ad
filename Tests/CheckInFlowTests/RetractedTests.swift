import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("Lines that are taken out") struct RetractedTests {
    @Test("work that only shares a word with what is not done stays")
    func otherWork() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "The referral page went live on Thursday")
        try await stage.reply("ana", "The partner page still isn't done, sadly")
        #expect(try await stage.store.outputs(checkIn: Stage.id()).filter { $0.state == .live }.count == 1)
        try await stage.reply("ana", "the referral page isn't live after all")
        #expect(try await stage.store.outputs(checkIn: Stage.id()).filter { $0.state == .live }.isEmpty)
    }

    @Test(
        "a line whose words are named leaves the acknowledgement and the digest",
        arguments: [
            "please take the webinar recording out", "remove the webinar recording", "the webinar recording isn't something we shipped",
            "we didn't ship the webinar recording after all", "can you drop the line on the recording please?",
        ])
    func output(words: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, shipped the webinar recording, launched the pricing page")
        try await stage.reply("caro", words)
        let acknowledgement = try await stage.acknowledgement(to: "Caro")
        #expect(acknowledgement.contains("shipped: “launched the pricing page”") && !acknowledgement.contains("shipped: “shipped the webinar"))
        #expect(acknowledgement.contains("Taken out: “shipped the webinar recording”."))
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.withdrawn, .live])
        try await stage.move(to: Stage.close)
        #expect(try await !stage.newest(.digest).contains("webinar recording"))
    }

    @Test("who says twice in one message that a line goes is not asked which the second time")
    func twice() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, shipped the webinar recording, launched the pricing page")
        try await stage.reply("caro", "Nope, the webinar recording has NOT shipped, please take it off the list. And churn is on track")
        let acknowledgement = try await stage.acknowledgement(to: "Caro")
        #expect(acknowledgement.contains("Taken out: “shipped the webinar recording”.") && !acknowledgement.contains("Not recorded"))
        #expect(acknowledgement.contains("on track"))
    }

    @Test(
        "what was rolled back leaves the shipped lines",
        arguments: [
            "had to roll back the lazy import, it broke uploads on Safari",
            "We had to roll the lazy import back an hour ago, it broke uploads on Safari.",
        ])
    func rolledBack(text: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "shipped the lazy import, launched the pricing page")
        try await stage.reply("ben", text)
        #expect(try await stage.acknowledgement(to: "Ben").contains("Taken out: “shipped the lazy import”."))
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.withdrawn, .live])
    }

    @Test("what was rolled back is found by its own words, and a request that points back to it is heeded with it")
    func rolledBackThing() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "The referral page went live yesterday. I'm blocked by the tag manager")
        try await stage.reply(
            "ana", "Oh dear. The referral page was rolled back this morning because of a bug, so please don't list it as shipped.")
        let acknowledgement = try await stage.acknowledgement(to: "Ana")
        #expect(acknowledgement.contains("Taken out: “The referral page went live yesterday”."), "\(acknowledgement)")
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.withdrawn])
    }

    @Test("what is not to count as shipped leaves the shipped lines")
    func notToCount() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "we finally rolled out the win-back emails. shipped the pricing page")
        try await stage.reply("caro", "The win-back emails only went to a test group, so don't count those as shipped yet.")
        #expect(try await stage.acknowledgement(to: "Caro").contains("Taken out: “we finally rolled out the win-back emails”."))
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.withdrawn, .live])
    }

    @Test("a line goes that is cited as it is shown, and what stands beside the request is told or taken")
    func cited() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "shipped the win-back emails, launched the win-back emails page")
        try await stage.reply("caro", "Fine, take out \"launched the win-back emails page\". Two deals slipped to May")
        let acknowledgement = try await stage.acknowledgement(to: "Caro")
        #expect(
            acknowledgement.contains("Taken out: “launched the win-back emails page”.") && acknowledgement.contains("“shipped the win-back emails”"))
        #expect(acknowledgement.contains("Two deals slipped to May"))
    }

    @Test("an answer shows the words of the confidence that counts")
    func newestWords() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.6, confidence 65%")
        try await stage.reply("caro", "churn 4.6 stands, 50% is my confidence")
        #expect(try await stage.acknowledgement(to: "Caro").contains("50%"))
    }

    @Test("a status that is taken back leaves the number beside it; what was told as done goes with its number")
    func status() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, red, 60% sure")
        try await stage.reply("caro", "take the red off again please")
        let acknowledgement = try await stage.acknowledgement(to: "Caro")
        #expect(acknowledgement.contains("4.8 %") && acknowledgement.contains("confidence 60 %") && !acknowledgement.contains("off track"))
        try await stage.reply("caro", "take my 60% back too")
        #expect(try await !stage.acknowledgement(to: "Caro").contains("confidence"))
        try await stage.reply("ana", "sign-ups: achieved")
        #expect(try await stage.acknowledgement(to: "Ana").contains("✅ done"))
        try await stage.reply("ana", "no!! sign-ups are not done")
        #expect(try await !stage.acknowledgement(to: "Ana").contains("done"))
    }

    @Test("what the minutes still list as a blocker, and is none, goes")
    func stillListed() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, waiting on the data team for usage per seat")
        try await stage.reply("caro", "it still lists the data team thing as a blocker, that one's solved")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).allSatisfy { $0.state != .live })
        #expect(try await stage.acknowledgement(to: "Caro").contains("Taken out: “waiting on the data team for usage per seat”."))
    }

    @Test("who asks us not to list a thing as shipped has it taken out, and nothing is put in")
    func notAsShipped() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, we completed twelve of the thirty health reviews")
        try await stage.reply("caro", "The health reviews are not finished yet, so please do not list them as shipped.")
        let acknowledgement = try await stage.acknowledgement(to: "Caro")
        #expect(acknowledgement.contains("Taken out: ") && !acknowledgement.contains("list them"), "\(acknowledgement)")
    }

    @Test("a line that is quoted to be dropped goes")
    func quoted() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "shipped the onboarding checklist. it went live for all new accounts an hour ago")
        try await stage.reply("ben", "ok now it's in there twice. drop the \"went live for all new accounts an hour ago\" one")
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.live, .withdrawn])
    }

    @Test("planned work that is named is taken out by its name")
    func plannedByName() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "the guided product tour is live, shipped the importer")
        try await stage.reply("ben", "take the product tour out, we didn't ship that")
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.withdrawn, .live])
    }

    @Test(
        "the only line there is goes by a pointer, and any by its words before or behind the request",
        arguments: [
            "bad news, we had to roll it back this morning. please take it off my list", "the skippable workspace setup one, take that out please",
            "hm, did that get through? take out the skippable setup",
        ])
    func onlyLine(words: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 12%. we put the skippable workspace setup live on Friday")
        try await stage.reply("ben", words)
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.withdrawn])
    }

    @Test("what is no blocker is taken out, and the number stays")
    func blocker() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, blocked by the billing export. waiting on legal")
        try await stage.reply("caro", "the billing export isn't a blocker")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.withdrawn, .live])
        #expect(try await stage.acknowledgement(to: "Caro").contains("4.8 %"))
    }

    @Test(
        "where it is not clear which line is meant, all of them stay, and the sender is told so",
        arguments: ["please drop the first two lines", "remove that line"])
    func unclear(words: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, blocked by the billing export. waiting on legal")
        try await stage.reply("caro", words)
        #expect(try await stage.newest(.notice).contains("which line “\(words)” is about, so all of them stay"))
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.live, .live])
    }

    @Test(
        "nobody takes out a colleague's line, and what is said to colleagues takes out none",
        arguments: ["we didn't ship the tour", "Ben, can you remove the old logo from the deck?"])
    func others(words: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 12%, shipped the tour, new logo launched")
        try await stage.reply("caro", words)
        #expect(try await stage.store.outputs(checkIn: Stage.id()).allSatisfy { $0.state == .live })
        #expect(try await stage.ours(.notice).isEmpty)
    }

    @Test(
        "a blocker that belongs to another number goes there, and stays one",
        arguments: ["the billing export blocker belongs to 2 by the way, not 3", "that blocker is about the trial conversion"])
    func moved(words: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, blocked by the billing export")
        try await stage.reply("caro", words)
        let blockers = try await stage.store.blockers(checkIn: Stage.id())
        #expect(blockers.map(\.state).filter { $0 == .live }.count == 1)
        #expect(blockers.first { $0.state == .live }?.keyResult == "trial")
        #expect(try await stage.acknowledgement(to: "Caro").contains("blocker: “blocked by the billing export” (Trial conversion)"))
    }

    @Test("an edit does not bring back what has been said to be gone")
    func edited() async throws {
        let stage = try await Stage.asked()
        let id = try await stage.reply("caro", "churn 4.8%, blocked by the billing export")
        try await stage.reply("caro", "the billing export came through, no longer blocked")
        try await stage.edit(id, "churn 4.7%, blocked by the billing export")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).allSatisfy { $0.state != .live })
        #expect(try await stage.acknowledgement(to: "Caro").contains("4.7 %"))
    }
}

@Suite("What a person has spoken of") struct SpokenTests {
    @Test("a status without a name is said of the only number that its sender has reported")
    func status() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "churn 4.8%")
        try await stage.reply("ben", "Fair enough, put it as on track :)")
        #expect(try await stage.acknowledgement(to: "Ben").contains("🟢 on track"))
    }

    @Test("who is overruled by a colleague sees it in their own acknowledgement, and again when that is taken back")
    func overruled() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 12%")
        try await stage.reply("caro", "trial conversion 13%, churn 4.8%")
        #expect(try await stage.acknowledgement(to: "Ben").contains("your 12 % no longer stands: Caro has since reported 13 %"))
        try await stage.reply("caro", "undo")
        #expect(try await !stage.acknowledgement(to: "Ben").contains("no longer stands"))
        #expect(try await stage.acknowledgement(to: "Ben").contains("12 %"))
    }

    @Test("an answer that changes no value is told so, and closes the question")
    func settled() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1,450")
        try await stage.reply("ana", "sign-ups 14500000")
        #expect(try await stage.questions().count { $0.state == .asked } == 1)
        try await stage.reply("ana", "haha no, still 1,450")
        #expect(try await stage.newest(.notice) == "All right, that settles my question: Weekly sign-ups stays at 1,450 users.")
        #expect(try await stage.questions().allSatisfy { $0.state != .asked })
    }

    @Test("what is pointed at is the latest line, and the sender is told where it may be any of several")
    func pointed() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, launched the pricing page")
        try await stage.reply("caro", "launched the tour")
        try await stage.reply("caro", "haha no, that wasn't something I shipped")
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.live, .withdrawn])
        try await stage.reply("ben", "shipped the guide. shipped the banner")
        try await stage.reply("ben", "that wasn't something we shipped")
        #expect(try await stage.newest(.notice).contains("so all of them stay"))
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.live, .withdrawn, .live, .live])
    }

    @Test("both of two are taken out")
    func both() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, shipped the guide. blocked by the billing export. waiting on legal")
        try await stage.reply("caro", "finance sorted it, so please take both of those out")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.withdrawn, .withdrawn])
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.live])
    }

    @Test("beside a report, a line that is not found is told of")
    func besideReport() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, shipped the guide. shipped the banner")
        try await stage.reply("caro", "that wasn't something we shipped. churn 4.7%")
        #expect(
            try await stage.acknowledgement(to: "Caro").contains(
                "Not recorded: “that wasn't something we shipped”. If a line should go, name it by its words."))
    }

    @Test("which of two lines is to go, the rest of the message tells, and more than one may be named")
    func told() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. blocked by the invoicing bug. can't bill addons until eng fixes it. waiting on legal")
        try await stage.reply("caro", "legal came back to us, so scrap that blocker")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.live, .live, .withdrawn])
        try await stage.reply("caro", "take out the invoicing bug and the bill addons thing, both sorted")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.withdrawn, .withdrawn, .withdrawn])
    }

    @Test("a blocker goes to another key result by its words")
    func moved() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "sign-ups 1,400, still waiting on design for the empty states")
        try await stage.reply("caro", "no, the design thing is about churn, not sign-ups")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).filter { $0.state == .live }.map(\.keyResult?.rawValue) == ["churn"])
    }
}
