import Model
import Testing

@testable import DaemonConfig

@Suite("The coach")
struct CoachTests {
    @Test(
        "work to deliver is seen, and measures are left alone",
        arguments: [
            ("Launch the new site", .boolean, true), ("Launch the new site", .number, true), ("Launch the new site", .percent, true),
            ("New site launched", .boolean, true), ("New site launched", .milestone, true), ("Mobile app launch", .boolean, true),
            ("Ship 3 integrations", .number, true), ("Hire engineers", .milestone, true), ("Engineers hired", .number, true),
            ("Features shipped", .number, true), ("Migrate services to the new cluster", .milestone, true), ("Roll out the tour", .boolean, true),
            ("Checkout flow redesigned", .boolean, true), ("Write the handbook", .milestone, true), ("SOC 2 report released", .boolean, true),
            ("Build pipeline duration", .duration, false), ("Build time", .duration, false), ("Release frequency", .number, false),
            ("Build failures per week", .number, false), ("Orders shipped within a day", .percent, false), ("Weekly sign-ups", .number, false),
            ("Monthly churn", .percent, false), ("Relaunch rate", .percent, false), ("Leadership", .boolean, false),
            ("Buildings heated", .milestone, false),
            ("Users who completed the tour", .number, false), ("Customers renew before the end of the year", .boolean, false),
        ] as [(String, KeyResult.Kind, Bool)])
    func outputs(_ title: String, _ kind: KeyResult.Kind, _ isOutput: Bool) {
        #expect(isOutputInDisguise(title, kind: kind) == isOutput)
    }

    @Test("a sound team gets no advice") func silence() throws {
        #expect(try loaded().1 == [])
    }

    @Test("advice stands at its place, with the way out", arguments: Self.cases)
    func advice(_ change: TeamChange) throws {
        let (_, warnings) = try loaded(daemon: change.daemon, team: change.team)
        #expect(warnings == change.lines)
    }

    static let cases: [TeamChange] = [
        TeamChange(
            "title: Weekly sign-ups", "title: Launch the new site",
            [
                "15:13: warning: \"Launch the new site\" sounds like work to deliver, not like something that changes for anybody; make it an initiative, and measure what it should move"
            ]),
        TeamChange(
            "        baseline: 1000\n", "",
            ["15:13: warning: \"Weekly sign-ups\" has no baseline, so progress cannot be told; add `baseline` with today's value, even a rough one"]),
        TeamChange(
            "        owner: ana\n", "",
            ["15:13: warning: \"Weekly sign-ups\" has no owner, so nobody is reminded of it; add `owner` with somebody of the team"]),
        TeamChange(
            "target: 2500", "target: 1000",
            [
                "15:13: warning: the target of \"Weekly sign-ups\" is met by its baseline; set one that is still ahead, or use `keep` if it is to stay there"
            ]),
        TeamChange(
            "baseline: 5.5\n        target: 3", "baseline: 0.3\n        target: 0.45",
            ["21:13: warning: the values of \"Monthly churn\" are below 1, and 0.4 means 0.4 %, not 40 %; if 40 % is meant, write 40"]),
        TeamChange(
            "moves: [signups, {key_result: churn, expect: \"-5%\", within: 6 weeks}]", "moves: [churn]",
            ["15:13: warning: no initiative moves \"Weekly sign-ups\"; what will the team do about it? Name it under `moves` of an initiative"]),
        TeamChange(
            "        moves: [signups, {key_result: churn, expect: \"-5%\", within: 6 weeks}]", "",
            [
                "15:13: warning: no initiative moves \"Weekly sign-ups\"; what will the team do about it? Name it under `moves` of an initiative",
                "21:13: warning: no initiative moves \"Monthly churn\"; what will the team do about it? Name it under `moves` of an initiative",
                "28:13: warning: \"Guided product tour\" moves no key result; say under `moves` which number it should change, or drop it",
            ]),
        TeamChange("target: 2500", "keep: {at_least: 900}", []),
        TeamChange(
            daemon: sampleDaemon.with("bot_token: \"${env:BOT_TOKEN}\"\n    signing_secret", "webhook_url"),
            [
                "2:10: warning: the channel `growth` takes no replies, so nobody can answer there; set up receiving for its account, or ask in another channel"
            ]),
    ]

    @Test("a team without key results is told that there is nothing to ask about") func nothing() throws {
        let team = String(sampleTeam[..<(sampleTeam.firstRange(of: "objectives:")?.lowerBound ?? sampleTeam.endIndex)])
        #expect(
            try loaded(team: team).1 == [
                "teams/growth.yaml:1:7: warning: \"growth\" has no key results, so there is nothing to ask about; add one under `objectives`"
            ])
    }

    @Test("the sixth objective, and the objective with a sixth key result, are pointed at") func many() throws {
        let head = String(sampleTeam[..<(sampleTeam.firstRange(of: "objectives:")?.lowerBound ?? sampleTeam.endIndex)])
        func keyResult(_ name: String) -> String {
            "      - {id: k\(name), title: Measure \(name), kind: number, baseline: 1, target: 2, owner: ana}\n"
        }
        func initiative(_ names: [String]) -> String {
            "    initiatives: [{id: i\(names[0]), title: Work, moves: [\(names.map { "k\($0)" }.joined(separator: ", "))]}]\n"
        }
        let objectives = (1...6).map { "  - id: o\($0)\n    title: Objective\n    key_results:\n" + keyResult("o\($0)") + initiative(["o\($0)"]) }
        let many = try loaded(team: head + "objectives:\n" + objectives.joined()).1
        #expect(
            many == [
                "teams/growth.yaml:37:9: warning: 6 objectives are more than a team keeps in mind; up to five is a good number, fewer are better"
            ])
        let names = (1...6).map { "x\($0)" }
        let long = "objectives:\n  - id: o\n    title: Objective\n    key_results:\n" + names.map(keyResult).joined() + initiative(names)
        #expect(
            try loaded(team: head + long).1 == [
                "teams/growth.yaml:12:9: warning: \"Objective\" has 6 key results, more than one conversation holds; keep the five or fewer that tell most"
            ])
    }

    @Test("there are no warnings where there is an error") func errorsFirst() throws {
        let lines = try problems(team: sampleTeam.with("        owner: ana\n", "").with("target: 3", "target: three"))
        #expect(
            lines == [
                "teams/growth.yaml:24:17: objectives.activation.key_results.churn.target: \"three\" is not a number; write digits, with a dot before decimals, such as 2500 or 99.9"
            ])
    }
}

/// A change of the sample, and what is said of it.
struct TeamChange: Sendable, CustomTestStringConvertible {
    var daemon = sampleDaemon
    var team = sampleTeam
    var lines: [String]
    var testDescription: String

    init(_ part: String, _ replacement: String, _ lines: [String]) {
        team = sampleTeam.with(part, replacement)
        self.lines = lines.map { "teams/growth.yaml:" + $0 }
        testDescription = replacement
    }

    /// A change of the daemon's file that is told of the team's.
    init(daemon: String, _ lines: [String]) {
        self.daemon = daemon
        self.lines = lines.map { "teams/growth.yaml:" + $0 }
        testDescription = "daemon"
    }
}
