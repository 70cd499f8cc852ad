import Model
import Testing

@testable import HistoryStore

@Suite("Recording")
struct RecordTests {
    /// A reply of one value, taken in and recorded.
    func report(_ store: HistoryStore, number: UInt64 = 1, _ text: String = "sign-ups 1,250", value: Double = 1250, revision: Int = 0) async throws {
        let checkIn = try checkInID()
        let said = event("\(number)", text, at: monday + .minutes(Int(number)))
        _ = try await store.takeIn([intake(number, said)])
        let evidence = Evidence(message: id(100 + number), start: 0, end: text.utf8.count)
        var all = record(
            inbox: number, message: message(100 + number, of: said, checkIn: checkIn), checkIn: checkIn, revision: revision,
            updates: [update(200 + number, value, checkIn: checkIn, evidence: evidence, at: said.sentAt)])
        all.outputs = [
            Output(
                id: id(300 + number), checkIn: checkIn, initiative: "tour", author: ana, saidAt: monday,
                evidence: Evidence(message: id(100 + number), start: 0, end: 8))
        ]
        all.blockers = [
            Blocker(
                id: id(400 + number), checkIn: checkIn, keyResult: nil, author: ana, saidAt: monday,
                evidence: Evidence(message: id(100 + number), start: 9, end: 14))
        ]
        all.skips = [Skip(id: id(500 + number), checkIn: checkIn, keyResult: "signups", author: ana, saidAt: monday, message: id(100 + number))]
        all.questions = [
            Question(
                id: id(600 + number), checkIn: checkIn, reason: .whichKeyResult, candidates: ["signups", "trials"], teams: [team], value: 3,
                author: ana,
                evidence: Evidence(message: id(100 + number), start: 0, end: 4), askedAt: monday, state: .asked)
        ]
        all.drafts = [draft(700 + number, .acknowledgement, checkIn: checkIn, slot: "ack")]
        #expect(try await store.record(all) == .recorded(revision: revision + 1))
    }

    @Test("all that a reply changes is written at once, and comes back with its words")
    func whole() async throws {
        let store = try await storeWithCheckIn()
        try await report(store)
        let checkIn = try checkInID()
        let update = try #require(try await store.updates(checkIn: checkIn).first)
        #expect(update.value == 1250 && update.state == .live && update.evidence?.text == "sign-ups 1,250")
        #expect(try await store.outputs(checkIn: checkIn).map(\.evidence.text) == ["sign-ups"])
        #expect(try await store.blockers(checkIn: checkIn).map(\.evidence.text) == ["1,250"])
        #expect(try await store.skips(checkIn: checkIn).map(\.keyResult) == ["signups"])
        let question = try #require(try await store.questions(checkIn: checkIn).first)
        #expect(question.candidates == ["signups", "trials"] && question.teams == [team] && question.evidence.text == "sign")
        #expect(try await store.openQuestions(author: ana, account: account, conversation: room) == [question])
        #expect(try await store.openQuestions(author: ana, account: account, conversation: "other").isEmpty)
        #expect(try await store.outboxRows(checkIn: checkIn).map(\.id) == [id(701)])
        #expect(try await store.inboxRow(id(1))?.state == .done)
        let kept = try #require(try await store.message(id(101)))
        #expect(kept.text == "sign-ups 1,250" && kept.checkIn == checkIn && kept.author == ana && kept.thread == "root")
        #expect(try await store.messages(checkIn: checkIn) == [kept])
        #expect(try await store.reading(of: id(101))?.kind == .report)
        let records = try await store.recordOf(messages: [id(101)])
        #expect(records.updates == [update] && records.outputs.count == 1 && records.blockers.count == 1)
        #expect(records.skips.count == 1 && records.questions == [question])
        #expect(try await store.lastRecordingMessage(checkIn: checkIn, author: ana) == id(101))
        #expect(try await store.lastRecordingMessage(checkIn: checkIn, author: .person("ben")) == nil)
        #expect(try await store.updates(ids: [id(201), id(9)]) == [update])
    }

    @Test("a record that is replayed changes nothing")
    func replay() async throws {
        let store = try await storeWithCheckIn()
        try await report(store)
        let before = try await store.journal(limit: 100)
        let checkIn = try checkInID()
        let again = record(inbox: 1, message: nil, checkIn: checkIn, revision: 1, updates: [update(299, 1, checkIn: checkIn)])
        #expect(try await store.record(again) == .alreadyKnown)
        #expect(try await store.updates(checkIn: checkIn).count == 1)
        #expect(try await store.journal(limit: 100) == before)
    }

    @Test("a version of a message is recorded once, even from another event")
    func sameVersion() async throws {
        let store = try await storeWithCheckIn()
        try await report(store)
        _ = try await store.takeIn([intake(2, event("2"))])
        let copy = message(150, of: event("1"), checkIn: nil)
        #expect(try await store.record(record(inbox: 2, message: copy, checkIn: nil, revision: 0)) == .alreadyKnown)
        #expect(try await store.inboxRow(id(2))?.state == .done)
        #expect(try await store.message(id(150)) == nil)
    }

