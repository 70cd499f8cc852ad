import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("Edits and deletions") struct EditTests {
    @Test("a number that takes the place of one's own of the same week is shown with it, until the next message")
    func inPlaceOf() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1,200")
        #expect(try await !stage.acknowledgement(to: "Ana").contains("in place of"))
        try await stage.reply("ana", "sorry, sign-ups 1,250")
        #expect(try await stage.acknowledgement(to: "Ana").contains(" 1,250 users, in place of 1,200 users"))
        try await stage.reply("ana", "sign-ups on track")
        #expect(try await !stage.acknowledgement(to: "Ana").contains("in place of"))
    }

    @Test("a hindrance that an edited message still tells stays")
    func hindranceStays() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("caro", "churn 4.8%, Brevik is still sitting on the contract")
        #expect(try await stage.acknowledgement(to: "Caro").contains("blocker: “"))
        try await stage.edit(message, "churn 4.7%, Brevik is still sitting on the contract")
        #expect(try await stage.acknowledgement(to: "Caro").contains("blocker: “"))
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state).filter { $0 == .live }.count == 1)
        try await stage.edit(message, "churn 4.6%, Brevik is still sitting on the contract")
        #expect(try await stage.acknowledgement(to: "Caro").contains("blocker: “"))
    }

    @Test("an edited message tells what of it was not taken, as a new one does")
    func omissions() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("caro", "churn 4.8%")
        try await stage.edit(message, "churn 4.7%. The fair was far too loud this year")
        #expect(try await stage.acknowledgement(to: "Caro").contains("Not recorded: “The fair was far too loud this year”"))
    }

    @Test("a status and a confidence far from the number are shown in their own words")
    func farWords() async throws {
        let stage = try await Stage.asked()
        try await stage.reply(
            "caro",
            "churn 4.8%. Most of it came from two agencies that had told us in the summer already that they would go. I would call it at risk, 60% sure"
        )
        let said = try await stage.acknowledgement(to: "Caro")
        #expect(said.contains("at risk") && said.contains("“churn 4.8% … ") && said.contains("60%"))
    }

    @Test("what goes on behind an answer is told where nothing was taken from it")
    func behindAnswer() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 480%")
        try await stage.reply("caro", "4.8%. The pause button still hasn't been drawn by anybody here")
        let said = try await stage.acknowledgement(to: "Caro")
        #expect(said.contains("4.8 %") && said.contains("The pause button still hasn't been drawn by anybody here"))
    }

    @Test("an edit supersedes what changed, keeps what did not, adds what is new and withdraws what is gone")
    func editInParts() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("ana", "sign-ups 1450, trial conversion 9%")
        let before = try await stage.live()
        stage.clock.advance(by: .minutes(5))
        try await stage.edit(message, "sign-ups 1450, monthly churn 5%")
        let after = try await stage.live()
        #expect(after.map(\.keyResult) == ["signups", "churn"])
        #expect(after.first?.id == before.first?.id)
        #expect(try await stage.history("trial").map(\.state) == [.withdrawn])
        let said = try await stage.acknowledgement(to: "Ana")
        #expect(said.contains("3 Monthly churn: 5 %") && said.contains("This is what your edited message says now."))
        #expect(said.contains("Withdrawn: Trial conversion.") && !said.contains("2 Trial conversion:"))

        try await stage.edit(message, "sign-ups 1500, monthly churn 5%")
        let signups = try await stage.history("signups")
        #expect(signups.map(\.state).sorted { $0.rawValue < $1.rawValue } == [.live, .superseded])
        #expect(signups.first { $0.state == .live }?.supersedes == before.first?.id)
        #expect(try await stage.live().first { $0.keyResult == "churn" }?.id == after.last?.id)
        #expect(try await stage.current() == ["signups": 1500, "churn": 5])
        #expect(try await stage.ours(.acknowledgement).count == 1)
    }

    @Test("an edit starts from the values that stood when the message was first read")
    func sameStart() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "sign-ups 1400")
        stage.clock.advance(by: .minutes(1))
        let message = try await stage.reply("ana", "sign-ups +20")
        try await stage.edit(message, "sign-ups +30")
        #expect(try await stage.current() == ["signups": 1430])
    }

    @Test("what an edit took out and a second edit puts back counts again")
    func outAndIn() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("ana", "sign-ups 1450, monthly churn 5%")
        try await stage.edit(message, "sign-ups 1450")
        try await stage.edit(message, "sign-ups 1450, monthly churn 5%")
        #expect(try await stage.current() == ["signups": 1450, "churn": 5])
        #expect(try await !stage.acknowledgement(to: "Ana").contains("left as it is"))
    }

    @Test("what the author has only said again since stands no longer than what it repeats")
    func saidAgain() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("caro", "churn 4.7%")
        stage.clock.advance(by: .minutes(5))
        try await stage.reply("caro", "the churn figure stands, still 4.7%")
        stage.clock.advance(by: .minutes(5))
        try await stage.edit(message, "churn 4.6%, one customer came back")
        #expect(try await stage.current()["churn"] == 4.6)
        #expect(try await !stage.acknowledgement(to: "Caro").contains("left as it is"))
        // Another number is another matter.
        let other = try await stage.reply("ana", "sign-ups 1,450")
        stage.clock.advance(by: .minutes(5))
        try await stage.reply("ana", "sign-ups 1,470")
        stage.clock.advance(by: .minutes(5))
        try await stage.edit(other, "sign-ups 1,440")
        #expect(try await stage.current()["signups"] == 1470)
        #expect(try await stage.acknowledgement(to: "Ana").contains("left as it is"))
    }

    @Test("an edit after somebody else has reported since leaves theirs standing, and says so")
    func othersSince() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("ana", "sign-ups 1450")
        stage.clock.advance(by: .minutes(1))
        try await stage.reply("ben", "sign-ups 1480")
        stage.clock.advance(by: .minutes(1))
        try await stage.edit(message, "sign-ups 1460")
        #expect(try await stage.current() == ["signups": 1480])
        #expect(try await stage.acknowledgement(to: "Ana").contains("Ben has since changed Weekly sign-ups: left as it is."))
        #expect(try await stage.history("signups").map(\.value) == [1450, 1460, 1480])
    }

    @Test(
        "an edit of words without another meaning changes nothing and is not answered",
        arguments: [("thanks!", "thanks a lot!"), ("sign-ups 1450", "sign-ups: 1450!")])
    func sameMeaning(before: String, after: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "monthly churn 5%")
        let message = try await stage.reply("ana", before)
        let live = try await stage.live()
        let said = try await stage.ours()
        try await stage.edit(message, after)
        #expect(try await stage.live() == live)
        #expect(try await stage.ours() == said)
    }

    @Test("an edit can turn chatter into a report")
    func chatterToReport() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("ana", "thanks!")
        try await stage.edit(message, "thanks! sign-ups 1450")
        #expect(try await stage.current() == ["signups": 1450])
        #expect(try await stage.acknowledgement(to: "Ana").contains("1,450 users"))
    }

    @Test("an edit replaces the outputs and blockers of its message")
    func notes() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("ana", "shipped the guided product tour")
        try await stage.edit(message, "shipped the pricing page")
        let outputs = try await stage.store.outputs(checkIn: Stage.id())
        #expect(outputs.map(\.state) == [.superseded, .live])
        let said = try await stage.acknowledgement(to: "Ana")
        #expect(said.contains("pricing page") && !said.contains("tour"))
    }

    @Test("a deletion withdraws what the message recorded and blanks its words")
    func deletion() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "monthly churn 5%")
        let message = try await stage.reply("ana", "sign-ups 1450, shipped the guided product tour")
        try await stage.delete(message)
        #expect(try await stage.current() == ["churn": 5])
        let update = try #require(try await stage.history("signups").first)
        #expect(update.state == .withdrawn && update.value == 1450 && update.evidence?.text == "[removed]")
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.withdrawn])
        let said = try await stage.acknowledgement(to: "Ana")
        #expect(said.contains("3 Monthly churn: 5 %") && said.contains("Withdrawn: Weekly sign-ups.") && !said.contains("tour"))
    }

    @Test("a deletion of an edited message blanks every version")
    func deletionAfterEdit() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("ana", "sign-ups 1450")
        try await stage.edit(message, "sign-ups 1500")
        try await stage.delete(message)
        #expect(try await stage.history("signups").map(\.evidence?.text) == ["[removed]", "[removed]"])
        #expect(try await stage.current().isEmpty)
        #expect(try await stage.newest(.acknowledgement).contains("all that you reported for Growth · 2026-W45 is withdrawn"))
    }

    @Test("a deletion restores nothing that others have replaced")
    func deletionAmongOthers() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1450")
        stage.clock.advance(by: .minutes(1))
        let message = try await stage.reply("ben", "sign-ups 1480")
        stage.clock.advance(by: .minutes(1))
        try await stage.reply("caro", "sign-ups 1490")
        try await stage.delete(message)
        #expect(try await stage.current() == ["signups": 1490])
        #expect(try await stage.history("signups").map(\.state) == [.live, .withdrawn, .live])
    }

    @Test("words that were forgotten are shown as removed in what is said back later")
    func forgotten() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "the sign-ups are at 1450 as of today")
        _ = try await stage.store.forgetWords(of: stage.store.messagesWithWords(author: .person("ana")), at: stage.clock.now)
        try await stage.reply("ana", "monthly churn 5%")
        #expect(try await stage.acknowledgement(to: "Ana").contains("1 Weekly sign-ups: 1,450 users · “[removed]”"))
    }
}

