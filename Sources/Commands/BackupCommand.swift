import ArgumentParser
import CheckInFlow
import Daemon
import HistoryStore

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the whole store into one new file, also while the daemon runs.",
        discussion: """
            The copy is looked over before it gets its name, and nothing is ever overwritten: a file of that name is a sound backup. It holds all \
            that people wrote, and no secrets. `outcomed restore` puts it back.
            """)

    @OptionGroup var options: ConfigOption
    @OptionGroup var output: JSONOption

    @Argument(help: "The file to make.", completion: .file())
    var file: String

    func run() async throws {
        try await reporting {
            let keeping = try options.keeping()
            let bytes = try await keeping.backup(to: file)
            let facts = BackupFacts(store: keeping.path, backup: file, bytes: bytes)
            print(output.json ? try jsonText(facts) : "backed up \(keeping.path) to \(file), \(bytes) bytes")
        }
    }
}

private struct BackupFacts: Encodable {
    var store: String
    var backup: String
    var bytes: Int64
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup in the store's place, while no daemon runs.",
        discussion: """
            The store that stands there is kept under another name. Nothing old is sent again: messages that waited to leave when the backup was made \
            are cancelled, check-ins whose close has passed are closed without a digest, and weeks whose ask has passed count as missed.
            """)

    @OptionGroup var options: ConfigOption
    @OptionGroup var output: JSONOption

    @Argument(help: "A file that `outcomed backup` made.", completion: .file())
    var file: String

    func run() async throws {
        try await keepingStore {
            let report = try await options.keeping().restore(file)
            print(output.json ? try jsonText(report) : report.text)
        }
    }
}

extension ConfigOption {
    /// The store of the configuration, which needs no secrets.
    func keeping() throws -> StoreKeeping { StoreKeeping(configuration: try load().configuration, environment: environment) }
}

/// As ``reporting(_:)``, for commands that need the store for themselves.
func keepingStore(_ body: () async throws -> Void) async throws {
    try await reporting {
        do {
            try await body()
        } catch let failure as DaemonFailure {
            if case .store(.inUse) = failure { complain("a daemon runs; stop it first: systemctl stop outcomed.service outcomed.socket") }
            throw failure
        } catch let error as StoreError {
            throw DaemonFailure.store(error)
        } catch let error as FlowError {
            complain(error.description)
            throw ExitCode(1)
        } catch let problems as ValuesImport.Problems {
            complain(problems.description)
            throw ExitCode(1)
        }
    }
}
