import Foundation
import Model
import Testing

@testable import HistoryStore

/// SplitMix64: the same ids in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

let account: AccountID = "company-slack"
let room = "C0GROWTH"
let team: TeamID = "growth"
let ana = Author.person("ana")
/// 2026-10-26T08:00:00Z, a Monday.
let monday = Instant(seconds: 1_792_998_000)

func id(_ number: UInt64) -> UniqueID { UniqueID(high: 0x019A_0000_0000_7000 | number << 16, low: 0x8000_0000_0000_0000 | number) }

func week(_ text: String) throws -> ISOWeek { try #require(ISOWeek(text)) }

func checkInID(_ week: String = "2026-W44") throws -> CheckInID { CheckInID(team: team, week: try #require(ISOWeek(week))) }

func sampleTeam(name: String = "Growth", keyResults: [KeyResult]? = nil) throws -> Team {
    let signups = KeyResult(id: "signups", title: "Weekly sign-ups", kind: .number, unit: "users", baseline: 1000, target: 2500, owner: "ana")
    let hour = try #require(LocalTime(hour: 9, minute: 0))
    return Team(
        id: team, name: name, channel: "growth", timeZone: "Europe/Oslo", schedule: CheckInSchedule(ask: WeekTime(.monday, hour)),
        people: [Person(id: "ana", name: "Ana", chat: [account: "U0ANA"])],
        objectives: [Objective(id: "activation", title: "New users reach value", keyResults: keyResults ?? [signups])])
}

func openCheckIn(_ week: String = "2026-W44", at instant: Instant = monday) throws -> CheckIn {
    let definition = try sampleTeam()
    let states = definition.keyResults.enumerated().map {
        Snapshot.KeyResultState(definition: $1, objective: "activation", number: $0 + 1, current: 1200, status: .onTrack, history: [nil, 1100, 1200])
    }
    let snapshot = Snapshot(
        teamName: "Growth", locale: "en", timeZone: "Europe/Oslo", channel: "growth", cycle: nil,
        objectives: [Snapshot.ObjectiveState(id: "activation", title: "New users reach value", keyResults: states, initiatives: [])],
        people: [Snapshot.PersonState(id: "ana", name: "Ana", chat: [account: "U0ANA"], isAway: false)])
    return CheckIn(
        id: try checkInID(week), state: .open, asked: .onTime, dueAt: instant, askedAt: instant, remindAt: [instant + .hours(24)],
        closesAt: instant + .hours(32), snapshot: snapshot)
}

func draft(
    _ number: UInt64, _ kind: OutgoingKind = .prompt, account: AccountID = account, in conversation: String = room,
    thread: OutboxDraft.Thread = .none,
    text: String = "How did it go?", checkIn: CheckInID? = nil, focus: KeyResultID? = nil, slot: String? = nil, at instant: Instant = monday,
    expires: Duration = .hours(24)
) -> OutboxDraft {
    OutboxDraft(
        id: id(number), kind: kind, account: account, conversation: conversation, thread: thread, text: OutgoingText(paragraphs: [text]),
        mentions: ["U0ANA"], checkIn: checkIn, focus: focus, slot: slot, createdAt: instant, notBefore: instant, expiresAt: instant + expires)
}

func event(
    _ name: String, _ text: String = "sign-ups 1,250", message: String? = nil, in conversation: String = room,
    change: IncomingEvent.Change = .posted, at instant: Instant = monday
) -> IncomingEvent {
    IncomingEvent(
        account: account, eventID: "Ev" + name, conversation: conversation, messageID: message ?? "m" + name, change: change, thread: "root",
        senderID: "U0ANA", senderName: "Ana", text: text, markup: .slack, sentAt: instant, mentionsUs: true)
}

func intake(_ number: UInt64, _ event: IncomingEvent, at instant: Instant = monday) -> Intake {
    Intake(event: event, inbox: id(number), receivedAt: instant)
}

func message(_ number: UInt64, of event: IncomingEvent, checkIn: CheckInID?) -> Message {
    Message(
        id: id(number), account: event.account, conversation: event.conversation, platformID: event.messageID, version: event.version,
        thread: event.thread, checkIn: checkIn, author: ana, authorName: event.senderName, text: event.text, markup: event.markup,
        sentAt: event.sentAt)
}

func update(
    _ number: UInt64, _ value: Double?, keyResult: KeyResultID = "signups", checkIn: CheckInID, status: Status? = nil, evidence: Evidence? = nil,
    at instant: Instant = monday, supersedes: UniqueID? = nil, source: Update.Source = .reply
) -> Update {
    Update(
        id: id(number), team: checkIn.team, keyResult: keyResult, checkIn: checkIn, value: value, status: status, saidAt: instant, author: ana,
        source: source, evidence: evidence, supersedes: supersedes)
}

func record(
    inbox: UInt64, message: Message?, checkIn: CheckInID?, revision: Int, kind: ReplyRecord.ReadingKind = .report, updates: [Update] = [],
    ended: [ReplyRecord.Ended] = [], at instant: Instant = monday
) -> ReplyRecord {
    ReplyRecord(
        inbox: id(inbox), message: message, kind: kind, parserVersion: 1, checkIn: checkIn, expectedRevision: revision, updates: updates,
        ended: ended,
        recordedAt: instant, summary: "report, updates: \(updates.count)")
}

func memoryStore() async throws -> HistoryStore { try await HistoryStore(.memory, at: monday) }

/// A store in memory in which the sample check-in is open, without any prompt.
func storeWithCheckIn(_ week: String = "2026-W44") async throws -> HistoryStore {
    let store = try await memoryStore()
    try await fire(week, in: store)
    return store
}

func fire(_ week: String, in store: HistoryStore, drafts: [OutboxDraft] = []) async throws {
    let checkIn = try openCheckIn(week)
    let result = try await store.fire(Firing(checkIn: checkIn, drafts: drafts, cursor: checkIn.id.week, at: monday))
    #expect(result == .fired)
}

/// Queues drafts of no check-in, as the flow's notices are.
func enqueue(_ drafts: [OutboxDraft], in store: HistoryStore, at now: Instant = monday) async throws {
    let prepared = try drafts.map(PreparedDraft.init)
    try await store.write { db in try db.enqueue(prepared, at: now) }
}

/// A folder that is removed when the value goes.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "history-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var store: String { path + "/outcomed.db" }
}
