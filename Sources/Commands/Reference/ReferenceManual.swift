/// outcomed(1) in the man macros (groff_man(7)), from the commands.
func referenceManual(_ reference: CommandReference) -> String {
    let commands = reference.command.leaves
    var lines = [
        ".\\\" Made from the commands by `outcomed reference man`.",
        ".TH OUTCOMED 1 \"\" \"outcomed \(outcomedVersion)\" \"User commands\"",
        ".SH NAME",
        "outcomed \\- weekly check-ins on key results",
        ".SH SYNOPSIS",
        ".B outcomed",
        ".I command",
        ".RI [ argument \" ...]\"",
        ".SH DESCRIPTION",
        roff(reference.command.abstract ?? ""),
        roff(reference.command.discussion ?? ""),
        ".PP",
        roff(
            "All commands that print facts take --json. While a daemon runs, commands that act or read go to it over its control socket; without one "
                + "they open the store themselves."),
        ".SH COMMANDS",
    ]
    for command in commands { lines += section(command) }
    lines += [".SH EXIT STATUS"]
    for (code, meaning) in exitCodes { lines += [".TP", ".B \(code)", roff(meaning)] }
    lines += [".SH FILES"]
    for (file, meaning) in files { lines += [".TP", ".I \(roff(file))", roff(meaning)] }
    lines += [".SH SEE ALSO", ".BR systemctl (1),", ".BR journalctl (1)", ".PP", "The documentation is in", ".IR /usr/share/doc/outcomed/ ."]
    return lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
}

private func section(_ command: CommandReference.Command) -> [String] {
    var lines = [".SS \(roff(synopsis(command)))", roff(command.abstract ?? "")]
    for paragraph in (command.discussion ?? "").split(separator: "\n\n") {
        lines += [".PP", roff(String(paragraph).replacing("\n", with: " "))]
    }
    for argument in command.ownArguments { lines += [".TP", ".B \(roff(argument.spelling))", roff(argument.meaning)] }
    return lines
}

private let exitCodes = [
    ("0", "Done."), ("1", "Failed, or problems found."), ("64", "Wrong usage."), ("69", "The store is in use by another daemon."),
    ("74", "The store cannot be used."), ("78", "The configuration is broken."),
]

private let files = [
    ("/etc/outcomed/outcomed.yaml", "The daemon's configuration."),
    ("/etc/outcomed/teams/*.yaml", "One team a file."),
    ("/etc/outcomed/credentials/", "One secret a file, named by ${credential:name} in the configuration."),
    ("/var/lib/outcomed/outcomed.db", "The store."),
    ("/run/outcomed/control.sock", "Where commands reach the daemon."),
]

/// A text in which nothing is taken for a request or an escape.
private func roff(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
}
