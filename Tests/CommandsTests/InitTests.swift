import DaemonConfig
import Foundation
import Model
import Scheduling
import Testing

@testable import Commands

@Suite struct InitTests {
    private let folder = NSTemporaryDirectory() + "init-" + UUID().uuidString
    private let zones = ZoneDirectory.system(environment: [:])

    private func place() -> InitPlace { InitPlace(configuration: folder + "/outcomed.yaml") }

    /// Answers a questionnaire with these lines; what it asked is in the second.
    private func answering(_ lines: [String]) -> (Questionnaire, Transcript) {
        let transcript = Transcript(lines)
        return (Questionnaire(readLine: transcript.next, readSecret: transcript.next, write: transcript.write), transcript)
    }

    private func load() -> LoadResult { loadConfiguration(at: folder + "/outcomed.yaml", zones: zones, environment: [:]) }

    @Test("a few answers make a configuration that loads without an error, in the words of the answers")
    func builtin() throws {
        let (form, transcript) = answering([
            "Växt & “Sales”", "", "Europe/Olso", "Europe/Oslo", "Monday", "Tue 10:30", "Ana Sousa, Ana Berg, Åse", "New users: reach #value",
            "Weekly sign-ups", "", "users", "about 1000", "1000", "2500",
        ])
        let (answers, secrets) = try InitQuestions(form: form, zones: zones, channels: []).run(InitAnswers(zone: "UTC")) { _ in true }
        #expect(transcript.isAtEnd)
        #expect(secrets.isEmpty)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let written = try place().write(answers, secrets: [:], addsTeamOnly: false)
        #expect(written.files == ["\(folder)/outcomed.yaml", "\(folder)/teams/vaxt-sales.yaml"])
        guard case .loaded(let configuration, let warnings) = load() else { return #expect(Bool(false), "\(load())") }
        let team = try #require(configuration.teams.first)
        #expect(team.name == "Växt & “Sales”")
        #expect(team.people.map(\.id.rawValue) == ["ana", "ana-berg", "ase"])
        #expect(team.schedule.ask.description == "Tue 10:30")
        #expect(team.objectives.first?.title == "New users: reach #value")
        #expect(team.keyResults.first?.owner == "ana")
        #expect(configuration.accounts["local"]?.plain["open"] == "true")
        #expect(warnings.allSatisfy { $0.sentence.contains("initiative") }, "\(warnings)")
    }

    @Test("secrets go into files of their own that their owner alone may read, and the configuration only names them")
    func secrets() throws {
        let (form, _) = answering([
            "Growth", "webhook", "", "", "", "https://planted.example.org/x", "whsec_planted", "", "C0GROWTH", "", "", "Ana", "True", "Churn",
            "percent",
            "5", "3",
        ])
        let (answers, secrets) = try InitQuestions(form: form, zones: zones, channels: []).run(InitAnswers(zone: "UTC")) { _ in true }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try place().write(answers, secrets: secrets, addsTeamOnly: false)
        let file = folder + "/credentials/webhook-url"
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "https://planted.example.org/x\n")
        #expect((try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect((try FileManager.default.attributesOfItem(atPath: folder + "/credentials")[.posixPermissions] as? NSNumber)?.intValue == 0o700)
        for name in ["outcomed.yaml", "teams/growth.yaml"] {
            #expect(!(try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)).contains("planted"))
        }
        guard case .loaded(let configuration, _) = load() else { return #expect(Bool(false), "\(load())") }
        #expect(configuration.resolveAccounts(using: SecretSource(environment: [:])).problems.isEmpty)
    }

    @Test("answers that the configuration would refuse leave nothing behind")
    func refused() throws {
        var answers = InitAnswers(zone: "UTC")
        answers.teamName = "Growth"
        answers.objective = "True"
        answers.keyResult = "Churn"
        answers.people = ["Ana"]
        answers.target = "three"
        #expect(throws: (any Error).self) { try place().write(answers, secrets: [:], addsTeamOnly: false) }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test("the sample of the package is no configuration of anybody's, and anything else is never overwritten")
    func taken() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(!place().isTaken)
        try FileManager.default.createDirectory(atPath: folder + "/teams", withIntermediateDirectories: true)
        try (SampleFiles.daemon + "\n").write(toFile: folder + "/outcomed.yaml", atomically: true, encoding: .utf8)
        #expect(!place().isTaken)
        try (SampleFiles.daemon + "\n# mine\n").write(toFile: folder + "/outcomed.yaml", atomically: true, encoding: .utf8)
        #expect(place().isTaken)
        var answers = InitAnswers(zone: "UTC")
        answers.teamName = "Growth"
        answers.objective = "True"
        answers.keyResult = "Churn"
        answers.people = ["Ana"]
        answers.target = "3"
        answers.channel = "demo"
        let written = try place().write(answers, secrets: [:], addsTeamOnly: true)
        #expect(written.files == ["\(folder)/teams/growth.yaml"])
        #expect(throws: (any Error).self) { try place().write(answers, secrets: [:], addsTeamOnly: true) }
    }

    @Test(
        "ids are made of names",
        arguments: [("Growth", "growth"), ("Ärger & Öl", "arger-ol"), ("2nd team", "nd-team"), ("日本", "team"), ("a--b", "a-b"), (" x ", "x")])
    func slugs(name: String, id: String) { #expect(slug(name, or: "team") == id) }
}

/// What was asked, and the answers to come.
private final class Transcript {
    private var lines: ArraySlice<String>
    private(set) var asked = ""

    init(_ lines: [String]) { self.lines = lines[...] }

    var isAtEnd: Bool { lines.isEmpty }

    func next() -> String? { lines.popFirst() }

    func write(_ text: String) { asked += text }
}