@Suite("what comes in another order than it was said") struct OvertakenTests {
    private func event(_ stage: Stage, _ change: IncomingEvent.Change, _ text: String, id: String) -> Intake {
        let event = IncomingEvent(
            account: Stage.account, eventID: id, conversation: "demo", messageID: "m-1", change: change, senderID: "ana", text: text, markup: .plain,
            sentAt: stage.clock.now)
        return Intake(event: event, inbox: stage.flow.clock.makeID(), receivedAt: stage.clock.now)
    }

    @Test("an original that comes after its edit changes nothing any more")
    func editFirst() async throws {
        let stage = try await Stage([.growth()], at: "2026-10-25T12:00:00Z")
        try await stage.move(to: "2026-10-26T10:00:00Z")
        _ = try await stage.flow.store.takeIn([event(stage, .edited(stamp: "2"), "sign-ups 1450", id: "e-2")])
        try await stage.step()
        _ = try await stage.flow.store.takeIn([event(stage, .posted, "sign-ups 1540", id: "e-1")])
        try await stage.step()
        #expect(try await stage.current()["signups"] == 1450)
        #expect(try await stage.history("signups").count == 1)
    }

    @Test("an original that comes after its deletion is never recorded")
    func deletionFirst() async throws {
        let stage = try await Stage([.growth()], at: "2026-10-25T12:00:00Z")
        try await stage.move(to: "2026-10-26T10:00:00Z")
        _ = try await stage.flow.store.takeIn([event(stage, .deleted, "", id: "e-2")])
        try await stage.step()
        _ = try await stage.flow.store.takeIn([event(stage, .posted, "sign-ups 1540", id: "e-1")])
        try await stage.step()
        #expect(try await stage.history("signups").isEmpty)
    }
}
