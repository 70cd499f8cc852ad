import HistoryStore
import Model
import Testing

@testable import CheckInFlow

/// What nothing was taken from, and what its author calls it then.
@Suite("What was not recorded, called by its name afterwards")
struct RulingTests {
    private func words(_ stage: Stage, blockers: Bool) async throws -> [String] {
        let messages = try await stage.store.messages(checkIn: Stage.id())
        let evidences =
            blockers
            ? try await stage.store.blockers(checkIn: Stage.id()).filter { $0.state == .live }.map(\.evidence)
            : try await stage.store.outputs(checkIn: Stage.id()).filter { $0.state == .live }.map(\.evidence)
        return evidences.compactMap { evidence in messages.first { $0.id == evidence.message }.map { CheckInFlow.words($0, evidence) } }
    }

    @Test(
        "a bare word takes what was quoted as not recorded",
        arguments: ["blocker", "that's a blocker", "It is a blocker.", "please put that down as a blocker"])
    func blocker(answer: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. Support is understaffed these days")
        #expect(try await stage.acknowledgement(to: "Caro").contains("Not recorded: “Support is understaffed these days”"))
        try await stage.reply("caro", answer)
        #expect(try await words(stage, blockers: true) == ["Support is understaffed these days"])
        #expect(try await stage.acknowledgement(to: "Caro").contains("blocker: “Support is understaffed these days”"))
    }

    @Test("several are told apart by their place")
    func places() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. We killed the old mails. Support is understaffed these days")
        try await stage.reply("caro", "first is shipped, the second one a blocker")
        #expect(try await words(stage, blockers: false) == ["We killed the old mails"])
        #expect(try await words(stage, blockers: true) == ["Support is understaffed these days"])
    }

    @Test("a ruling is none of the words that a later one takes")
    func again() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. We killed the old mails. Support is understaffed these days")
        try await stage.reply("caro", "the first is shipped")
        try await stage.reply("caro", "the second is a blocker")
        #expect(try await words(stage, blockers: false) == ["We killed the old mails"])
        #expect(try await words(stage, blockers: true) == ["Support is understaffed these days"])
    }

    @Test("the place counts all that is quoted, a number too")
    func behindNumber() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. Another 20 on top of that. Support is understaffed these days")
        #expect(try await stage.acknowledgement(to: "Caro").contains("Not recorded: “Another 20 on top of” and “Support is understaffed these days”"))
        try await stage.reply("caro", "the second is a blocker")
        #expect(try await words(stage, blockers: true) == ["Support is understaffed these days"])
    }

    @Test("of a message that recorded nothing, all is taken")
    func whole() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "we killed the old mails")
        try await stage.reply("caro", "shipped")
        #expect(try await words(stage, blockers: false) == ["we killed the old mails"])
    }

    @Test("a blocker may be called one for a key result")
    func keyResult() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. Support is understaffed these days")
        try await stage.reply("caro", "that's a blocker for churn")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.keyResult?.rawValue) == ["churn"])
    }

    @Test("what is meant may be named")
    func named() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. We killed the old mails. Support is understaffed these days")
        try await stage.reply("caro", "the support thing is a blocker")
        #expect(try await words(stage, blockers: true) == ["Support is understaffed these days"])
    }

    @Test("beside a ruling, the rest of the message is read")
    func beside() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. We killed the old mails. Support is understaffed these days")
        try await stage.reply("caro", "Hm, let me say it your way: the last is a blocker. Also put churn down as at risk please")
        #expect(try await words(stage, blockers: true) == ["Support is understaffed these days"])
        #expect(try await stage.acknowledgement(to: "Caro").contains("🟡 at risk"))
    }

    @Test("two stretches may be one blocker")
    func joined() async throws {
        let stage = try await Stage.asked()
        try await stage.reply(
            "caro", "churn 4.8%. The import wizard lacks somebody from backend. They are all tied up with the migration, nobody is free")
        try await stage.reply("caro", "both together are one blocker")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).filter { $0.state == .live }.count == 1)
    }

    @Test("said twice it is told once, and with nothing left it records nothing")
    func twice() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%")
        try await stage.reply("caro", "blocker")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).isEmpty)
    }

    @Test(
        "what is said about it beside does not matter",
        arguments: [
            "the support one is definitely a blocker, yes",
            "Yes, that one is a blocker. I've chased Ingrid twice already and she's got a mountain of contracts on her desk, poor thing.",
            "yes that one's a blocker, the support desk I mean",
            "yes that one's a blocker, the support desk I mean. And churn's at risk if you want a colour",
        ])
    func talk(answer: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. Support is understaffed these days")
        try await stage.reply("caro", answer)
        #expect(try await words(stage, blockers: true) == ["Support is understaffed these days"])
    }

    @Test("an edit that leaves the words as they were leaves what they are called")
    func edited() async throws {
        let stage = try await Stage.asked()
        let first = try await stage.reply("caro", "churn 4.8%. Support is understaffed these days")
        try await stage.reply("caro", "haha again? ok blocker. brb getting lunch")
        #expect(try await words(stage, blockers: true) == ["Support is understaffed these days"])
        try await stage.edit(first, "churn 4.7%. Support is understaffed these days")
        #expect(try await words(stage, blockers: true) == ["Support is understaffed these days"])
        try await stage.edit(first, "churn 4.7%.")
        #expect(try await words(stage, blockers: true).isEmpty)
    }
}
