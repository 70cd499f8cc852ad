import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

/// What tests look at, and the weeks that they play in.
extension Stage {
    /// The week of Monday 2 November 2026, of which all scripts tell unless they say otherwise.
    static let week = ISOWeek(containing: LocalDate(daysSinceEpoch: 20_759))
    static let sunday = "2026-11-01T12:00:00Z"
    /// Nine o'clock on Monday in Oslo.
    static let ask = "2026-11-02T08:00:00Z"
    static let remind = "2026-11-03T08:00:00Z"
    static let close = "2026-11-03T16:00:00Z"
    /// The ask of the week after.
    static let nextAsk = "2026-11-09T08:00:00Z"

    var store: HistoryStore { flow.store }

    /// Just asked.
    static func asked(_ teams: [Team] = [.growth()], channels: [ChannelSettings] = [.demo]) async throws -> Stage {
        let stage = try await Stage(teams, at: sunday, channels: channels)
        try await stage.move(to: ask)
        return stage
    }

    /// A daemon started anew on the same store, at the same time or another.
    func restarted(_ teams: [Team] = [.growth()], at instant: String? = nil) async throws -> Stage {
        try await Stage(teams, at: instant ?? clock.now.description, store: store)
    }

    static func id(_ team: TeamID = "growth", weeks: Int = 0) -> CheckInID { CheckInID(team: team, week: week.adding(weeks: weeks)) }

    func checkIn(_ team: TeamID = "growth", weeks: Int = 0) async throws -> CheckIn {
        try #require(try await store.checkIn(Self.id(team, weeks: weeks)))
    }

    /// Says something in the thread of the newest prompt.
    @discardableResult
    func reply(_ person: String, _ text: String, in channel: ChannelID = "demo") async throws -> UniqueID {
        try await say(person, text, in: channel, thread: try await prompt(in: channel).id)
    }

    /// What stands in the chat of our messages of one kind, oldest first.
    func ours(_ kind: OutgoingKind, in channel: ChannelID = "demo") async throws -> [ChatMessage] {
        let ids = Set(try await store.outbox(deadOnly: false).filter { $0.kind == kind && $0.state == .delivered }.compactMap(\.platformMessageID))
        return try await ours(in: channel).filter { ids.contains($0.id.description) }
    }

    /// The newest acknowledgement to a person, as it reads now.
    func acknowledgement(to name: String, in channel: ChannelID = "demo") async throws -> String {
        let own = try await ours(.acknowledgement, in: channel).filter { $0.text.contains("Thanks, \(name).") || $0.text.hasPrefix("\(name), ") }
        return try #require(own.last).text
    }

    /// The prompt's newest words.
    func newest(_ kind: OutgoingKind, in channel: ChannelID = "demo") async throws -> String {
        try #require(try await ours(kind, in: channel).last).text
    }

    func questions(_ team: TeamID = "growth") async throws -> [Question] { try await store.questions(checkIn: Self.id(team)) }

    /// Live updates of this week's check-in.
    func live(_ team: TeamID = "growth", weeks: Int = 0) async throws -> [Update] {
        try await store.updates(checkIn: Self.id(team, weeks: weeks)).filter { $0.state == .live }
    }
}
