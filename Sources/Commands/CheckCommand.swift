import ArgumentParser
import Daemon
import DaemonConfig
import Model
import Scheduling

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Validates the configuration and coaches the goals.",
        discussion: "Prints every problem with its place and exits 1, or the coach's warnings on the goals and exits 0.")

    @OptionGroup var options: ConfigOption

    @Flag(name: .long, help: "Look the secrets up too.")
    var secrets = false

    func run() async throws {
        try await reporting {
            let zones = ZoneDirectory.system(environment: options.environment)
            switch loadConfiguration(at: try options.path(), zones: zones, environment: options.environment) {
            case .broken(let problems):
                for problem in problems { print(problem.description) }
                throw ExitCode(1)
            case .loaded(let configuration, let warnings):
                try checkSecrets(configuration)
                for warning in warnings { print(warning.description) }
                print(summary(configuration, warnings: warnings.count))
            }
        }
    }

    private func checkSecrets(_ configuration: Configuration) throws {
        guard secrets else { return }
        let (_, problems) = configuration.resolveAccounts(using: SecretSource(environment: options.environment))
        guard !problems.isEmpty else { return }
        for problem in problems { print(problem.description) }
        throw ExitCode(1)
    }

    private func summary(_ configuration: Configuration, warnings: Int) -> String {
        let keyResults = configuration.teams.reduce(0) { $0 + $1.keyResults.count }
        let found = warnings == 0 ? "no problems" : "no problems, \(counted(warnings, "warning"))"
        return "\(counted(configuration.teams.count, "team")), \(counted(keyResults, "key result")): \(found)"
    }
}

/// `1 team`, `2 teams`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
