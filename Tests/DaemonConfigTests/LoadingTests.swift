import Foundation
import Model
import Testing

@testable import DaemonConfig

@Suite("Loading a configuration")
struct LoadingTests {
    @Test("all files' problems come at once, those of a broken file as its one problem") func allAtOnce() throws {
        let lines = try problems(
            daemon: sampleDaemon + "\nlisten: here\n", team: sampleTeam.with("channel: growth", "channel: grwth"),
            others: ["teams/a.yaml": "team: [a\n", "teams/.hidden.yaml": "nonsense", "teams/notes.txt": "nonsense", "teams/z.yml": "team: z"])
        #expect(
            lines == [
                "outcomed.yaml:10:9: listen: this is no address to listen at; write host:port, such as 127.0.0.1:8484 or [::1]:8484, or none",
                "teams/a.yaml:1:7: a `[` or `{` is opened and not closed, or a comma is missing inside it",
                "teams/growth.yaml:2:10: channel: there is no channel \"grwth\"; did you mean `growth`?",
                "teams/z.yml:1:1: files of teams end in .yaml: rename this one, or move it elsewhere",
            ])
    }

    @Test("where the daemon's file cannot be read, teams are not told that their channels are unknown") func noCascade() throws {
        #expect(
            try problems(daemon: "accounts: {a: b") == ["outcomed.yaml:1:11: a `[` or `{` is opened and not closed, or a comma is missing inside it"])
    }

    @Test("a file that is missing, empty or not text is told as such") func files() throws {
        let folder = try Folder()
        guard case .broken(let problems) = folder.load() else { throw CancellationError() }
        #expect(folder.lines(problems) == ["outcomed.yaml:1:1: there is no such file"])
        for (bytes, line) in [
            ([], "outcomed.yaml:1:1: the file is empty"), (Array("# nothing\n".utf8), "outcomed.yaml:1:1: the file is empty"),
            (Array("a".utf8) + [0xFF], "outcomed.yaml:1:2: the file is not UTF-8 from here on: save it as UTF-8"),
            (Array("a\n  \u{1}".utf8), "outcomed.yaml:2:3: an invisible control character (U+0001) stands here: remove it"),
        ] as [([UInt8], String)] {
            try folder.write("outcomed.yaml", bytes)
            guard case .broken(let problems) = folder.load() else { throw CancellationError() }
            #expect(folder.lines(problems) == [line])
        }
    }

    @Test("two files with one team are told, with the first one's name") func twice() throws {
        #expect(
            try problems(others: ["teams/other.yaml": sampleTeam]).map { $0.replacing("/private", with: "") }.contains {
                $0.hasPrefix("teams/other.yaml:1:7: team: the team `growth` is defined already in ")
                    && $0.hasSuffix("teams/growth.yaml: give one of the two another id")
            })
    }

    @Test("defaults are put in") func defaults() throws {
        let (configuration, _) = try loaded()
        #expect(configuration.listen == ListenAddress(host: "127.0.0.1", port: 8484))
        #expect(configuration.publicURL == nil && configuration.templates == nil && configuration.proxy == nil && configuration.allowedHosts.isEmpty)
        #expect(configuration.channels["demo"] == ChannelEntry(account: "local", conversation: "demo", read: .mentions, allowPrivate: false))
        let team = try #require(configuration.teams.first)
        #expect((team.name, team.locale) == ("growth", "en"))
        #expect(
            team.schedule
                == CheckInSchedule(ask: WeekTime(.monday, LocalTime(hour: 9, minute: 0) ?? team.schedule.ask.time), close: WeekTime("Tue 17:00")))
        #expect(team.initiatives.first?.moves == [Move(keyResult: "signups"), Move(keyResult: "churn", expect: "-5%", withinDays: 42)])
        #expect(team.keyResults.last?.unit == "%")
        #expect(configuration.zoneNames == ["Europe/Oslo"])
    }

    @Test("everything written is taken") func everything() throws {
        let folder = try Folder()
        try folder.write("templates/x", "")
        try folder.write(
            "outcomed.yaml",
            sampleDaemon + """

                listen: "[::1]:0"
                public_url: https://c.example.org/base/
                store: /srv/store.db
                templates: templates
                proxy: http://proxy.example.org:3128
                allowed_hosts: [C.example.org, "[::1]"]
                """)
        guard case .loaded(let configuration, _) = folder.load() else { throw CancellationError() }
        #expect(configuration.listen?.description == "[::1]:0")
        #expect(configuration.publicURL == "https://c.example.org/base")
        #expect(configuration.storePath == "/srv/store.db")
        #expect(configuration.templates == folder.path + "/templates")
        #expect(configuration.proxy == "http://proxy.example.org:3128")
        #expect(configuration.allowedHosts == ["c.example.org", "[::1]"])
        #expect(configuration.accounts["slack"]?.secrets["bot_token"] == .env("BOT_TOKEN"))
        #expect(configuration.teams.isEmpty)
    }

    @Test(
        "a schedule is read in all its forms",
        arguments: [
            ("ask: Mon 09:00\n  every: 2 weeks\n  starting: 2026-10-12", .weeks(2), nil), ("ask: monday 9:00\n  every: week", .weeks(1), nil),
            ("ask: first Mon 09:00\n  every: month", .month(ordinal: 1), nil), ("ask: Last Fri 16:30\n  every: 1 month", .month(ordinal: -1), nil),
            ("ask: Mon 09:00\n  catch_up: 90 min", .weeks(1), .minutes(90)), ("ask: Mon 09:00\n  catch_up: 2 days", .weeks(1), .days(2)),
            ("ask: Mon 09:00\n  catch_up: 12h", .weeks(1), .hours(12)),
        ] as [(String, CheckInSchedule.Cadence, Duration?)])
    func schedules(_ text: String, _ cadence: CheckInSchedule.Cadence, _ catchUp: Duration?) throws {
        let team = try loaded(team: sampleTeam.with("  ask: Mon 09:00\n  close: Tue 17:00", "  " + text)).0.teams.first
        #expect(team?.schedule.cadence == cadence)
        #expect(team?.schedule.catchUp == catchUp ?? .hours(48))
    }

    @Test("scalars are read as written") func asWritten() throws {
        let team = sampleTeam.with("name: Ana,", "name: no,").with("name: 2026 Q4", "name: 1e3").with("title: New users reach value", "title: 09:00")
            .with("title: Weekly sign-ups", "title: 2026-10-01").with("title: Guided product tour", "title: ~")
        let read = try #require(try loaded(team: team).0.teams.first)
        #expect(read.people.first?.name == "no")
        #expect(read.cycle?.name == "1e3")
        #expect(read.objectives.first?.title == "09:00")
        #expect(read.keyResults.first?.title == "2026-10-01")
        #expect(read.initiatives.first?.title == "~")
    }

    @Test("anchors, aliases and merged groups may be used") func anchors() throws {
        let team = sampleTeam.with("ana: {name: Ana, chat: {slack: U0ANA}}", "ana: &person {name: Ana, time_zone: Europe/Lisbon}")
            .with("ben: {name: Ben, chat: {slack: U0BEN}}", "ben: {<<: *person, name: Ben}")
        let people = try #require(try loaded(team: team).0.teams.first).people
        #expect(people.map(\.name) == ["Ana", "Ben"])
        #expect(people.map(\.timeZone) == ["Europe/Lisbon", "Europe/Lisbon"])
    }

    @Test("a boolean and a milestone begin at nothing, and a boolean aims at yes") func kinds() throws {
        let team = sampleTeam.with("kind: number\n        baseline: 1000\n        target: 2500", "kind: boolean")
            .with("kind: percent\n        baseline: 5.5\n        target: 3", "kind: milestone\n        target: 4")
        let keyResults = try #require(try loaded(team: team).0.teams.first).keyResults
        #expect(keyResults.map(\.baseline) == [0, 0])
        #expect(keyResults.map(\.target) == [1, 4])
    }

    @Test(
        "bounds are read",
        arguments: [("{at_least: 99.9}", .atLeast(99.9)), ("{at_most: 2}", .atMost(2)), ("{between: [-1, 1]}", .between(-1, 1))] as [(String, Keep)])
    func bounds(_ text: String, _ keep: Keep) throws {
        #expect(try loaded(team: sampleTeam.with("target: 2500", "keep: \(text)")).0.teams.first?.keyResults.first?.keep == keep)
    }

    @Test(
        "the store is where the state directory is, else in var beside the configuration's folder",
        arguments: [
            ("outcomed.db", "/etc/outcomed", [:], "/etc/var/outcomed.db"), ("outcomed.db", "/srv/app/config", [:], "/srv/app/var/outcomed.db"),
            ("outcomed.db", "/etc/outcomed", ["STATE_DIRECTORY": "/var/lib/outcomed:/var/lib/other"], "/var/lib/outcomed/outcomed.db"),
            ("a/../b.db", "/x/config", [:], "/x/var/b.db"), ("/data/o.db", "/x/config", ["STATE_DIRECTORY": "/var/lib/outcomed"], "/data/o.db"),
        ] as [(String, String, [String: String], String)])
    func store(_ written: String, _ folder: String, _ environment: [String: String], _ expected: String) {
        #expect(storePath(written, folder: folder, environment: environment) == expected)
    }

    @Test("the configuration is looked for where it is named, else in config/") func finding() throws {
        let folder = try Folder()
        #expect(findConfiguration(explicit: "/x/y.yaml", in: folder.path) == "/x/y.yaml")
        try folder.write("config/outcomed.yaml", "")
        #expect(findConfiguration(explicit: nil, in: folder.path) == folder.path + "/config/outcomed.yaml")
    }

    @Test(
        "addresses to listen at are read by their form",
        arguments: [
            ("127.0.0.1:8484", "127.0.0.1", 8484), ("localhost:0", "localhost", 0), ("[::1]:80", "::1", 80), ("8484", nil, 0), (":8484", nil, 0),
            ("::1:80", nil, 0),
            ("host:65536", nil, 0), ("host:", nil, 0), ("ho st:1", nil, 0), ("[x]:1", nil, 0),
        ] as [(String, String?, Int)])
    func listen(_ text: String, _ host: String?, _ port: Int) {
        #expect(ListenAddress(text) == host.map { ListenAddress(host: $0, port: port) })
        #expect(ListenAddress(text).map(\.description) == (host == nil ? nil : text))
    }
}
