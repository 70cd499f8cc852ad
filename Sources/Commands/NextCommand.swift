import ArgumentParser
import CheckInFlow
import Daemon
import DaemonConfig
import Foundation
import Model
import Scheduling

struct NextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", abstract: "Prints when teams will be asked, reminded, and when their check-ins close.")

    @OptionGroup var options: ConfigOption
    @OptionGroup var output: JSONOption

    @Option(name: .long, help: "Only this team.")
    var team: String?

    @Option(name: .long, help: "How many check-ins of each team.")
    var count = 4

    @Option(name: .long, help: "From this instant (2026-10-20T00:00:00Z) or date on. Default: now.")
    var from: String?

    func validate() throws {
        guard (1...1000).contains(count) else { throw ValidationError("--count takes 1 to 1000") }
        if let from, instant(from) == nil { throw ValidationError("--from takes an instant such as 2026-10-20T00:00:00Z, or a date, not \(from)") }
    }

    func run() async throws {
        try await reporting {
            let (configuration, _) = try options.load()
            let zones = ZoneDirectory.system(environment: options.environment)
            let rules = try Dictionary(uniqueKeysWithValues: configuration.zoneNames.map { ($0, try zones.load($0)) })
            let chosen = configuration.teams.filter { team == nil || $0.id.rawValue == team }
            guard !chosen.isEmpty else {
                let known = configuration.teams.map(\.id.rawValue)
                complain(team.map { "\(FlowError.unknownTeam($0, known: known))" } ?? "there is no team yet; `outcomed init` makes one")
                throw ExitCode(1)
            }
            let pairs = chosen.compactMap { team in rules[team.timeZone].map { (team, $0) } }
            let start = from.flatMap(instant) ?? FlowClock.system.now()
            let pauses = await knownPauses(configuration, options)
            let timetables = pairs.map { Timetable(team: $0, zone: $1, pausedUntil: pauses[$0.id], zones: { rules[$0] }) }
            let events = upcomingEvents(timetables: timetables, from: start, count: count)
            print(output.json ? try jsonText(events) : lines(events))
        }
    }

    /// A date stands for its first moment in UTC.
    private func instant(_ text: String) -> Instant? {
        Instant(text) ?? LocalDate(text).map { Instant(seconds: Int64($0.daysSinceEpoch) * 86400) }
    }

    private func lines(_ events: [ScheduledEvent]) -> String {
        let rows = events.map { event in
            [event.local, event.team.rawValue, event.event.rawValue, event.week.description, event.reason?.rawValue ?? event.person?.rawValue ?? ""]
        }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { index, cell in
                index < 4 ? cell.padding(toLength: widths[index], withPad: " ", startingAt: 0) : cell
            }.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }.joined(separator: "\n")
    }
}
