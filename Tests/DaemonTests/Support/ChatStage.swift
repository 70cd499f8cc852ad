import CheckInFlow
import Foundation
import HistoryStore
import Model
import TestSupport
import Testing

/// A daemon for one team of Ana and Ben on any platform, and a clock that stands a minute before the ask.
struct ChatStage: Sendable {
    static let start = "2035-01-08T07:59:00Z"

    let daemon: InProcess
    let clock: ManualClock
    let account: String

    /// - Parameters:
    ///   - lines: the account's settings, as lines of YAML.
    ///   - secrets: credentials by name.
    ///   - ana: Ana's id on the platform.
    static func run(
        _ account: String, _ lines: [String], secrets: [String: String], conversation: String, ana: String, clock: ManualClock,
        _ body: @escaping @Sendable (ChatStage) async throws -> Void
    ) async throws {
        var files = try DaemonFiles(.local, conversation: conversation)
        files.ask = "Mon 09:00"
        files.close = "Tue 17:00"
        files.cycle = try #require(LocalDate("2035-01-01"))...(try #require(LocalDate("2035-03-31")))
        try files.write()
        let settings = lines.map { "    \($0)\n" }.joined()
        let channel = "{account: \(account), conversation: \"\(conversation)\", allow_private: true}"
        try files.folder.write(
            "config/outcomed.yaml", "listen: 127.0.0.1:0\nstore: outcomed.db\naccounts:\n  \(account):\n\(settings)channels:\n  growth: \(channel)\n")
        let team = try String(contentsOfFile: files.folder.path + "/config/teams/growth.yaml", encoding: .utf8)
        try files.folder.write(
            "config/teams/growth.yaml", team.replacing("ana: {name: Ana}", with: "ana: {name: Ana, chat: {\(account): \"\(ana)\"}}"))
        for (name, secret) in secrets { try files.folder.write("secrets/\(name)", secret) }
        try await InProcess.run(files, clock: clock) { daemon in
            try await body(ChatStage(daemon: daemon, clock: clock, account: account))
            let written = daemon.log.all.joined(separator: "\n")
            for secret in secrets.values { #expect(!written.contains(secret)) }
        }
    }

    func post(_ delivery: FakeDelivery) async throws -> Int { try await daemon.client.post(delivery, to: account) }

    /// Value, state and words of every version, oldest first.
    func expectHistory(
        _ keyResult: KeyResultID, _ expected: [(value: Double, state: Update.State, words: String)], _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let updates = try await daemon.history(keyResult)
        #expect(updates.map(\.value) == expected.map(\.value), sourceLocation: location)
        #expect(updates.map(\.state) == expected.map(\.state), sourceLocation: location)
        for (update, version) in zip(updates, expected) {
            #expect(update.evidence?.text?.contains(version.words) ?? false, sourceLocation: location)
        }
    }

    func outboxIsEmpty() async throws {
        try await daemon.eventually("the outbox to be empty") {
            let stats = try await daemon.flow.store.stats
            return stats.outboxPending + stats.outboxSending == 0
        }
    }
}
