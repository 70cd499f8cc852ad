import ArgumentParser
import Foundation
import HistoryStore
import Model

/// Makes a store with a long history, and the configuration that goes with it, to measure a daemon that has been running for years.
@main
struct HistoryMaker: AsyncParsableCommand {
    @Option(help: "Where outcomed.yaml, teams/ and store/ are made.")
    var folder: String

    @Option(help: "How many updates, at least.")
    var updates = 10_000_000

    @Option(help: "Teams, each with five objectives of five key results.")
    var teams = 200

    @Option(help: "How many of them are still in the configuration.")
    var configured = 16

    @Option(help: "Weeks, of which each has a check-in of each team.")
    var weeks = 400

    @Option(help: "Where the daemon is to listen.")
    var listen = "127.0.0.1:0"

    func run() async throws {
        let files = FileManager.default
        try files.createDirectory(atPath: folder + "/teams", withIntermediateDirectories: true)
        try files.createDirectory(atPath: folder + "/store", withIntermediateDirectories: true)
        var daemon = "listen: \(listen)\nstore: \(folder)/store/history.db\naccounts:\n  local: {platform: builtin, open: true}\nchannels:\n"
        for number in 0..<configured { daemon += "  room\(number): {account: local}\n" }
        try daemon.write(toFile: folder + "/outcomed.yaml", atomically: true, encoding: .utf8)

        let end = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let store = try await HistoryStore(.file(folder + "/store/history.db"), at: end)
        let versions = (updates + teams * weeks * 25 - 1) / (teams * weeks * 25)
        for number in 0..<teams {
            let history = TeamHistory(number: number, weeks: weeks, versions: versions, end: end)
            if number < configured { try history.file.write(toFile: folder + "/teams/team\(number).yaml", atomically: true, encoding: .utf8) }
            try await history.write(to: store)
        }
        await store.close()
        print("| updates in the store | \(teams * weeks * 25 * versions) |")
    }
}