    @Test("a record computed from an older revision is stale and leaves nothing behind")
    func stale() async throws {
        let store = try await storeWithCheckIn()
        try await report(store)
        let checkIn = try checkInID()
        let said = event("2")
        _ = try await store.takeIn([intake(2, said)])
        var late = record(inbox: 2, message: message(102, of: said, checkIn: checkIn), checkIn: checkIn, revision: 0)
        #expect(try await store.record(late) == .stale)
        #expect(try await store.message(id(102)) == nil)
        #expect(try await store.inboxRow(id(2))?.state == .waiting)
        late.expectedRevision = 1
        #expect(try await store.record(late) == .recorded(revision: 2))
    }

    @Test("of two records from one revision, one is stale")
    func race() async throws {
        let store = try await storeWithCheckIn()
        let checkIn = try checkInID()
        let events = (1...6).map { event("\($0)") }
        _ = try await store.takeIn(events.enumerated().map { intake(UInt64($0 + 1), $1) })
        let results = try await withThrowingTaskGroup(of: RecordResult.self) { group in
            for (index, said) in events.enumerated() {
                let number = UInt64(index + 1)
                let reply = record(inbox: number, message: message(100 + number, of: said, checkIn: checkIn), checkIn: checkIn, revision: 0)
                group.addTask { try await store.record(reply) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { $0 == .recorded(revision: 1) } == 1)
        #expect(results.count { $0 == .stale } == 5)
    }

    @Test("an update that is superseded stays readable, with its reason")
    func superseded() async throws {
        let store = try await storeWithCheckIn()
        try await report(store)
        let checkIn = try checkInID()
        let said = event("edit", "sign-ups 1,300", message: "m1", change: .edited(stamp: "2"), at: monday + .hours(1))
        _ = try await store.takeIn([intake(2, said)])
        var edit = record(
            inbox: 2, message: message(102, of: said, checkIn: checkIn), checkIn: checkIn, revision: 1,
            updates: [update(202, 1300, checkIn: checkIn, at: said.sentAt, supersedes: id(201))],
            ended: [ReplyRecord.Ended(update: id(201), state: .superseded, reason: "the message was edited")], at: monday + .hours(1))
        edit.endsNotesOf = [id(101)]
        edit.questionChanges = [ReplyRecord.QuestionChange(question: id(601), state: .withdrawn)]
        #expect(try await store.record(edit) == .recorded(revision: 2))
        let updates = try await store.updates(checkIn: checkIn)
        #expect(updates.map(\.state) == [.superseded, .live])
        #expect(updates.first?.reason == "the message was edited")
        #expect(try await store.outputs(checkIn: checkIn).map(\.state) == [.superseded])
        #expect(try await store.blockers(checkIn: checkIn).map(\.state) == [.superseded])
        #expect(try await store.skips(checkIn: checkIn).map(\.state) == [.superseded])
        #expect(try await store.questions(checkIn: checkIn).map(\.state) == [.withdrawn])
        #expect(
            try await store.messageVersions(account: account, conversation: room, platformID: "m1").map(\.text) == [
                "sign-ups 1,250", "sign-ups 1,300",
            ])
        #expect(try await store.message(id(101))?.text == "sign-ups 1,250")
    }

    @Test("an update that has ended cannot end again")
    func endedTwice() async throws {
        let store = try await storeWithCheckIn()
        try await report(store)
        let checkIn = try checkInID()
        let end = ReplyRecord.Ended(update: id(201), state: .withdrawn, reason: "undo")
        #expect(try await store.record(record(inbox: 50, message: nil, checkIn: checkIn, revision: 1, ended: [end])) == .recorded(revision: 2))
        #expect(try await store.record(record(inbox: 51, message: nil, checkIn: checkIn, revision: 2, ended: [end])) == .stale)
    }

    @Test("a deletion by the author blanks the words of every version; the numbers stay readable")
    func deletion() async throws {
        let store = try await storeWithCheckIn()
        try await report(store)
        let checkIn = try checkInID()
        _ = try await store.takeIn([intake(2, event("gone", "", message: "m1", change: .deleted))])
        var gone = record(
            inbox: 2, message: nil, checkIn: checkIn, revision: 1,
            ended: [ReplyRecord.Ended(update: id(201), state: .withdrawn, reason: "the message was deleted")])
        gone.endsNotesOf = [id(101)]
        #expect(try await store.record(gone) == .recorded(revision: 2))
        let update = try #require(try await store.updates(checkIn: checkIn).first)
        #expect(update.value == 1250 && update.state == .withdrawn && update.evidence?.text == "[removed]")
        #expect(try await store.outputs(checkIn: checkIn).map(\.state) == [.withdrawn])
        #expect(try await store.message(id(101))?.text == "[removed]")
        let words = try await store.read { db in try db.count("SELECT count(*) FROM messages WHERE text <> ''") }
        #expect(words == 0)
    }

    @Test("a record without an event, as from a page, is taken once by its id and blanks nothing")
    func withoutEvent() async throws {
        let store = try await storeWithCheckIn()
        try await report(store)
        let checkIn = try checkInID()
        var page = record(inbox: 50, message: nil, checkIn: checkIn, revision: 1, updates: [update(202, 1400, checkIn: checkIn, source: .page)])
        page.endsNotesOf = [id(101)]
        #expect(try await store.record(page) == .recorded(revision: 2))
        #expect(try await store.record(page) == .alreadyKnown)
        #expect(try await store.message(id(101))?.text == "sign-ups 1,250")
    }

    @Test("a record that names what is not there is refused whole")
    func contradiction() async throws {
        let store = try await storeWithCheckIn()
        let checkIn = try checkInID()
        let unknown = Evidence(message: id(999), start: 0, end: 1)
        let bad = record(inbox: 50, message: nil, checkIn: checkIn, revision: 0, updates: [update(1, 1, checkIn: checkIn, evidence: unknown)])
        await #expect(throws: StoreError.self) { try await store.record(bad) }
        #expect(try await store.checkIn(checkIn)?.revision == 0)
        #expect(try await store.updates(checkIn: checkIn).isEmpty)
        let nowhere = record(inbox: 51, message: nil, checkIn: try checkInID("2026-W50"), revision: 0)
        await #expect(throws: StoreError.contradiction(detail: "there is no check-in growth/2026-W50")) { try await store.record(nowhere) }
    }

    @Test("a message outside any check-in is kept")
    func chatter() async throws {
        let store = try await memoryStore()
        _ = try await store.takeIn([intake(1, event("1", "good morning"))])
        let kept = message(101, of: event("1", "good morning"), checkIn: nil)
        #expect(try await store.record(record(inbox: 1, message: kept, checkIn: nil, revision: 0, kind: .chatter)) == .recorded(revision: 0))
        #expect(try await store.message(id(101)) == kept)
    }

    @Test("what a reading was made with is kept beside the message")
    func basis() async throws {
        let store = try await storeWithCheckIn()
        let checkIn = try checkInID()
        _ = try await store.takeIn([intake(1, event("1"))])
        var reply = record(inbox: 1, message: message(101, of: event("1"), checkIn: checkIn), checkIn: checkIn, revision: 0)
        reply.basis = ReadingBasis(date: try #require(LocalDate("2026-10-26")), focus: "signups", pending: id(9), current: ["signups": 1200])
        #expect(try await store.record(reply) == .recorded(revision: 1))
        #expect(try await store.readingBasis(message: id(101)) == reply.basis)
        #expect(try await store.readingBasis(message: id(102)) == nil)
    }

    @Test("undo takes back the newest message first, then the one before")
    func undo() async throws {
        let store = try await storeWithCheckIn()
        try await report(store, number: 1)
        try await report(store, number: 2, value: 1300, revision: 1)
        let checkIn = try checkInID()
        #expect(try await store.lastRecordingMessage(checkIn: checkIn, author: ana) == id(102))
        let said = event("undo", "undo", at: monday + .hours(1))
        _ = try await store.takeIn([intake(3, said)])
        var undo = record(
            inbox: 3, message: message(103, of: said, checkIn: checkIn), checkIn: checkIn, revision: 2, kind: .command,
            ended: [ReplyRecord.Ended(update: id(202), state: .withdrawn, reason: "undo")])
        undo.endsNotesOf = [id(102)]
        #expect(try await store.record(undo) == .recorded(revision: 3))
        #expect(try await store.lastRecordingMessage(checkIn: checkIn, author: ana) == id(101))
        #expect(try await store.outputs(checkIn: checkIn).map(\.state) == [.live, .withdrawn])
        #expect(try await store.current(team: team)["signups"]?.id == id(201))
    }

    @Test("closing expires the questions still open in that check-in")
    func expiry() async throws {
        let store = try await storeWithCheckIn()
        try await report(store)
        let checkIn = try checkInID()
        #expect(try await store.close(Closing(checkIn: checkIn, expectedRevision: 1, drafts: [], at: monday, summary: "closed")) == .closed)
        #expect(try await store.questions(checkIn: checkIn).map(\.state) == [.expired])
        #expect(try await store.openQuestions(author: ana, account: account, conversation: room).isEmpty)
    }

    @Test("forgotten words are gone everywhere, once")
    func forget() async throws {
        let store = try await storeWithCheckIn()
        try await report(store)
        #expect(try await store.messagesWithWords(author: ana) == [id(101)])
        #expect(try await store.messagesWithWords(sentBefore: monday, limit: 10).isEmpty)
        #expect(try await store.messagesWithWords(sentBefore: monday + .hours(1), limit: 10) == [id(101)])
        #expect(try await store.forgetWords(of: [id(101), id(5)], at: monday) == 1)
        #expect(try await store.forgetWords(of: [id(101)], at: monday) == 0)
        #expect(try await store.updates(checkIn: checkInID()).first?.evidence?.text == "[removed]")
        #expect(try await store.messagesWithWords(author: ana).isEmpty)
    }
}
