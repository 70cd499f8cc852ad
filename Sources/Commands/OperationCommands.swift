import ArgumentParser
import CheckInFlow
import Model

struct AskCommand: OperationCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Opens a team's check-in of this week now.", discussion: "The week's own time is then satisfied.")

    @OptionGroup var options: OperationOptions

    @Argument(help: "The team's id.")
    var team: String

    @Flag(name: .long, help: "Send the prompt of the open check-in anew.")
    var again = false

    var operation: Operation { .ask(team: TeamID(trusted: team), again: again) }
}

struct CloseCommand: OperationCommand {
    static let configuration = CommandConfiguration(commandName: "close", abstract: "Closes a team's open check-in now, with its digest.")

    @OptionGroup var options: OperationOptions

    @Argument(help: "The team's id.")
    var team: String

    var operation: Operation { .close(team: TeamID(trusted: team)) }
}

struct StatusCommand: OperationCommand {
    static let configuration = CommandConfiguration(commandName: "status", abstract: "Tells how each team stands, or one of them.")

    @OptionGroup var options: OperationOptions

    @Argument(help: "The team's id. Default: all teams.")
    var team: String?

    var operation: Operation { .status(team: team.map { TeamID(trusted: $0) }) }
}

struct HistoryCommand: OperationCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Prints every update of a key result, the replaced ones too, with the words they came from.")

    @OptionGroup var options: OperationOptions

    @Argument(help: "As TEAM/KEY_RESULT: growth/signups, by its number in the newest prompt growth/1, or by its name \"growth/Weekly sign-ups\".")
    var keyResult: String

    @Flag(name: .long, help: "Print comma-separated values.")
    var csv = false

    @Option(name: .customLong("as-of"), help: "As it stood at the end of this date (2026-11-02) on the team's clock, or at this instant.")
    var asOf: String?

    func validate() throws {
        guard parts.count == 2, !parts[1].isEmpty else {
            throw ValidationError("name the key result as TEAM/KEY_RESULT, such as growth/signups or growth/1")
        }
        if let asOf, LocalDate(asOf) == nil, Instant(asOf) == nil { throw ValidationError("--as-of takes a date such as 2026-11-02") }
    }

    var operation: Operation {
        let end = asOf.flatMap { text in LocalDate(text).map(AsOf.date) ?? Instant(text).map(AsOf.instant) }
        return .history(team: TeamID(trusted: parts[0]), keyResult: parts[1], asOf: end, csv: csv)
    }

    /// A name may hold a slash of its own.
    private var parts: [String] { keyResult.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init) }
}

struct DigestCommand: OperationCommand {
    static let configuration = CommandConfiguration(commandName: "digest", abstract: "Prints a team's digest as it reads now.")

    @OptionGroup var options: OperationOptions

    @Argument(help: "The team's id.")
    var team: String

    @Option(name: .long, help: "The ISO week, such as 2026-W43. Default: the newest check-in.")
    var week: String?

    func validate() throws {
        if let week, ISOWeek(week) == nil { throw ValidationError("--week takes an ISO week such as 2026-W43, not \(week)") }
    }

    var operation: Operation { .digest(team: TeamID(trusted: team), week: week.flatMap { ISOWeek($0) }) }
}

struct TraceCommand: OperationCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Prints the way of a check-in or message through the steps.",
        discussion: "Takes a check-in (growth/2026-W43), or the id of a message, of an outbox row, or the platform's id of a message.")

    @OptionGroup var options: OperationOptions

    @Argument(help: "The id.")
    var id: String

    var operation: Operation { .trace(id: id) }
}

struct OutboxCommand: OperationCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Lists the messages that wait to leave, have left, or were given up.",
        discussion: "`outcomed outbox retry ID` sends one that was given up once more.")

    @OptionGroup var options: OperationOptions

    @Flag(name: .long, help: "Only those that were given up.")
    var dead = false

    @Argument(help: ArgumentHelp("retry ID", valueName: "retry ID"))
    var action: [String] = []

    func validate() throws {
        guard action.isEmpty || (action.count == 2 && action[0] == "retry" && UniqueID(action[1]) != nil) else {
            throw ValidationError("`outbox retry` takes the 22 characters of an id as `outcomed outbox` lists them")
        }
    }

    var operation: Operation {
        if action.count == 2, let id = UniqueID(action[1]) { .retry(id: id) } else { .outbox(deadOnly: dead) }
    }
}

struct ReparseCommand: OperationCommand {
    static let configuration = CommandConfiguration(
        commandName: "reparse", abstract: "Prints what today's parser would read differently over the whole history.",
        discussion: "Each message is read in the context it was written in. What a person has corrected or answered is left alone.")

    @OptionGroup var options: OperationOptions

    @Flag(name: .long, help: "Write superseding updates, marked as such; the next digest names them.")
    var apply = false

    var operation: Operation { .reparse(apply: apply) }
}

struct ReloadCommand: OperationCommand {
    static let configuration = CommandConfiguration(commandName: "reload", abstract: "Has the running daemon read its configuration anew.")

    @OptionGroup var options: OperationOptions

    var operation: Operation { .reload }
}
