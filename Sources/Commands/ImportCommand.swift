import ArgumentParser
import CheckInFlow
import Daemon
import Foundation
import HistoryStore
import Model

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes in an export, or another tracker's values from CSV, while no daemon runs.",
        discussion: """
            All of the file is taken in, or, where anything in it is wrong, nothing. What is known already is left as it is, so that the same file may \
            be imported twice.

            A CSV file has a first row of headings and a row for each value (columns for the date, the key result and its value) or for each date (a \
            column for the date and one for each key result). Headings such as Date, Metric, Value, Status, Owner and Comment, and the names of key \
            results, are understood; others are named with --map. Each row is kept as the words that its values came from.
            """)

    @OptionGroup var options: ConfigOption
    @OptionGroup var output: JSONOption

    @Argument(help: "The file: JSON Lines of `outcomed export`, or CSV with --team. `-` reads standard input.", completion: .file())
    var file: String

    @Option(name: .long, help: "The team whose values a CSV file holds.")
    var team: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What a column of a CSV file means: date, key_result, value, status, confidence, author or note, or a key result's id; as date=Week.",
            valueName: "meaning=column"))
    var map: [String] = []

    @Option(name: .long, help: "How a CSV file writes dates: iso (2026-10-26), dmy (26.10.2026) or mdy (10/26/2026).")
    var dates: DateOrder = .iso

    @Option(name: .long, help: "The person who said a CSV file's values, where no column tells.")
    var author: String?

    @Flag(name: .customLong("dry-run"), help: "Check the file and count what it would bring, and keep nothing.")
    var dryRun = false

    func validate() throws {
        guard team != nil || (map.isEmpty && author == nil && dates == .iso) else {
            throw ValidationError("--map, --dates and --author are for CSV files, which need --team")
        }
    }

    func run() async throws {
        try await keepingStore {
            let keeping = try options.keeping()
            let handle = try openInput()
            let counts: ImportCounts
            if let team {
                let values = ValuesImport.Options(map: map, dates: dates, author: author.map { PersonID(trusted: $0) })
                let bytes = Array(try handle.readToEnd() ?? Data())
                counts = try await keeping.importValues(bytes, team: TeamID(trusted: team), options: values, isRehearsal: dryRun)
            } else {
                let lines = LineFile(handle)
                counts = try await keeping.importRecords(isRehearsal: dryRun) { try lines.nextRecord() }
            }
            print(output.json ? try jsonText(counts) : text(counts))
        }
    }

    private func openInput() throws -> FileHandle {
        if file == "-" { return .standardInput }
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw DaemonFailure.store(.unreadable(detail: "\(file) cannot be opened"))
        }
        return handle
    }

    private func text(_ counts: ImportCounts) -> String {
        let kinds = HistoryRecord.Kind.allCases.map(\.rawValue)
        let added = kinds.compactMap { kind in counts.added[kind].map { "\(kind.replacing("_", with: "-")) \($0)" } }
        let known = counts.known.filter { $0.key != HistoryRecord.Kind.format.rawValue }.values.reduce(0, +)
        let verb = dryRun ? "would be taken in" : "taken in"
        let lines = [added.isEmpty ? "nothing new \(verb)" : "\(verb): \(added.joined(separator: ", "))"]
        return (lines + (known > 0 ? ["\(known) known already, left as they are"] : [])).joined(separator: "\n")
    }
}
