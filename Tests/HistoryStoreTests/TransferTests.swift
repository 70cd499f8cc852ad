import Foundation
import GRDB
import Model
import Synchronization
import Testing

@testable import HistoryStore

private let firstWeek = ISOWeek(containing: LocalDate(daysSinceEpoch: 20_745))

@Suite("Export and import")
struct TransferTests {
    /// Everything that an export can hold, and what it leaves out.
    private func richStore() async throws -> HistoryStore {
        let store = try await memoryStore()
        let first = try sampleTeam()
        let renamed = try sampleTeam(keyResults: [
            KeyResult(id: "sign_ups", title: "Sign-ups", kind: .number, unit: "users", keep: .between(0.1, 99.9), was: ["signups"]),
            KeyResult(id: "time_to_value", title: "Time to value", kind: .duration, unit: "min", target: 15),
        ])
        _ = try await store.knowTeams([first], at: monday) { _ in firstWeek }
        _ = try await store.knowTeams([renamed], at: monday + .hours(1)) { _ in firstWeek }
        try await fire("2026-W44", in: store, drafts: [draft(1, checkIn: checkInID()), draft(2, .digest, checkIn: checkInID())])
        let claimed = try await store.claimOutbox(at: monday, lease: .seconds(60), owner: id(90), limit: 10)
        let prompt = try #require(claimed.first)
        _ = try await store.settle(prompt.id, attempt: 1, owner: id(90), .delivered(messageID: "1700.1"), at: monday + .seconds(1))
        try await reply(store)
        try await store.pause(team, until: LocalDate("2026-12-24"), at: monday)
        _ = try await store.remind(checkInID(), reminder: 0, drafts: [], at: monday + .hours(24))
        let root = ChatMessage(id: id(70), channel: "demo", sender: "ana", text: "naïve “quotes” \\ \u{1F680}\n\u{0}", at: monday)
        _ = try await store.postInChat(root, intake: intake(71, event("chat", message: "chat")))
        _ = try await store.postInChat(ChatMessage(id: id(72), channel: "demo", thread: id(70), sender: "ben", text: "b", at: monday), intake: nil)
        return store
    }

    private func reply(_ store: HistoryStore) async throws {
        let checkIn = try checkInID()
        let said = event("said", "sign-ups 1,250; shipped the tour; blocked by legal; skip value")
        _ = try await store.takeIn([intake(10, said)])
        let message = HistoryStoreTests.message(11, of: said, checkIn: checkIn)
        let words = Evidence(message: message.id, start: 0, end: 14)
        var record = HistoryStoreTests.record(
            inbox: 10, message: message, checkIn: checkIn, revision: 0,
            updates: [
                update(20, 1.0 / 3, checkIn: checkIn, status: .atRisk, evidence: words),
                update(21, -0.0, keyResult: "time_to_value", checkIn: checkIn, evidence: words),
            ])
        record.basis = ReadingBasis(
            date: LocalDate(daysSinceEpoch: 20_752), focus: nil, pending: nil, current: ["time_to_value": .leastNonzeroMagnitude])
        record.outputs = [Output(id: id(30), checkIn: checkIn, initiative: "tour", author: ana, saidAt: monday, evidence: words)]
        record.blockers = [Blocker(id: id(31), checkIn: checkIn, keyResult: "signups", author: ana, saidAt: monday, evidence: words)]
        record.skips = [Skip(id: id(32), checkIn: checkIn, keyResult: "signups", author: ana, saidAt: monday, message: message.id)]
        record.questions = [
            Question(
                id: id(33), checkIn: checkIn, reason: .whichValue, candidates: ["signups"], value: 1e300, author: ana, evidence: words,
                askedAt: monday, state: .asked)
        ]
        #expect(try await store.record(record) != .stale)
        let edited = event("edited", "sign-ups 1,260", message: "msaid", change: .edited(stamp: "2"), at: monday + .minutes(5))
        _ = try await store.takeIn([intake(12, edited, at: monday + .minutes(5))])
        let second = HistoryStoreTests.message(13, of: edited, checkIn: checkIn)
        let revision = try #require(try await store.checkIn(checkIn)).revision
        let corrected = HistoryStoreTests.record(
            inbox: 12, message: second, checkIn: checkIn, revision: revision,
            updates: [update(22, 1260, checkIn: checkIn, evidence: Evidence(message: second.id, start: 9, end: 14), supersedes: id(20))],
            ended: [.init(update: id(20), state: .superseded, reason: "edited")], at: monday + .minutes(5))
        #expect(try await store.record(corrected) != .stale)
        #expect(try await store.forgetWords(of: [message.id], at: monday + .minutes(9)) == 1)
    }

