import ArgumentParser
import Foundation

/// What the commands say of themselves, as their parser tells it: the one source of the man page and of docs/commands.md.
struct CommandReference: Decodable {
    struct Command: Decodable {
        var commandName: String
        var abstract: String?
        var discussion: String?
        var shouldDisplay: Bool
        var superCommands: [String]?
        var subcommands: [Command]?
        var arguments: [Argument]?

        /// `outcomed channel test`.
        var path: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

        /// Those that only this command has: help and version are everywhere.
        var ownArguments: [Argument] { (arguments ?? []).filter { $0.shouldDisplay && !["help", "version"].contains($0.preferredName?.name ?? "") } }

        /// Without help itself, and without what is not shown.
        var shownSubcommands: [Command] { (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" } }

        /// The commands at the end of each path, in the order of the list.
        var leaves: [Command] { shownSubcommands.isEmpty ? [self] : shownSubcommands.flatMap(\.leaves) }
    }

    struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String

            var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
        }

        var kind: String
        var abstract: String?
        var defaultValue: String?
        var isOptional: Bool
        var isRepeating: Bool
        var shouldDisplay: Bool
        var names: [Name]?
        var preferredName: Name?
        var valueName: String?

        /// `--until <until>`, `<team>`.
        var spelling: String {
            guard let name = preferredName else { return "<\(valueName ?? "value")>" }
            return kind == "flag" ? name.text : "\(name.text) <\(valueName ?? name.name)>"
        }

        /// As in a synopsis.
        var synopsis: String {
            let repeated = spelling + (isRepeating ? " ..." : "")
            return isOptional ? "[\(repeated)]" : repeated
        }

        var meaning: String {
            let sentence = abstract ?? ""
            guard kind != "flag", let defaultValue, !sentence.contains("Default:") else { return sentence }
            return sentence + (sentence.isEmpty ? "" : " ") + "Default: \(defaultValue)."
        }
    }

    var command: Command

    static func read() throws -> CommandReference {
        try JSONDecoder().decode(CommandReference.self, from: Data(OutcomedCommand._dumpHelp().utf8))
    }
}
