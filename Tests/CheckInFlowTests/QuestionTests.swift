import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("Questions") struct QuestionTests {
    /// Two counts are Ben's own, so that "up 20" of his may mean either of them.
    private static func team() -> Team {
        var team = Team.growth()
        team.objectives[0].keyResults[1].owner = "caro"
        team.objectives[0].keyResults[0].owner = "ben"
        team.objectives[0].keyResults[0].kind = .number
        team.objectives[1].keyResults[0].owner = "ben"
        team.objectives[1].keyResults[0].kind = .number
        team.objectives[1].keyResults[0].unit = "tickets"
        team.objectives[1].keyResults[0].title = "Churn tickets"
        team.objectives[1].keyResults[0].baseline = 60
        team.objectives[1].keyResults[0].target = 30
        return team
    }

    private static func asked(_ text: String) async throws -> Stage {
        let stage = try await Stage.asked([team()])
        try await stage.reply("caro", "sign-ups 1320, churn tickets 40")
        try await stage.reply("ben", text)
        return stage
    }

    @Test("a name with its number in the prompt answers, and is no value")
    func nameAndNumber() async throws {
        let stage = try await Self.asked("up 20, at risk")
        try await stage.reply("ben", "churn tickets, so 3")
        let told = try await stage.live().filter { $0.author == .person("ben") }.map(\.value)
        #expect(told == [60])
    }

    @Test("a hindrance told in the answer to a question is the chosen key result's")
    func hindered() async throws {
        let stage = try await Self.asked("up 20, at risk")
        try await stage.reply("ben", "churn tickets, it's blocked on the security review")
        let told = try await stage.live().filter { $0.author == .person("ben") }.map(\.value)
        #expect(told == [60])
        #expect(try await stage.acknowledgement(to: "Ben").contains("the security review” (Churn tickets)"))
    }

    @Test("a number of which nobody can tell what it is about is asked, not guessed")
    func asksWhich() async throws {
        let stage = try await Self.asked("up 20, at risk")
        let question = try #require(try await stage.questions().first)
        #expect(question.reason == .whichKeyResult && question.state == .asked && question.author == .person("ben"))
        let asked = try await stage.newest(.question)
        #expect(asked.hasPrefix("Ben, which number is “up 20, at risk” about?"))
        #expect(try await stage.ours(.question).last?.thread == stage.prompt().id)
        #expect(try await stage.live().allSatisfy { $0.author == .person("caro") })
    }

    @Test(
        "the answer is read in its own words, and the clause keeps its change and its status",
        arguments: [("the second one", 1), ("churn", 1), ("churn tickets", 1), ("3", 1), ("the first one", 0), ("1", 0), ("sign-ups", 0)])
    func naturalAnswers(answer: String, chosen: Int) async throws {
        let stage = try await Self.asked("up 20, at risk")
        let question = try #require(try await stage.questions().first)
        // The second candidate is what "the second one" means.
        let keyResult: KeyResultID = chosen == 1 ? question.candidates[1] : question.candidates[0]
        let expected: Double = keyResult == "signups" ? 1340 : 60
        try await stage.reply("ben", answer)
        let update = try #require(try await stage.live().first { $0.author == .person("ben") })
        #expect(update.keyResult == keyResult && update.value == expected && update.status == .atRisk && update.source == .question)
        #expect(update.evidence?.text?.contains("20, at risk") == true)
        #expect(try await stage.questions().map(\.state) == [.answered])
        #expect(try await stage.acknowledgement(to: "Ben").contains("🟡 at risk"))
        #expect(try await stage.ours(.question).count == 1)
    }
    @Test("a newer value leaves nothing open of what was asked about it, and the next doubt takes the place of the one before")
    func overtaken() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1320")
        try await stage.reply("ana", "sign-ups 2")
        #expect(try await stage.questions().map(\.state) == [.asked])
        try await stage.reply("ana", "sign-ups 1400 or 1410")
        #expect(try await stage.questions().map(\.state) == [.overruled, .asked])
        #expect(try await stage.newest(.question).contains("1400 or 1410"))
        try await stage.reply("ana", "the dashboard is back: sign-ups 1405")
        #expect(try await stage.questions().allSatisfy { $0.state == .overruled || $0.state == .answered })
        #expect(try await stage.current()["signups"] == 1405)
    }

    @Test("a question speaks of the value that was said last, not of last week's")
    func newestValue() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1320")
        try await stage.reply("ana", "now sign-ups 1410")
        try await stage.reply("ana", "sign-ups 3")
        let question = try await stage.newest(.question)
        #expect(question.contains("after 1,410 users") && !question.contains("1,320 users"))
    }

    @Test("both is an answer too")
    func both() async throws {
        let stage = try await Self.asked("up 20")
        try await stage.reply("ben", "both")
        #expect(try await stage.current() == ["signups": 1340, "churn": 60])
        #expect(try await stage.questions().map(\.state) == [.answered])
    }

    @Test("a plain value is given to the key result that the answer names")
    func plainValue() async throws {
        let stage = try await Self.asked("45")
        try await stage.reply("ben", "churn tickets")
        #expect(try await stage.current() == ["signups": 1320, "churn": 45])
    }

    @Test("a value that turns out to be impossible for what was chosen is asked about once more, and not recorded")
    func impossibleChoice() async throws {
        let stage = try await Stage.asked([Self.team()])
        try await stage.reply("caro", "sign-ups 1320, churn tickets 4")
        try await stage.reply("ben", "it is 14500 now")
        try await stage.reply("ben", "churn tickets")
        #expect(try await stage.current() == ["signups": 1320, "churn": 4])
        #expect(try await stage.questions().map(\.reason) == [.whichKeyResult, .implausible])
        #expect(try await stage.questions().map(\.state) == [.answered, .asked])
        #expect(try await stage.newest(.question).contains("3 Churn tickets really 14,500"))
        try await stage.reply("ben", "yes")
        #expect(try await stage.current() == ["signups": 1320, "churn": 14_500])
    }

    @Test("a value that seems impossible is asked about; yes records it", arguments: ["yes", "yes, really"]) func yes(answer: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 120%")
        #expect(try await stage.newest(.question).hasPrefix("Ben, is 2 Trial conversion really 120 % now"))
        #expect(try await stage.live().isEmpty)
        try await stage.reply("ben", answer)
        #expect(try await stage.current() == ["trial": 120])
        #expect(try await stage.acknowledgement(to: "Ben").contains("2 Trial conversion: 120 %"))
        #expect(try await stage.questions().map(\.state) == [.answered])
    }

    @Test("no to an impossible value records nothing and ends the question")
    func no() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 120%")
        try await stage.reply("ben", "no")
        #expect(try await stage.live().isEmpty)
        #expect(try await stage.questions().map(\.state) == [.answered])
        #expect(try await stage.ours(.question).count == 1)
    }

    @Test("another value answers an impossible one", arguments: ["12%", "no, 12%", "trial conversion is 12%"]) func rightValue(answer: String)
        async throws
    {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 120%")
        try await stage.reply("ben", answer)
        #expect(try await stage.current() == ["trial": 12])
        #expect(try await stage.questions().map(\.state) == [.answered])
    }

    @Test("a range is asked about, and one value settles it")
    func range() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion is 9-11%")
        #expect(try await stage.newest(.question).contains("can be read in more than one way"))
        try await stage.reply("ben", "10")
        #expect(try await stage.current() == ["trial": 10])
        #expect(try await stage.questions().map(\.state) == [.answered])
    }

    @Test("which of two changes is meant is no question of confidence")
    func changes() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups up 5% or 6%")
        let question = try await stage.newest(.question)
        #expect(question.contains("can be read in more than one way") && !question.contains("how sure"))
    }

    @Test("a share that may be a confidence is asked about as such, and one word settles it")
    func share() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups amber, 55%")
        #expect(try await stage.newest(.question).contains("how sure you are of 1 Weekly sign-ups, or where it stands?"))
        try await stage.reply("ana", "confidence")
        #expect(try await stage.live().compactMap(\.confidence) == [0.55])
        #expect(try await stage.questions().map(\.state) == [.answered])
    }

    @Test("two unclear things are asked one at a time, oldest first, each as a new message")
    func oneAtATime() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 120%. Monthly churn 150%")
        #expect(try await stage.ours(.question).count == 1)
        #expect(try await stage.questions().map(\.state) == [.asked, .waiting])
        #expect(try await stage.newest(.question).contains("Trial conversion"))
        try await stage.reply("ben", "12%")
        #expect(try await stage.ours(.question).count == 2)
        #expect(try await stage.newest(.question).contains("Monthly churn"))
        try await stage.reply("ben", "15%")
        #expect(try await stage.current() == ["trial": 12, "churn": 15])
        #expect(try await stage.questions().map(\.state) == [.answered, .answered])
    }

    @Test("a second unclear message waits for the answer to the first")
    func secondMessageWaits() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 120%")
        try await stage.reply("ben", "monthly churn 150%")
        #expect(try await stage.questions().map(\.state) == [.asked, .waiting])
        try await stage.reply("ben", "yes")
        #expect(try await stage.current() == ["trial": 120])
        #expect(try await stage.questions().map(\.state) == [.answered, .asked])
        #expect(try await stage.ours(.question).count == 2)
    }

    @Test("a message that stands by itself overrules the question")
    func overruled() async throws {
        let stage = try await Self.asked("up 20")
        try await stage.reply("ben", "trial conversion is 9%")
        #expect(try await stage.questions().map(\.state) == [.overruled])
        #expect(try await stage.current()["trial"] == 9)
        try await stage.reply("ben", "the second one")
        #expect(try await stage.live().filter { $0.author == .person("ben") }.map(\.keyResult) == ["trial"])
    }

    @Test("finished work alone leaves a question open")
    func leftOpen() async throws {
        let stage = try await Self.asked("up 20")
        try await stage.reply("ben", "shipped the guided product tour")
        #expect(try await stage.questions().map(\.state) == [.asked])
        try await stage.reply("ben", "the second one")
        #expect(try await stage.questions().map(\.state) == [.answered])
    }

    @Test("the same words are asked about once, also when they are said again or their message is edited")
    func neverTwice() async throws {
        let stage = try await Self.asked("up 20")
        try await stage.reply("ben", "up 20")
        #expect(try await stage.questions().count == 1)
        let message = try await stage.reply("caro", "trial conversion 120%")
        try await stage.edit(message, "trial conversion 120%, shipped the guided product tour")
        #expect(try await stage.questions().map(\.state) == [.asked, .asked])
        #expect(try await stage.ours(.question).count == 2)
        try await stage.reply("caro", "yes")
        #expect(try await stage.current()["trial"] == 120)
    }

    @Test("an edit that settles what was unclear withdraws the question")
    func settledByEdit() async throws {
        let stage = try await Stage.asked()
        let message = try await stage.reply("ben", "trial conversion 120%")
        try await stage.edit(message, "trial conversion 12%")
        #expect(try await stage.questions().map(\.state) == [.withdrawn])
        #expect(try await stage.current() == ["trial": 12])
    }

    @Test("an edit of an answer moves the value to where it now points, and a deletion of it takes the value back")
    func editedAnswer() async throws {
        let stage = try await Self.asked("up 20")
        stage.clock.advance(by: .minutes(1))
        let answer = try await stage.reply("ben", "churn tickets")
        #expect(try await stage.current() == ["signups": 1320, "churn": 60])
        stage.clock.advance(by: .minutes(1))
        try await stage.edit(answer, "sign-ups")
        #expect(try await stage.current() == ["signups": 1340, "churn": 40])
        try await stage.delete(answer)
        #expect(try await stage.current() == ["signups": 1320, "churn": 40])
    }

    @Test("open questions expire at the close, and a late answer to them is read by itself")
    func expiry() async throws {
        let stage = try await Self.asked("up 20")
        try await stage.reply("caro", "trial conversion 120%, monthly churn tickets 38")
        try await stage.move(to: Stage.close)
        #expect(try await stage.questions().map(\.state) == [.expired, .expired])
        #expect(try await stage.newest(.digest).contains("2 Trial conversion"))
        try await stage.say("ben", "the second one", thread: try #require(try await stage.ours(.prompt).last).id)
        #expect(try await stage.live().allSatisfy { $0.author == .person("caro") })
    }
}
