import CheckInFlow
import DaemonConfig
import HistoryStore
import Model
import Scheduling
import Web

extension Doctor {
    /// Up to this size all of the store is read without being asked to.
    static let quickSize: Int64 = 128 << 20
    static let leastRoom: Int64 = 256 << 20

    /// Whether one runs and answers.
    func daemon(_ configuration: Configuration) async -> [Finding] {
        for path in ControlSocket.candidates(
            store: configuration.storePath, configuration: options.configurationPath, environment: options.environment)
        {
            do throws(ControlError) {
                try await ControlClient(path: path, timeout: .seconds(10)).knock()
                return [.well("daemon", "answers at \(path)")]
            } catch {
                switch error {
                case .notRunning: continue
                case .refused: return [.note("daemon", "\(path) is not for this user", "run this as root, or as a member of the group outcomed")]
                case .failed(let detail): return [.trouble("daemon", "does not answer at \(path): \(detail)", "systemctl restart outcomed")]
                }
            }
        }
        if StoreLock.isHeld(beside: configuration.storePath) {
            return [.trouble("daemon", "something holds the store, but answers on no control socket", "systemctl status outcomed")]
        }
        return [.trouble("daemon", "is not running", "systemctl start outcomed; then `journalctl -u outcomed` says more")]
    }

    func store(_ configuration: Configuration) async -> [Finding] {
        do throws(StoreError) {
            let store = try HistoryStore.openReadOnly(configuration.storePath)
            let stats = try await store.stats
            var findings = [size(stats, configuration.storePath)] + room(stats) + (try await integrity(store, stats)) + queues(stats)
            findings += try await blockages(store) + pollers(store, configuration)
            if let newest = try await store.journal(limit: 1).last?.at, newest > options.now + .minutes(5) {
                findings.append(
                    .trouble(
                        "clock", "the store's newest entry is of \(newest), which is still to come", "set the clock right; nothing is asked twice"))
            }
            for team in configuration.teams { findings.append(try await checkIns(of: team, in: store)) }
            await store.close()
            return findings
        } catch {
            return [store(error)]
        }
    }

    private func store(_ error: StoreError) -> Finding {
        let sentence = error.description
        return switch error {
        case .missing: .note("store", sentence, "it is made when the daemon first starts")
        case .unusable: .trouble("store", sentence, "run this as root; else see that the folder is there and belongs to the daemon's user")
        case .newerSchema: .trouble("store", sentence, "install the newer version again")
        case .olderSchema: .note("store", sentence, "the daemon brings it up to date when it starts")
        case .damaged, .foreign: .trouble("store", sentence, "stop the daemon, keep the file, and restore a backup")
        case .full: .trouble("store", sentence, "make room on its disk; the daemon then goes on by itself")
        // The rest is about writing, or passes.
        default: .trouble("store", sentence, "try again in a moment")
        }
    }

    private func size(_ stats: StoreStats, _ path: String) -> Finding {
        let text = "\(megabytes(stats.fileBytes)) in \(path), log \(megabytes(stats.logBytes))"
        // The log is emptied at 16 MB, unless a reader or a stuck daemon keeps it.
        guard stats.logBytes > 256 << 20 else { return .well("store", text) }
        return .trouble("store", text + ": the log is not emptied any more", "systemctl restart outcomed")
    }

    private func room(_ stats: StoreStats) -> [Finding] {
        guard let free = stats.freeBytes else { return [] }
        guard free < Self.leastRoom else { return [.well("disk", "\(megabytes(free)) free")] }
        return [.trouble("disk", "\(megabytes(free)) free", "make room: without it no reply can be taken")]
    }

    private func integrity(_ store: HistoryStore, _ stats: StoreStats) async throws(StoreError) -> [Finding] {
        guard options.isThorough || stats.fileBytes <= Self.quickSize else {
            return [.note("integrity", "not looked at, since the store is large", "outcomed doctor --full")]
        }
        let faults = try await store.faults()
        guard !faults.isEmpty else { return [.well("integrity", "every page and every reference is sound")] }
        return faults.map { .trouble("integrity", $0, "stop the daemon, keep the file, and restore a backup") }
    }

    private func queues(_ stats: StoreStats) -> [Finding] {
        var findings: [Finding] = []
        let waiting = stats.outboxPending + stats.outboxSending
        let age = stats.outboxOldest.map { options.now - $0 } ?? .zero
        if age > .minutes(30) {
            findings.append(
                .trouble("outbox", "\(waiting) waiting, the oldest for \(age.components.seconds / 60) minutes", "outcomed outbox tells why"))
        } else {
            findings.append(.well("outbox", waiting == 0 ? "empty" : "\(waiting) waiting"))
        }
        if stats.outboxDead > 0 {
            findings.append(.note("outbox", "\(stats.outboxDead) given up", "outcomed outbox --dead, and `outcomed outbox retry ID` once mended"))
        }
        if stats.inboxPoison > 0 {
            findings.append(
                .trouble(
                    "inbox", "\(stats.inboxPoison) messages could not be processed; they are kept", "journalctl -u outcomed -p err; please report it")
            )
        }
        return findings
    }

    /// Fetches that have failed several times in a row: one failure passes.
    private func pollers(_ store: HistoryStore, _ configuration: Configuration) async throws(StoreError) -> [Finding] {
        try await store.pollers().compactMap { row in
            guard row.failures > 2, configuration.accounts[row.key.account] != nil, let failure = row.failure else { return nil }
            return .trouble(
                "replies", "account \(row.key.account) was not fetched \(row.failures) times in a row: \(failure.detail)",
                generalAdvice(failure) ?? "journalctl -u outcomed -p warning; it is tried again by itself")
        }
    }

    private func blockages(_ store: HistoryStore) async throws(StoreError) -> [Finding] {
        try await store.blockages().map { blockage in
            let place = blockage.conversation.map { "conversation \($0) of account \(blockage.account)" } ?? "account \(blockage.account)"
            return .trouble(
                "delivery", "nothing leaves through \(place) since \(blockage.since): \(blockage.failure.kind.rawValue), \(blockage.failure.detail)",
                "mend it there, then `outcomed channel enable NAME`")
        }
    }
}

func megabytes(_ bytes: Int64) -> String {
    bytes >= 10 << 30 ? "\(bytes >> 30) GB" : bytes >= 10 << 20 ? "\(bytes >> 20) MB" : "\(max(0, bytes) >> 10) KB"
}
