import Foundation
import Testing

@Suite("Conversations of other teams")
struct ConversationTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    private func counts(_ file: String) async throws -> [Verdict: Int] {
        var counts: [Verdict: Int] = [:]
        for conversation in try Conversation.load(Self.fixtures.appending(path: file)) {
            for played in try await conversation.play() { counts[played.verdict, default: 0] += 1 }
        }
        return counts
    }

    @Test("at least as many messages are right as ever before, and no more are taken wrong or passed over")
    func score() async throws {
        let counts = try await counts("conversations.jsonl")
        #expect(counts.values.reduce(0, +) == 1161)
        #expect(counts[.right, default: 0] >= 954)
        #expect(counts[.wrong, default: 0] + counts[.silent, default: 0] <= 73)
    }

    @Test("of those kept aside, which nobody tunes by, no more are taken wrong or passed over than ever before")
    func keptAside() async throws {
        // No message is named here on purpose.
        let counts = try await counts("conversations-aside.jsonl")
        #expect(counts.values.reduce(0, +) == 217)
        #expect(counts[.right, default: 0] >= 164)
        #expect(counts[.wrong, default: 0] + counts[.silent, default: 0] <= 17)
    }

    /// Plays the file that the environment names, and writes beside it what became of each message.
    @Test("a file of conversations is played and told", .enabled(if: ProcessInfo.processInfo.environment["CONVERSATIONS"] != nil))
    func told() async throws {
        let path = try #require(ProcessInfo.processInfo.environment["CONVERSATIONS"])
        var text = ""
        var counts: [Verdict: Int] = [:]
        for conversation in try Conversation.load(URL(filePath: path)) {
            text += "=== \(conversation.id)\n"
            for (index, measure) in conversation.objectives.flatMap(\.key_results).enumerated() {
                text +=
                    "\(index + 1) \(measure.id): \(measure.title), \(measure.current.map { "\($0)" } ?? "-") \(measure.unit ?? "") · \(measure.owner)\n"
            }
            for played in try await conversation.play() {
                counts[played.verdict, default: 0] += 1
                text +=
                    "\(played.verdict.rawValue.uppercased()) \(played.step.who)\(played.step.edit.map { " edits \($0)" } ?? ""): \(played.step.say)\n"
                for line in played.judgement.missing { text += "    missing \(line)\n" }
                for line in played.judgement.unexpected { text += "    UNEXPECTED \(line)\n" }
                if played.verdict != .right { text += played.answers.joined(separator: "\n").split(separator: "\n").map { "    | \($0)\n" }.joined() }
            }
        }
        text += "\(counts.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: ", "))\n"
        try text.write(toFile: path + ".played", atomically: true, encoding: .utf8)
    }
}
