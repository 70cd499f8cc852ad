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
        try FileManager.default.removeItem(atPath: folder + "/outcomed.yaml")
        try FileManager.default.removeItem(atPath: folder + "/teams/growth.yaml")
        #expect(throws: InitRefusal.self) {
            try place().write(answers, secrets: ["url": Secret("https://planted.example.org/y")], addsTeamOnly: false)
        }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "https://planted.example.org/x\n")
        _ = try place().write(answers, secrets: secrets, addsTeamOnly: false)
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
        #expect(throws: (any Error).self) { try place().write(answers, secrets: [:], addsTeamOnly: false) }
        answers.channel = "demo"
        let written = try place().write(answers, secrets: [:], addsTeamOnly: true)
        #expect(written.files == ["\(folder)/teams/growth.yaml"])
        let before = try String(contentsOfFile: folder + "/teams/growth.yaml", encoding: .utf8)
        answers.objective = "Something else"
        let error = #expect(throws: InitRefusal.self) { try place().write(answers, secrets: [:], addsTeamOnly: true) }
        #expect(error?.description.contains("a team `growth` already, in \(folder)/teams/growth.yaml") == true)
        #expect(try String(contentsOfFile: folder + "/teams/growth.yaml", encoding: .utf8) == before)
    }

    /// Answers for a team of that name.
    private func answers(_ name: String) -> InitAnswers {
        var answers = InitAnswers(zone: "UTC")
        answers.teamName = name
        answers.objective = "True"
        answers.keyResult = "Churn"
        answers.people = ["Ana"]
        answers.target = "3"
        return answers
    }

    @Test("files of teams that are there are read and kept, and a new configuration has their channels too")
    func keepsTeams() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try place().write(answers("Sales"), secrets: [:], addsTeamOnly: false)
        let before = try String(contentsOfFile: folder + "/teams/sales.yaml", encoding: .utf8)
        try FileManager.default.removeItem(atPath: folder + "/outcomed.yaml")
        let kept = place().writtenTeams(zones)
        #expect(kept.map(\.file) == ["\(folder)/teams/sales.yaml"])
        var second = answers("Growth")
        second.settings["open"] = "true"
        second.keptChannels = kept.map(\.team.channel.rawValue)
        let written = try place().write(second, secrets: [:], addsTeamOnly: false)
        #expect(written.files == ["\(folder)/outcomed.yaml", "\(folder)/teams/growth.yaml"])
        #expect(try String(contentsOfFile: folder + "/teams/sales.yaml", encoding: .utf8) == before)
        guard case .loaded(let configuration, _) = load() else { return #expect(Bool(false), "\(load())") }
        #expect(configuration.teams.map(\.id.rawValue) == ["growth", "sales"])
        #expect(configuration.channels.keys.map(\.rawValue).sorted() == ["growth", "sales"])
    }

    @Test("a team's file that would not load with the new one is told with its place, and nothing is written")
    func unfitting() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try place().write(answers("Sales"), secrets: [:], addsTeamOnly: false)
        try FileManager.default.removeItem(atPath: folder + "/outcomed.yaml")
        let error = #expect(throws: InitRefusal.self) { try place().write(answers("Growth"), secrets: [:], addsTeamOnly: false) }
        let text = error?.description ?? ""
        #expect(text.contains("\(folder)/teams/sales.yaml:4:10: channel: there is no channel"), "\(text)")
        #expect(text.hasSuffix("nothing was written: the new files and those that are there would not load together"))
        #expect(!FileManager.default.fileExists(atPath: folder + "/outcomed.yaml"))
        #expect(!FileManager.default.fileExists(atPath: folder + "/teams/growth.yaml"))
    }

    @Test("what a configuration names beside it is found when a team is added")
    func relativePlaces() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try place().write(answers("Sales"), secrets: [:], addsTeamOnly: false)
        try FileManager.default.createDirectory(atPath: folder + "/words", withIntermediateDirectories: true)
        let daemon = try String(contentsOfFile: folder + "/outcomed.yaml", encoding: .utf8)
        try (daemon + "templates: words\n").write(toFile: folder + "/outcomed.yaml", atomically: true, encoding: .utf8)
        var second = answers("Growth")
        second.channel = "sales"
        #expect(try place().write(second, secrets: [:], addsTeamOnly: true).files == ["\(folder)/teams/growth.yaml"])
    }

    @Test("a name whose team is there already is asked for again")
    func nameTaken() throws {
        let (form, transcript) = answering(["Growth", "Sales", "", "", "", "Ana", "True", "Churn", "percent", "5", "3"])
        let questions = InitQuestions(form: form, zones: zones, channels: [], teams: ["growth": "/etc/outcomed/teams/growth.yaml"])
        let (answers, _) = try questions.run(InitAnswers(zone: "UTC")) { _ in true }
        #expect(answers.teamID == "sales")
        #expect(transcript.asked.contains("already, in /etc/outcomed/teams/growth.yaml"))
    }

    @Test(
        "ids are made of names, and a long one ends with a whole word",
        arguments: [
            ("Growth", "growth"), ("Ärger & Öl", "arger-ol"), ("2nd team", "nd-team"), ("日本", "team"), ("a--b", "a-b"), (" x ", "x"),
            ("New users reach value in their first week of use", "new-users-reach-value-in-their-first"),
            ("New users reach the value in their weekss", "new-users-reach-the-value-in-their"),
            ("New users reach the value in their weeks", "new-users-reach-the-value-in-their-weeks"),
            ("Donaudampfschifffahrtsgesellschaftskapitäne", "team"),
        ])
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
