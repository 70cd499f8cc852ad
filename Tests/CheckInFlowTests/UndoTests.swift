import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("Undo") struct UndoTests {
    @Test("undo takes back the sender's last message, again the one before, and then there is nothing left")
    func undoStepByStep() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1450")
        try await stage.reply("ben", "trial conversion 9%")
        stage.clock.advance(by: .minutes(1))
        try await stage.reply("ana", "monthly churn 5%, shipped the guided product tour")

        try await stage.reply("ana", "undo")
        #expect(try await stage.newest(.notice).hasPrefix("Taken back:\n3 Monthly churn"))
        #expect(try await stage.newest(.notice).contains("shipped the guided product tour"))
        #expect(try await stage.live().map(\.keyResult) == ["signups", "trial"])
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.state) == [.withdrawn])
        #expect(try await stage.history("churn").map(\.state) == [.withdrawn])
        #expect(try await stage.acknowledgement(to: "Ana").contains("Withdrawn: Monthly churn."))

        try await stage.reply("ana", "undo")
        #expect(try await stage.live().map(\.keyResult) == ["trial"])
        #expect(try await stage.acknowledgement(to: "Ana").contains("all that you reported for Growth · 2026-W45 is withdrawn"))

        try await stage.reply("ana", "undo")
        #expect(try await stage.newest(.notice) == "There is nothing of yours to take back in this check-in.")
        #expect(try await stage.live().map(\.keyResult) == ["trial"])
    }

    @Test("undo brings the value before back, and says it")
    func valueBefore() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1450")
        stage.clock.advance(by: .minutes(1))
        try await stage.reply("ana", "sign-ups 1500")
        try await stage.reply("ana", "undo")
        #expect(try await stage.current() == ["signups": 1450])
        #expect(try await stage.newest(.notice).contains("1,450"))
        #expect(try await stage.acknowledgement(to: "Ana").contains("1 Weekly sign-ups: 1,450 users"))
    }

    @Test("undo takes back a question that is still open with its message")
    func questionGoes() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "monthly churn 5%, trial conversion 120%")
        #expect(try await stage.questions().map(\.state) == [.asked])
        try await stage.reply("caro", "undo")
        #expect(try await stage.questions().map(\.state) == [.withdrawn])
        #expect(try await stage.live().isEmpty)
    }

    @Test("undo beside a question about the newest message drops the question and leaves what was recorded before")
    func onlyTheQuestionGoes() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "monthly churn 5%")
        stage.clock.advance(by: .minutes(1))
        try await stage.reply("caro", "trial conversion 120%")
        #expect(try await stage.questions().map(\.state) == [.asked])

        try await stage.reply("caro", "undo")
        #expect(try await stage.questions().map(\.state) == [.withdrawn])
        #expect(try await stage.live().map(\.keyResult) == ["churn"])
        #expect(
            try await stage.newest(.notice) == "Taken back:\nmy question about “trial conversion 120%”, of which nothing is recorded")

        try await stage.reply("caro", "undo")
        #expect(try await stage.live().isEmpty)
    }

    @Test("what was undone is not revived by an edit of its message")
    func undoneStaysUndone() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("ana", "sign-ups 1450")
        try await stage.reply("ana", "undo")
        try await stage.edit(message, "sign-ups 1460")
        #expect(try await stage.live().isEmpty)
        #expect(try await stage.history("signups").map(\.state) == [.withdrawn])
        #expect(try await stage.newest(.acknowledgement).contains("You have since changed Weekly sign-ups: left as it is."))
    }
}
