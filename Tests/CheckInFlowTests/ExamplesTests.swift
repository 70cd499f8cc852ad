import CheckInFlow
import HistoryStore
import Insights
import Model
import TestSupport
import Testing

/// What our messages show as answers is copied by people: the reader must take it.
@Suite("Examples in our own messages") struct ExamplesTests {
    /// All that stands in curly quotes.
    private func quoted(_ text: String) -> [String] {
        text.split(separator: "“").dropFirst().compactMap { $0.split(separator: "”", omittingEmptySubsequences: false).first.map(String.init) }
    }

    private func plain(_ id: KeyResultID, _ kind: KeyResult.Kind, _ unit: String, _ baseline: Double?, _ target: Double) -> KeyResult {
        KeyResult(id: id, title: "Metric of \(id)", kind: kind, unit: unit, baseline: baseline, target: target, owner: "ana")
    }

    private func team(of keyResult: KeyResult, _ locale: String) -> Team {
        var team = Team.growth()
        team.locale = locale
        team.objectives[0].keyResults[0] = keyResult
        return team
    }

    private static let kinds: [(KeyResult.Kind, String, Double?, Double)] = [
        (.number, "users", 1320, 2500), (.number, "users", 1.5, 4), (.percent, "%", 8.5, 15), (.currency, "EUR", 12_400, 20_000),
        (.duration, "min", 29, 10), (.duration, "s", 1.5, 0.5), (.milestone, "steps", 1, 5),
    ]

    @Test("a yes or no is no example where there is a number")
    func booleanFirst() async throws {
        let stage = try await Stage.asked([team(of: plain("first", .boolean, "", 0, 1), "en")])
        try await stage.reply("ben", "trial conversion: 9")
        let example = try #require(quoted(try await stage.prompt().text).first)
        #expect(example.hasPrefix("2 at ") && example.contains("1 no change"), "\(example)")
        try await stage.reply("ana", example)
        #expect(try await stage.questions().isEmpty)
    }

    @Test("the prompt's example is understood as it is printed", arguments: ["en", "de", "fr"]) func prompt(locale: String) async throws {
        for (kind, unit, baseline, target) in Self.kinds {
            let stage = try await Stage.asked([team(of: plain("first", kind, unit, baseline, target), locale)])
            try await stage.reply("ben", "trial conversion: 9")
            let example = try #require(quoted(try await stage.prompt().text).first)
            try await stage.reply("ana", example)
            let live = try await stage.live().filter { $0.author == .person("ana") }
            #expect(live.first?.keyResult == "first" && live.first?.status == .onTrack, "\(kind) \(locale): \(example)")
            #expect(live.first?.value == baseline, "\(kind) \(locale): \(example)")
            #expect(live.dropFirst().map(\.keyResult) == ["trial"] && live.last?.value == 9, "\(kind) \(locale): \(example)")
            #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.evidence.text) == ["shipped the new guide"], "\(example)")
            #expect(try await stage.questions().isEmpty, "\(kind) \(locale): \(example)")
        }
    }

    @Test("a team with a single key result is shown an example without its number, which is understood") func single() async throws {
        for (kind, unit, baseline, target) in Self.kinds {
            var team = Team.growth()
            team.objectives = [Objective(id: "only", title: "What is to be true", keyResults: [plain("first", kind, unit, baseline, target)])]
            let stage = try await Stage.asked([team])
            try await stage.say("ben", "help")
            let prompt = try #require(quoted(try await stage.prompt().text).first)
            #expect(!prompt.hasPrefix("1 at "), "\(prompt)")
            let help = try #require(quoted(try await stage.newest(.notice)).first { $0.hasSuffix("on track") })
            for example in [prompt, help] {
                let before = try await stage.live().count
                try await stage.reply("ana", example)
                let live = try await stage.live().dropFirst(before)
                #expect(live.map(\.value) == [baseline] && live.map(\.status) == [.onTrack], "\(kind): \(example)")
            }
            #expect(try await stage.store.questions(checkIn: Stage.id()).filter { $0.author == .person("ana") }.isEmpty, "\(kind): \(prompt)")
        }
    }

    @Test("every example of the help is understood as it is printed") func help() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1450, trial conversion 9%")
        try await stage.reply("ben", "help")
        let examples = quoted(try await stage.newest(.notice))
        #expect(examples.count >= 8)
        let numbered = examples.filter { $0.contains("on track") }
        #expect(numbered.count == 2)
        for (example, keyResult) in zip(numbered, ["signups", "trial"] as [KeyResultID]) {
            try await stage.reply("ben", example)
            let update = try #require(try await stage.live().last { $0.keyResult == keyResult && $0.author == .person("ben") }, "\(example)")
            #expect(update.status == .onTrack && update.value != nil)
        }
        #expect(try await stage.questions().isEmpty)
    }

    @Test("the single words that the help names do what it says") func words() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 5%")
        try await stage.reply("ben", "trial conversion no change, at risk")
        #expect(try await stage.live().filter { $0.keyResult == "trial" }.map(\.status) == [.atRisk])
        try await stage.reply("ben", "churn: no change")
        #expect(try await stage.live().filter { $0.keyResult == "churn" }.map(\.value) == [5, 5])
        try await stage.reply("ana", "sign-ups: skip")
        #expect(try await stage.store.skips(checkIn: Stage.id()).map(\.keyResult) == ["signups"])
        try await stage.reply("ana", "blocked by legal")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).count == 1)
    }

    @Test("what a reminder proposes is taken, each from who owns one number", arguments: ["no change", "nothing to report"])
    func reminder(text: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 5%")
        try await stage.move(to: Stage.nextAsk)
        try await stage.move(to: "2026-11-10T08:00:00Z")
        #expect(try await stage.newest(.reminder).contains("“\(text)”"))
        try await stage.say("caro", text, thread: try await stage.prompt().id)
        let digest = try await stage.operations.digest("growth", week: Stage.week.adding(weeks: 1)).content
        #expect(digest.lines.first { $0.keyResult == "churn" }?.outcome == (text == "no change" ? .flat : .skipped))
    }

    @Test(
        "the example of each question answers it",
        arguments: [
            ("up 20", "sign-ups"), ("trial conversion 120%", "trial"), ("trial conversion is 9-11%", "trial"), ("monthly churn 5 h", "churn"),
        ])
    func question(text: String, about: String) async throws {
        var team = Team.growth()
        team.people.append(Person(id: "dora", name: "Dora"))
        let stage = try await Stage.asked([team])
        try await stage.reply("caro", "trial conversion 9%, churn 5%, sign-ups 1320")
        try await stage.say("dora", text, thread: try await stage.prompt().id)
        let asked = try await stage.newest(.question)
        // The last thing in quotes is what to answer.
        let example = try #require(quoted(asked).last { $0 != text && !text.contains($0) } ?? quoted(asked).last)
        try await stage.say("dora", example, thread: try await stage.prompt().id)
        #expect(try await stage.questions().map(\.state) == [.answered], "\(asked)")
        #expect(try await stage.live().filter { $0.author != .person("caro") }.count == 1, "\(asked)")
    }

    @Test("the example for what was not understood is understood") func unread() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups something something")
        let example = try #require(quoted(try await stage.newest(.notice)).first { $0 == "on track" })
        try await stage.reply("ana", example)
        #expect(try await stage.live().map(\.keyResult) == ["signups"], "\(example)")
    }
}
