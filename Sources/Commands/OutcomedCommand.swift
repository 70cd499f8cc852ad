public import ArgumentParser

/// `outcomed`, with a subcommand a file.
public struct OutcomedCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "outcomed",
        abstract: "Asks a team once a week whether its numbers moved, and keeps what they answer.",
        discussion: "Outcomes over outputs: shipping a feature is an output, the number it moved is the outcome.",
        version: outcomedVersion,
        subcommands: [
            DemoCommand.self, ServeCommand.self, CheckCommand.self, NextCommand.self, AskCommand.self, CloseCommand.self, ParseCommand.self,
            StatusCommand.self, HistoryCommand.self, DigestCommand.self, TraceCommand.self, OutboxCommand.self, ReparseCommand.self,
            ChannelCommand.self, PeopleCommand.self, InitCommand.self, PauseCommand.self, ReloadCommand.self, DoctorCommand.self, BackupCommand.self,
            RestoreCommand.self,
            ExportCommand.self, ImportCommand.self, ReferenceCommand.self,
        ])

    public init() {}

    /// Runs the command line of the process.
    public static func run() async { await main() }
}

/// The version that `--version` prints.
public let outcomedVersion = "0.1.0"
