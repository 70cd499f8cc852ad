import Scheduling
import Testing

@testable import DaemonConfig

@Suite("Mistakes in a configuration")
struct MistakeTests {
    @Test("each is told with its place, its key and the way out", arguments: teamMistakes + daemonMistakes)
    func mistakes(_ mistake: Mistake) throws {
        #expect(try mistake.problems() == mistake.lines)
        #expect(!mistake.lines.isEmpty)
    }

    @Test("a file with five of them gives five lines, in their order") func five() throws {
        let team = sampleTeam.with("time_zone: Europe/Oslo", "timezone: Europe/Oslo").with("close: Tue 17:00", "close: Tue 5pm")
            .with("target: 2500", "target: 2,500").with("owner: ben", "owner: bne").with("moves: [signups,", "moves: [sigups,")
        #expect(
            try problems(team: team.replacing("timezone: Europe/Oslo", with: "time_zone: Europe/Olso")) == [
                "teams/growth.yaml:3:12: time_zone: there is no time zone \"Europe/Olso\"; did you mean `Europe/Oslo`?",
                "teams/growth.yaml:6:10: check_in.close: \"Tue 5pm\" is no weekday with a time; write, say, Mon 09:00",
                "teams/growth.yaml:19:17: objectives.activation.key_results.signups.target: \"2,500\" is not a number; write 2500",
                "teams/growth.yaml:26:16: objectives.activation.key_results.churn.owner: there is no person \"bne\"; did you mean `ben`?",
                "teams/growth.yaml:30:17: objectives.activation.initiatives.tour.moves[0]: there is no key result \"sigups\"; did you mean `signups`?",
            ])
    }

    @Test("a key that stands twice does not hide other mistakes") func twice() throws {
        let team = sampleTeam.with("target: 3", "target: three").with("owner: ana", "owner: ana\n        owner: ben\n        'title': Sign-ups")
        let lines = try problems(team: team)
        #expect(
            lines == [
                "teams/growth.yaml:21:9: objectives[0].key_results[0].owner: `owner` stands twice in the same group, first on line 20: keep one of the two",
                "teams/growth.yaml:22:9: objectives[0].key_results[0].title: `title` stands twice in the same group, first on line 16: keep one of the two",
                "teams/growth.yaml:27:17: objectives.activation.key_results.churn.target: \"three\" is not a number; write digits, with a dot before decimals, such as 2500 or 99.9",
            ])
    }

    @Test(
        "sentences that no sample file brings out",
        arguments: [
            (.unreadableFile, "the file cannot be read: check its permissions"),
            (.tooLargeFile(mebibytes: 16), "the file is larger than 16 MiB, which no configuration is"),
            (.unusableZone("the file of time zone \"X\" cannot be read"), "the file of time zone \"X\" cannot be read"),
            (.unknown(.objective, "x", suggestion: nil), "there is no objective \"x\"; objectives stand in the team's file under `objectives`"),
            (.unknown(.team, "x", suggestion: nil), "there is no team \"x\"; teams stand in teams/*.yaml"),
            (.yaml(.nestedTooDeep), "groups are nested deeper than any setting is"),
            (.yaml(.unfoldsTooFar), "the aliases of this file unfold to more than the reader takes: write the values out"),
            (.yaml(.missingColon), "a key without `:` after it: write `key: value`"),
            (.yaml(.other("did not find expected node content")), "this is not YAML: did not find expected node content"),
            (.yaml(.duplicateKey("`a`")), "`a` stands twice in the same group: keep one of the two"),
            (.duplicateID(.objective, "a", firstLine: 3), "an objective `a` stands already on line 3: ids are unique in a team"),
        ] as [(Fault, String)])
    func rare(_ fault: Fault, _ sentence: String) {
        #expect(fault.sentence == sentence)
    }

    @Test(
        "texts are shown short, on one line, and not at all where they look like a token",
        arguments: [
            ("short", "\"short\""), (String(repeating: "a b ", count: 20), "\"" + String(repeating: "a b ", count: 10) + "…\""),
            ("a\nb\u{7}", "\"a b \""),
            ("xoxb-1", "this text (it looks like a secret and is not shown)"),
            ("AKIAIOSFODNN7EXAMPLE1", "this text (it looks like a secret and is not shown)"),
            ("2026-12-21..2027-01-01", "\"2026-12-21..2027-01-01\""),
        ])
    func showing(_ text: String, _ shown: String) {
        #expect(quoted(text) == shown)
    }
}
