import ArgumentParser
import CheckInFlow
import Daemon
import Foundation
import HistoryStore
import Model
import Synchronization

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the history as JSON Lines, or its values as CSV, also while the daemon runs.",
        discussion: """
            Each line of JSON is a record by its `record` key: a team, a version of its definition, a check-in, a message, an update and so on, in an \
            order in which each comes after what it refers to. `outcomed import` reads them back without any loss. It holds all that people wrote, and \
            no secrets; what waits to leave or to be read is not in it: a backup has that too.
            """)

    @OptionGroup var options: ConfigOption

    @Option(name: .long, help: "Only this team; may be given several times. The built-in chat's messages are then left out.")
    var team: [String] = []

    @Flag(name: .long, help: "The live values alone, as comma-separated values.")
    var csv = false

    @Option(name: .long, help: "Write into this new file instead of standard output.", completion: .file())
    var output: String?

    func run() async throws {
        try await reporting {
            let keeping = try options.keeping()
            let writer = try output.map { try Writer(newFile: $0) } ?? Writer(.standardOutput)
            let coder = RecordCoder()
            let values = ValuesCSV()
            if csv { try writer.write(Array(ValuesCSV.header.utf8)) }
            let isCSV = csv
            try await keeping.export(teams: team.isEmpty ? nil : Set(team.map { TeamID(trusted: $0) })) { record in
                if isCSV {
                    if let line = values.line(record) { try writer.write(Array(line.utf8)) }
                } else {
                    try writer.write(coder.line(record))
                }
            }
            try writer.flush()
        }
    }
}

/// Gathers lines into large writes.
private final class Writer: Sendable {
    private let handle: FileHandle
    private let buffer = Mutex<[UInt8]>([])

    init(_ handle: FileHandle) { self.handle = handle }

    /// Only its owner may read it; nothing is overwritten.
    convenience init(newFile path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw DaemonFailure.store(errno == EEXIST ? .taken(path: path) : .unusable(path: path, detail: String(cString: strerror(errno))))
        }
        self.init(FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
    }

    func write(_ bytes: [UInt8]) throws {
        try buffer.withLock { buffer in
            buffer += bytes
            guard buffer.count > 1 << 18 else { return }
            try handle.write(contentsOf: Data(buffer))
            buffer.removeAll(keepingCapacity: true)
        }
    }

    func flush() throws {
        try buffer.withLock { buffer in
            try handle.write(contentsOf: Data(buffer))
            buffer.removeAll()
        }
    }
}
