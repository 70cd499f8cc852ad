/// docs/commands.md, from the commands.
func referenceMarkdown(_ reference: CommandReference) -> String {
    let commands = reference.command.leaves
    var text = """
        # Commands

        Made from the commands themselves by `make golden`. `outcomed help COMMAND` says the same, and `man outcomed` too where the package is installed.

        All that print facts take `--json`. While a daemon runs, commands that act or read go to it over its control socket; without one they open the
        store themselves. Exit codes: 0 done, 1 failed or problems found, 64 wrong usage, 69 store in use by another daemon, 74 store unusable,
        78 configuration broken.

        | command | what it does |
        | --- | --- |

        """
    for command in commands { text += "| [`\(command.path)`](#\(anchor(command.path))) | \(cell(command.abstract ?? "")) |\n" }
    for command in commands { text += "\n" + section(command) }
    return text
}

private func section(_ command: CommandReference.Command) -> String {
    var text = "## \(command.path)\n\n\(command.abstract ?? "")\n"
    if let discussion = command.discussion { text += "\n\(discussion.trimmingBlankEnd)\n" }
    text += "\n```text\n\(synopsis(command))\n```\n"
    let arguments = command.ownArguments
    guard !arguments.isEmpty else { return text }
    text += "\n| argument | meaning |\n| --- | --- |\n"
    for argument in arguments { text += "| `\(argument.spelling)` | \(cell(argument.meaning)) |\n" }
    return text
}

/// The command with its arguments.
func synopsis(_ command: CommandReference.Command) -> String {
    ([command.path] + command.ownArguments.map(\.synopsis)).joined(separator: " ")
}

private func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("\n", with: " ").replacing("<", with: "&lt;") }

/// As GitHub makes it of a heading.
private func anchor(_ heading: String) -> String { heading.lowercased().replacing(" ", with: "-") }

extension String {
    var trimmingBlankEnd: String {
        var text = self
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
