import ArgumentParser
import DaemonConfig

/// For packages and docs; not for people, and so not shown.
struct ReferenceCommand: ParsableCommand {
    enum Form: String, ExpressibleByArgument, CaseIterable { case man, commands, configuration }

    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Prints what the commands, or the configuration, say of themselves.", shouldDisplay: false)

    @Argument(help: "man: outcomed(1). commands: docs/commands.md. configuration: the table of keys.")
    var form: Form

    func run() throws {
        let reference = try CommandReference.read()
        switch form {
        case .man: print(referenceManual(reference), terminator: "")
        case .commands: print(referenceMarkdown(reference), terminator: "")
        case .configuration: print(keyTable(), terminator: "")
        }
    }
}
