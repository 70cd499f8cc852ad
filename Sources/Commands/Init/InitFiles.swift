import ChatPlatforms
import DaemonConfig
import Model

/// The two files of a new configuration, as text.
struct InitFiles {
    var answers: InitAnswers
    /// Whether secrets are handed over by systemd, or lie in files beside the configuration.
    var usesCredentials: Bool

    /// As secrets are named in files and references: `slack-bot-token`.
    func secretName(_ setting: String) -> String { "\(answers.accountID)-\(setting)".replacing("_", with: "-") }

    var daemon: String {
        var lines = [
            "# The daemon: where it listens, what it keeps, and the chats that it speaks to. Teams stand beside this file, in teams/.",
            "# Made by `outcomed init`. Every key is in docs/configuration.md; `outcomed check` names every problem.",
            "",
            "# Keep it on this machine, and put a web server with TLS in front of it.",
            "listen: 127.0.0.1:8484",
            "# public_url: https://checkins.example.org",
            "",
            "# The store is one file, in systemd's state directory or else in ../var beside this file.",
            "store: outcomed.db",
            "",
            "accounts:",
            "  \(answers.accountID):",
            "    platform: \(answers.platform.rawValue)",
        ]
        for spec in answers.platform.settings {
            if answers.secrets.contains(spec.name) {
                lines.append("    \(spec.name): \(yamlQuoted(reference(spec.name)))")
            } else if let value = answers.settings[spec.name] {
                lines.append("    \(spec.name): \(yamlQuoted(value))")
            }
        }
        lines += ["", "channels:", "  \(answers.teamID):", "    account: \(answers.accountID)"]
        if answers.platform != .builtin {
            lines.append("    conversation: \(yamlQuoted(answers.conversation))")
        } else {
            for channel in answers.keptChannels where channel != answers.teamID { lines += ["  \(channel):", "    account: \(answers.accountID)"] }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func reference(_ setting: String) -> String {
        usesCredentials ? "${credential:\(secretName(setting))}" : "${file:credentials/\(secretName(setting))}"
    }

    var team: String {
        let people = answers.peopleByID
        var lines = [
            "# One team: who is asked, when, and about what. Made by `outcomed init`; keep it in the team's own version control.",
            "team: \(answers.teamID)",
            "name: \(yamlQuoted(answers.teamName))",
            "channel: \(answers.channel ?? answers.teamID)",
            "time_zone: \(answers.zone)",
            "",
            "check_in:",
            "  ask: \(answers.ask)",
            "",
            "# With another chat than the built-in one, give each person their user id there: {name: Ana, chat: {slack: U0ANA}}",
            "people:",
        ]
        lines += people.map { "  \($0.id): {name: \(yamlQuoted($0.name))}" }
        lines += [
            "",
            "# An objective says what is to be true; its key results are numbers that tell whether it is.",
            "objectives:",
            "  - id: \(slug(answers.objective, or: "objective"))",
            "    title: \(yamlQuoted(answers.objective))",
            "    key_results:",
            "      - id: \(slug(answers.keyResult, or: "result"))",
            "        title: \(yamlQuoted(answers.keyResult))",
            "        kind: \(answers.kind.rawValue)",
        ]
        if !answers.unit.isEmpty { lines.append("        unit: \(yamlQuoted(answers.unit))") }
        if let baseline = answers.baseline { lines.append("        baseline: \(baseline)") }
        lines.append("        target: \(answers.target)")
        if let owner = people.first { lines.append("        owner: \(owner.id)") }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// A text as YAML, which takes the double-quoted strings of JSON.
func yamlQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case _ where scalar.properties.generalCategory == .control: result += "\\u" + hex(scalar.value)
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

private func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
}
