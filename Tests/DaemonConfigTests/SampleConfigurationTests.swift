import Foundation
import Model
import Testing

@testable import DaemonConfig

@Suite("The configurations that are shipped")
struct SampleConfigurationTests {
    static let files: [String] = {
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: repository + "config/")) ?? []
        let others: Set<Substring> = ["teams", "monitoring"]
        return all.filter { ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && others.isDisjoint(with: $0.split(separator: "/")) }.sorted()
    }()

    @Test("there are some") func some() {
        #expect(Set(Self.files).isSuperset(of: ["outcomed.yaml", "examples/slack.yaml", "examples/webhook.yaml"]))
    }

    @Test("each loads without a problem or warning", arguments: files)
    func loads(_ file: String) {
        switch loadConfiguration(at: repository + "config/" + file, zones: systemZones, environment: [:]) {
        case .loaded(_, let warnings): #expect(warnings.isEmpty)
        case .broken(let problems): Issue.record("\(problems)")
        }
    }

    @Test("the sample team is the one that the docs and the demo speak of")
    func sampleTeam() throws {
        guard case .loaded(let configuration, _) = loadConfiguration(at: repository + "config/outcomed.yaml", zones: systemZones, environment: [:])
        else { throw CancellationError() }
        let team = try #require(configuration.teams.first)
        #expect(configuration.teams.count == 1)
        #expect((team.id, team.name, team.channel, team.timeZone) == ("growth", "Growth", "demo", "Europe/Oslo"))
        #expect(team.people.map(\.id) == ["ana", "ben", "caro", "dele"])
        #expect((team.objectives.count, team.keyResults.count, team.initiatives.count) == (2, 5, 3))
        #expect(team.schedule.ask == WeekTime("Mon 09:00"))
        #expect(team.schedule.remind == [WeekTime("Tue 09:00")].compactMap(\.self))
        #expect(team.schedule.close == WeekTime("Tue 17:00"))
        let signups = try #require(team.keyResults.first { $0.id == "signups" })
        #expect((signups.kind, signups.unit, signups.baseline, signups.target, signups.owner) == (.number, "users", 1000, 2500, "ana"))
        #expect(team.keyResults.filter { $0.title.lowercased().contains("sign") }.count == 1)
        #expect(team.keyResults.filter { $0.title.lowercased().contains("churn") }.count == 1)
        #expect(configuration.channels["demo"] == ChannelEntry(account: "local", conversation: "demo"))
        #expect(configuration.storePath == repository + "var/outcomed.db")
    }
}
