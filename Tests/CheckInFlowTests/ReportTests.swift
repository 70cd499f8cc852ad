import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("What operators are told") struct ReportTests {
    @Test("a status of an earlier week is told as one, by the command and in the chat, until it is said again")
    func earlierStatus() async throws {
        let stage = try await Stage.asked()
        try await stage.say("ana", "sign-ups 1,200, on track; churn 5.5%, at risk")
        try await stage.move(to: Stage.nextAsk)
        try await stage.say("caro", "churn 5.4%, on track")
        let team = try #require(try await stage.operations.status("growth").first)
        #expect(team.keyResults.map(\.status) == [.onTrack, nil, .onTrack])
        #expect(team.keyResults.map(\.statusCheckIn) == [Stage.id(), nil, Stage.id(weeks: 1)])
        let lines = team.text.split(separator: "\n")
        #expect(lines.contains { $0.contains("Weekly sign-ups") && $0.contains("was on track in \(Stage.id().week)") }, "\(team.text)")
        #expect(lines.contains { $0.contains("Monthly churn") && $0.contains("on track") && !$0.contains("was") }, "\(team.text)")
        try await stage.say("ben", "status")
        let said = try await stage.last().text.split(separator: "\n")
        #expect(said.contains { $0.contains("Weekly sign-ups") && $0.contains("was 🟢 on track") }, "\(said)")
        #expect(said.contains { $0.contains("Monthly churn") && $0.contains("· 🟢 on track") }, "\(said)")
    }

    @Test(
        "a key result's history is found by its id, its number in the prompt, its title and its aliases",
        arguments: ["signups", "1", "Weekly sign-ups", "weekly signups", "sign ups"])
    func historyByName(_ name: String) async throws {
        let stage = try await Stage.asked()
        try await stage.say("ana", "sign-ups 1,200")
        #expect(try await stage.operations.history("growth", name, asOf: nil).map(\.value) == [1200])
    }

    @Test("a name that no key result has is refused, with the numbers and ids there are", arguments: ["nonsense", "0", "4", "-1", "", "–"])
    func historyOfNothing(_ name: String) async throws {
        let stage = try await Stage.asked()
        let error = await #expect(throws: FlowError.self) { try await stage.operations.history("growth", name, asOf: nil) }
        #expect(error?.description == "there is no key result \(name); the team has 1 signups, 2 trial and 3 churn")
    }

    @Test("the numbers are those of the newest prompt, also when the team's file has another order since")
    func historyByNumberOfThePrompt() async throws {
        let stage = try await Stage.asked()
        try await stage.say("ana", "sign-ups 1,200")
        var team = Team.growth()
        team.objectives.reverse()
        team.objectives[0].keyResults.insert(KeyResult(id: "refunds", title: "Refunds", kind: .number), at: 0)
        try await stage.reload([team])
        #expect(try await stage.operations.history("growth", "1", asOf: nil).map(\.value) == [1200])
        #expect(try await stage.operations.history("growth", "refunds", asOf: nil).isEmpty)
    }

    @Test("the next prompt is known at once after the schedules are read anew, before anything has looked into them")
    func nextPromptAfterReload() async throws {
        let stage = try await Stage.asked()
        let before = try #require(await stage.outbound.nextPrompt())
        #expect(before.at.description == Stage.nextAsk)
        try await stage.outbound.reschedule()
        let after = try #require(await stage.outbound.nextPrompt())
        #expect(after == before)

        stage.flow.inForce.replace(with: try Stage.settings([.growth(), .sales()]))
        try await stage.outbound.reschedule()
        let both = try #require(await stage.outbound.nextPrompt())
        #expect(both == before)
        stage.flow.inForce.replace(with: try Stage.settings([]))
        try await stage.outbound.reschedule()
        #expect(await stage.outbound.nextPrompt() == nil)
    }

    @Test("what was told as about so much stays so until another value is told")
    func aboutStays() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups at about 1450")
        #expect(try await stage.acknowledgement(to: "Ana").contains("1,450 users (about)"))
        try await stage.reply("ana", "on track, and we shipped the guided tour")
        #expect(try await stage.acknowledgement(to: "Ana").contains("1,450 users (about)"))
        try await stage.reply("ana", "sign-ups are 1452")
        #expect(try await stage.acknowledgement(to: "Ana").contains("(about)") == false)
    }

    @Test("finished work that is told again is one line")
    func workToldAgain() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "we shipped the guided product tour on Friday")
        try await stage.reply("ana", "what we did ship is the guided product tour")
        #expect(try await stage.store.outputs(checkIn: Stage.id()).filter { $0.state == .live }.count == 1)
        try await stage.reply("ana", "we also shipped the new pricing page")
        #expect(try await stage.store.outputs(checkIn: Stage.id()).filter { $0.state == .live }.count == 2)
    }

    @Test("who edits a message of which they have said otherwise since is told so")
    func changedSince() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("ana", "sign-ups 1450")
        stage.clock.advance(by: .minutes(5))
        try await stage.reply("ana", "sign-ups 1460")
        stage.clock.advance(by: .minutes(5))
        try await stage.edit(message, "sign-ups 1470")
        #expect(try await stage.acknowledgement(to: "Ana").contains("You have since changed Weekly sign-ups: left as it is."))
    }

    @Test("who answers a colleague by name in words that only sound like a report is left alone")
    func toColleague() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "that's sitting with me, sorry Caro. the export just needs a review")
        try await stage.reply("ben", "@caro is that the one on the replica? it took 40 min for me on friday, just let it finish")
        try await stage.reply("ben", "nice one Ana, just clicked through it. Step 3 has a typo")
        #expect(try await stage.ours(.notice).isEmpty)
        try await stage.reply("ben", "procurement has gone quiet on us")
        #expect(try await stage.ours(.notice).count == 1)
    }

    @Test("quoted words end where a word ends")
    func wholeWords() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1,340, 6/10 confident on the sign-up target now")
        let acknowledgement = try await stage.acknowledgement(to: "Ana")
        #expect(acknowledgement.contains("confidence 60 %") && !acknowledgement.contains("sign”"), "\(acknowledgement)")
    }
}