    private func lines(_ store: HistoryStore, teams: Set<TeamID>? = nil) async throws -> [String] {
        let lines = Mutex<[String]>([])
        let coder = RecordCoder()
        try await store.export(teams: teams) { record in
            let line = String(decoding: try coder.line(record), as: UTF8.self)
            lines.withLock { $0.append(line) }
        }
        return lines.withLock { $0 }
    }

    private func importing(_ lines: [String], into store: HistoryStore, isRehearsal: Bool = false) async throws -> ImportCounts {
        let folder = try TemporaryFolder()
        let path = folder.path + "/export.jsonl"
        try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path))
        let file = LineFile(try FileHandle(forReadingFrom: URL(fileURLWithPath: path)))
        return try await store.importRecords(at: monday, isRehearsal: isRehearsal) { try file.nextRecord() }
    }

    /// Tables that an export holds, with the rows of them that it holds and the columns that only count arrivals.
    private static let exported = [
        "teams": "", "team_versions": "", "series": "", "check_ins": "", "snapshots": "", "reminders": "", "messages": "", "updates": "",
        "outputs": "", "blockers": "", "skips": "", "questions": "", "outbox": "WHERE state = 'delivered'", "chat_messages": "", "pauses": "",
    ]
    private static let leftOut: Set = [
        "inbox", "records", "accounts", "conversations", "journal", "migrations", "pollers", "identities", "direct_conversations",
    ]

    private func dump(_ store: HistoryStore, _ table: String) async throws -> [String] {
        let condition = try #require(Self.exported[table])
        return try await store.read { db in
            let names = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
            let columns = names.filter { !["sequence", "number"].contains($0) }.joined(separator: ", ")
            return try Row.fetchAll(db, sql: "SELECT \(columns) FROM \(table) \(condition) ORDER BY 1, 2").map(\.debugDescription)
        }
    }

    @Test("what was exported and imported is the same row for row, and exports to the same bytes")
    func roundTrip() async throws {
        let store = try await richStore()
        let exported = try await lines(store)
        let other = try await memoryStore()
        let counts = try await importing(exported, into: other)
        #expect(counts.added.values.reduce(0, +) == exported.count - 1)
        #expect(try await lines(other) == exported)
        for table in Self.exported.keys.sorted() {
            let rows = try await dump(store, table)
            #expect(!rows.isEmpty, "the sample has no \(table)")
            #expect(try await dump(other, table) == rows, "\(table)")
        }
        #expect(try await other.faults().isEmpty)
        for kind in HistoryRecord.Kind.allCases { #expect(exported.contains { $0.contains(#""record":"\#(kind.rawValue)""#) }, "\(kind)") }
    }

    @Test("every table is either in the export or left out on purpose")
    func tables() async throws {
        let store = try await memoryStore()
        let tables = try await store.read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        }
        #expect(Set(tables) == Set(Self.exported.keys).union(Self.leftOut))
    }

    @Test("importing the same again changes nothing")
    func again() async throws {
        let store = try await richStore()
        let exported = try await lines(store)
        let counts = try await importing(exported, into: store)
        #expect(counts.added.isEmpty)
        #expect(try await lines(store) == exported)
    }

    @Test("a rehearsal counts and keeps nothing")
    func rehearsal() async throws {
        let exported = try await lines(try await richStore())
        let other = try await memoryStore()
        let counts = try await importing(exported, into: other, isRehearsal: true)
        #expect(counts.added["update"] == 3)
        #expect(try await lines(other).count == 1)
    }

    @Test("a bad line is named, and nothing of the file is kept")
    func badLine() async throws {
        let exported = try await lines(try await richStore())
        let other = try await memoryStore()
        let place = try #require(exported.firstIndex { $0.contains(#""record":"output""#) })
        var broken = exported
        broken[place] = broken[place].replacing(#""author":"#, with: #""autor":"#)
        await #expect(throws: StoreError.unreadable(detail: "line \(place + 1): it has no `author`")) { try await importing(broken, into: other) }
        broken[place] = "no JSON\n"
        await #expect(throws: StoreError.unreadable(detail: "line \(place + 1): it is no JSON object")) { try await importing(broken, into: other) }
        broken[place] = #"{"record":"format","format":2}"# + "\n"
        await #expect(throws: StoreError.self) { try await importing(broken, into: other) }
        #expect(try await lines(other).count == 1)
    }

    @Test("a record that refers to nothing is refused, with all the others")
    func dangling() async throws {
        let exported = try await lines(try await richStore())
        let other = try await memoryStore()
        let error = await #expect(throws: StoreError.self) {
            try await importing(exported.filter { !$0.contains(#""record":"message""#) }, into: other)
        }
        guard case .contradiction(let detail) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(detail.contains("update"))
        #expect(try await lines(other).count == 1)
    }

    @Test("definitions come into their order in time, and the newest one is what the team is")
    func definitions() async throws {
        let exported = try await lines(try await richStore())
        let store = try await memoryStore()
        _ = try await store.knowTeams([try sampleTeam(name: "Newest")], at: monday + .hours(9)) { _ in firstWeek }
        _ = try await importing(exported, into: store)
        #expect(try await store.definitions(of: team).map(\.validFrom) == [monday + .hours(9), monday + .hours(1), monday])
        #expect(try await store.definition(of: team)?.name == "Newest")
        let before = try await lines(store).count
        _ = try await store.knowTeams([try sampleTeam(name: "Newest")], at: monday + .hours(10)) { _ in firstWeek }
        #expect(try await lines(store).count == before)
    }

    @Test("one team's export leaves the others and the chat out")
    func oneTeam() async throws {
        let store = try await richStore()
        #expect(try await lines(store, teams: ["other"]).count == 1)
        let own = try await lines(store, teams: [team])
        #expect(!own.contains { $0.contains(#""record":"chat""#) })
        #expect(own.contains { $0.contains(#""record":"update""#) })
    }

    @Test(
        "keys change their case, names of the configuration and texts do not",
        arguments: [
            (#"{"platformId":"aB","chat":{"my_Slack":"uI"},"n":1.50}"#, #"{"platform_id":"aB","chat":{"my_Slack":"uI"},"n":1.50}"#),
            (#"{"aB":[{"cD":"\"eF\":"}],"current":{"time_to_value":1}}"#, #"{"a_b":[{"c_d":"\"eF\":"}],"current":{"time_to_value":1}}"#),
            (#"{"current":1.0,"keep":{"_0":2},"isAway" : true}"#, #"{"current":1.0,"keep":{"_0":2},"is_away" : true}"#),
            (#"{"chat":{},"saidAt":"chat"}"#, #"{"chat":{},"said_at":"chat"}"#),
            (#"{"unterminated"#, #"{"unterminated"#),
        ])
    func keys(camel: String, snake: String) {
        #expect(String(decoding: JSONKeys.snakeCased(camel.utf8), as: UTF8.self) == snake)
        #expect(String(decoding: JSONKeys.camelCased(snake.utf8), as: UTF8.self) == camel)
    }
}
