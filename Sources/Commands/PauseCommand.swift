import ArgumentParser
import CheckInFlow
import Model

struct PauseCommand: OperationCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Leaves a team alone until a date.",
        discussion: """
            The slots on dates before it are skipped; the team is asked again at the first one on it or after it. A check-in that is open stays open. \
            For a pause without an end, write `paused: true` into the team's file.
            """)

    @OptionGroup var options: OperationOptions

    @Argument(help: "The team's id.")
    var team: String

    @Option(name: .long, help: "The first day on which the team may be asked again, such as 2027-01-04.")
    var until: String?

    @Flag(name: .long, help: "End the pause now.")
    var end = false

    func validate() throws {
        guard (until == nil) == end else { throw ValidationError("say either --until DATE or --end") }
        if let until, LocalDate(until) == nil { throw ValidationError("--until takes a date such as 2027-01-04, not \(until)") }
    }

    var operation: Operation { .pause(team: TeamID(trusted: team), until: until.flatMap { LocalDate($0) }) }
}
