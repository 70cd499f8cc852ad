import HistoryStore
import Model
import Scheduling
import Synchronization
import TestSupport
import Testing

@testable import CheckInFlow

@Suite("Values from other trackers") struct ValuesImportTests {
    private func records(_ csv: String, _ options: ValuesImport.Options = .init(), _ stage: Stage) async throws -> [HistoryRecord] {
        let team = try #require(stage.flow.settings.teams["growth"])
        let source = try await ValuesImport(team: team, options: options, store: stage.store, at: stage.clock.now)
        return try source.records(of: Array(csv.utf8))
    }

    @discardableResult
    private func take(_ csv: String, _ options: ValuesImport.Options = .init(), _ stage: Stage) async throws -> ImportCounts {
        let rest = Mutex(try await records(csv, options, stage)[...])
        return try await stage.store.importRecords(at: stage.clock.now) { rest.withLock { $0.popFirst() } }
    }

    private func problems(_ csv: String, _ options: ValuesImport.Options = .init()) async throws -> [String] {
        let stage = try await Stage([.growth()], at: Stage.sunday)
        do {
            _ = try await records(csv, options, stage)
            return []
        } catch let problems as ValuesImport.Problems {
            return problems.all.map(\.description)
        }
    }

    @Test("a long table with its own headings becomes history, each value with the words of its row")
    func long() async throws {
        let stage = try await Stage([.growth()], at: Stage.sunday)
        let csv = #"""
            Week;Metric;Actual;Health;Owner;Comment
            2026-10-19;Weekly sign-ups;1,200;Green;Ana;"before the ""tour"""
            2026-10-26;sign ups;1,350 users;amber;Zoe;
            2026-10-26;Trial conversion;9.5 %;;ben;

            """#
        let counts = try await take(csv, .init(map: ["date=Week"]), stage)
        #expect(counts.added == ["check_in": 2, "message": 3, "update": 3])
        let signups = try await stage.history("signups")
        #expect(signups.map(\.value) == [1200, 1350])
        #expect(signups.map(\.status) == [.onTrack, .atRisk])
        #expect(signups.map(\.author.description) == ["ana", "import:Zoe"])
        #expect(signups.map(\.source) == [.import, .import])
        #expect(signups[0].note == #"before the "tour""#)
        #expect(signups[0].evidence?.text == "1,200")
        #expect(try await stage.current() == ["signups": 1350, "trial": 9.5])
        try await stage.move(to: Stage.ask)
        #expect(try await stage.prompt().text.contains("1 Weekly sign-ups: 1,350 users, target 2,500 · Ana"))
        #expect(try await stage.ours(.prompt).count == 1)
    }

    @Test("a wide table has a column for each key result, and the same file twice changes nothing")
    func wide() async throws {
        let stage = try await Stage([.growth()], at: Stage.sunday)
        let csv = "day\tNew users\ttrial\tNotes\n19.10.2026\t1200\t9\t\n26.10.2026\t\t9,5\tslow\n"
        let options = ValuesImport.Options(map: ["signups=New users"], dates: .dmy, author: "ben")
        #expect(try await take(csv, options, stage).added["update"] == 3)
        #expect(try await take(csv, options, stage).added.isEmpty)
        #expect(try await stage.history("trial").map(\.value) == [9, 9.5])
        #expect(try await stage.history("trial").map(\.author.description) == ["ben", "ben"])
        #expect(try await stage.store.faults().isEmpty)
    }

    @Test("what is said of a week that is still to be asked counts for the week before it, and the week is asked as ever")
    func currentWeek() async throws {
        let stage = try await Stage([.growth()], at: "2026-11-02T07:00:00Z")
        try await take("date,signups\n2026-11-02T06:00:00Z,1400\n", stage: stage)
        #expect(try await stage.history("signups").map(\.checkIn) == [Stage.id(weeks: -1)])
        try await stage.move(to: Stage.ask)
        #expect(try await stage.checkIn().state == .open)
        try await stage.reply("ana", "sign-ups 1,450")
        #expect(try await stage.current() == ["signups": 1450])
    }

    private func take(_ csv: String, stage: Stage) async throws { try await take(csv, .init(), stage) }

    @Test("what was exported as CSV comes back the same")
    func roundTrip() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1,450, on track; churn 4.1%, “quoted”, 70% sure")
        let lines = Mutex(ValuesCSV.header)
        try await stage.store.export { record in
            if let line = ValuesCSV().line(record) { lines.withLock { $0 += line } }
        }
        let csv = lines.withLock { $0 }
        let other = try await Stage([.growth()], at: "2026-11-02T10:00:00Z")
        try await take(csv, stage: other)
        for keyResult: KeyResultID in ["signups", "churn"] {
            let (before, after) = (try await stage.history(keyResult), try await other.history(keyResult))
            #expect(before.map(\.value) == after.map(\.value))
            #expect(before.map(\.status) == after.map(\.status))
            #expect(before.map(\.confidence) == after.map(\.confidence))
            #expect(before.map(\.author) == after.map(\.author))
            #expect(before.map(\.saidAt) == after.map(\.saidAt))
            #expect(before.map(\.checkIn) == after.map(\.checkIn))
        }
    }

    @Test("all that is wrong is told at once, with its line, and nothing is taken")
    func mistakes() async throws {
        let csv = "date,key_result,value\nsoon,signups,1\n2026-10-26,sinups,1\n2026-10-26,signups,lots\n2027-01-01,signups,1\n,signups,1\n"
        #expect(
            try await problems(csv) == [
                "line 2: “soon” is no date such as 2026-10-26 or 2026-W44; --dates dmy reads 26.10.2026, --dates mdy 10/26/2026",
                "line 3: “sinups” is no key result of growth; it has signups, trial and churn",
                "line 4: “lots” is no number in users for signups",
                "line 5: “2027-01-01” is in the future",
                "line 6: it has no date",
            ])
    }

    @Test(
        "a table that cannot be mapped says what it has and what is wanted",
        arguments: [
            ("", [String](), "the table is empty"),
            ("a,b\n1,2\n", [], "no column is the date; say which with --map date=COLUMN, of “a” and “b”"),
            (
                "date,b\n1,2\n", [],
                "no column holds values: say --map key_result=COLUMN and --map value=COLUMN, or --map KEY_RESULT=COLUMN, of “date” and “b”"
            ),
            ("date,b\n", ["date"], "“date” is no pair such as date=Week"),
            ("date,b\n", ["signups=c"], "there is no column “c”; the table has “date” and “b”"),
            (
                "date,b\n", ["sales=b"],
                "“sales” is neither a meaning nor a key result; there are date, key_result, value, status, confidence, author, note, signups, trial and churn"
            ),
            ("date,b\n", ["signups=b", "trial=b"], "two meanings are given to the column “b”"),
        ])
    func unmapped(csv: String, map: [String], sentence: String) async throws {
        #expect(try await problems(csv, .init(map: map)) == [sentence])
    }

    @Test(
        "numbers are read as the team writes them, or not at all",
        arguments: [
            ("1450", 1450), ("1,450", 1450), ("1,450.5", 1450.5), ("1.450,5", 1450.5), ("1 450", 1450), ("1'450", 1450), ("1.4k", 1400),
            ("2m", 2_000_000), ("0.125", 0.125), ("1,5", 1.5), ("-3", -3), ("−3", -3), ("1,450,000", 1_450_000),
            ("1,45.5", nil), ("1.2.3", nil), ("12a", nil), ("", nil), ("1e9", nil), ("--3", nil), ("nan", nil),
        ] as [(String, Double?)])
    func numbers(text: String, value: Double?) { #expect(CellReading.number(text, locale: "en") == value) }

    @Test("a single separator before three digits goes by the team's language")
    func separators() {
        #expect(CellReading.number("1.450", locale: "de") == 1450)
        #expect(CellReading.number("1.450", locale: "en") == 1.45)
        #expect(CellReading.number("1,450", locale: "nb") == 1.45)
    }

    @Test("units are taken off, and a number in another unit is none")
    func units() {
        let revenue = KeyResult(id: "revenue", title: "Revenue", kind: .currency, unit: "EUR", target: 1)
        let wait = KeyResult(id: "wait", title: "Wait", kind: .duration, unit: "min", target: 1)
        let done = KeyResult(id: "done", title: "Done", kind: .boolean, target: 1)
        let steps = KeyResult(id: "steps", title: "Steps", kind: .milestone, unit: "steps", target: 5)
        #expect(["€1,200", "1,200 EUR", "eur 1,200"].map { CellReading.value($0, of: revenue, locale: "en") } == [1200, 1200, 1200])
        #expect(CellReading.value("$1,200", of: revenue, locale: "en") == nil)
        #expect(CellReading.value("12 min", of: wait, locale: "en") == 12)
        #expect(CellReading.value("12 h", of: wait, locale: "en") == nil)
        #expect(["yes", "No", "maybe"].map { CellReading.value($0, of: done, locale: "en") } == [1, 0, nil])
        #expect(["3 of 5", "3/5", "3"].map { CellReading.value($0, of: steps, locale: "en") } == [3, 3, 3])
    }

    @Test("whatever bytes come, reading them ends, and every field stands where it says")
    func hostile() throws {
        var random = SeededRandom(seed: 20_261_102)
        let alphabet = Array("\",;\n\r\t ab1é".utf8)
        for _ in 0..<2000 {
            let text = String(
                decoding: (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }, as: UTF8.self)
            let bytes = Array(text.utf8)
            guard let table = CSVTable(bytes) else { continue }
            for row in table.rows {
                for field in row.fields { #expect(0 <= field.start && field.start <= field.end && field.end <= row.text.utf8.count) }
            }
        }
    }
}
