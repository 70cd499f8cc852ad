public import CheckInFlow
public import DaemonConfig
import Foundation
public import HistoryStore
public import Model
import Scheduling

/// What an operator does with the store as a whole, without a daemon's help.
///
/// Reading goes on beside a running daemon; what writes takes the store's lock, and is refused while a daemon holds it.
public struct StoreKeeping: Sendable {
    private let configuration: Configuration
    private let zones: ZoneDirectory

    public init(configuration: Configuration, environment: [String: String]) {
        self.configuration = configuration
        zones = .system(environment: environment)
    }

    public var path: String { configuration.storePath }

    /// - Returns: the backup's size in bytes.
    public func backup(to target: String) async throws(DaemonFailure) -> Int64 {
        try await keeping { () async throws(StoreError) -> Int64 in
            try await HistoryStore.openToCopy(path).backup(to: target)
        }
    }

    public func restore(_ backup: String) async throws -> RestoreReport {
        try await locked { try await CheckInFlow.restore(backup, to: path, teams: try teams(), at: FlowClock.system.now()) }
    }

    public func export(teams: Set<TeamID>?, _ take: @escaping @Sendable (HistoryRecord) throws -> Void) async throws(DaemonFailure) {
        try await keeping { () async throws(StoreError) -> Void in try await HistoryStore.openReadOnly(path).export(teams: teams, take) }
    }

    public func importRecords(isRehearsal: Bool, _ next: @escaping @Sendable () throws -> HistoryRecord?) async throws -> ImportCounts {
        try await withStore { try await $0.importRecords(at: FlowClock.system.now(), isRehearsal: isRehearsal, next) }
    }

    /// Another tracker's table of one team's values.
    ///
    /// - Throws: ``ValuesImport/Problems`` where rows cannot be read; then nothing is taken in.
    public func importValues(_ csv: [UInt8], team: TeamID, options: ValuesImport.Options, isRehearsal: Bool) async throws -> ImportCounts {
        let known = try teams()
        guard let chosen = known.first(where: { $0.team.id == team }) else {
            throw FlowError.unknownTeam(team.rawValue, known: known.map(\.team.id.rawValue).sorted())
        }
        return try await withStore { store in
            let now = FlowClock.system.now()
            let records = try await ValuesImport(team: chosen, options: options, store: store, at: now).records(of: csv)
            let next = InTurn(records)
            return try await store.importRecords(at: now, isRehearsal: isRehearsal) { next.next() }
        }
    }

    private func withStore<T: Sendable>(_ body: (HistoryStore) async throws -> T) async throws -> T {
        try await locked {
            let store = try await HistoryStore(.file(path), at: FlowClock.system.now())
            do {
                let result = try await body(store)
                await store.close()
                return result
            } catch {
                await store.close()
                throw error
            }
        }
    }

    private func locked<T>(_ body: () async throws -> T) async throws -> T {
        try makeFolder(of: path)
        do {
            let lock = try StoreLock.take(beside: path)
            defer { withExtendedLifetime(lock) {} }
            return try await body()
        } catch let error as StoreError {
            throw DaemonFailure.store(error)
        }
    }

    private func keeping<T>(_ body: () async throws(StoreError) -> T) async throws(DaemonFailure) -> T {
        do throws(StoreError) { return try await body() } catch { throw .store(error) }
    }

    private func teams() throws(DaemonFailure) -> [TeamInZone] {
        do throws(ZoneError) {
            let rules = try Zones(configuration.zoneNames, from: zones)
            let byName = Dictionary(configuration.zoneNames.compactMap { name in rules[name].map { (name, $0) } }) { first, _ in first }
            return configuration.teams.compactMap { team in rules[team.timeZone].map { TeamInZone(team: team, zone: $0, zones: byName) } }
        } catch {
            throw .texts("\(error)")
        }
    }
}
