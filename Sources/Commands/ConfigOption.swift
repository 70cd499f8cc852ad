import ArgumentParser
import Daemon
import DaemonConfig
import Foundation
import Scheduling

/// `--config`, which every command takes.
struct ConfigOption: ParsableArguments {
    @Option(name: .long, help: "The daemon's configuration. Default: ./config/outcomed.yaml, then /etc/outcomed/outcomed.yaml.")
    var config: String?

    /// The process's own, and for the installed configuration what the unit would set: an operator's shell has no service's folders.
    var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        guard findConfiguration(explicit: config)?.hasPrefix("/etc/outcomed/") ?? false else { return environment }
        environment["STATE_DIRECTORY"] = environment["STATE_DIRECTORY"] ?? "/var/lib/outcomed"
        environment["CREDENTIALS_DIRECTORY"] = environment["CREDENTIALS_DIRECTORY"] ?? "/etc/outcomed/credentials"
        return environment
    }

    /// The file to read; an error that names the places where none was found.
    func path() throws -> String {
        if let found = findConfiguration(explicit: config) { return found }
        throw DaemonFailure.noConfiguration(looked: config.map { [$0] } ?? ["./config/outcomed.yaml", "/etc/outcomed/outcomed.yaml"])
    }

    /// The configuration without its secrets, for commands that need none.
    func load() throws -> (configuration: Configuration, warnings: [Problem]) {
        let zones = ZoneDirectory.system(environment: environment)
        switch loadConfiguration(at: try path(), zones: zones, environment: environment) {
        case .broken(let problems): throw DaemonFailure.brokenConfiguration(problems)
        case .loaded(let configuration, let warnings): return (configuration, warnings)
        }
    }

    /// Configuration, zones, texts and secrets.
    func ready() throws -> ReadyConfiguration {
        try SettingsBuilder(environment: environment).read(try path())
    }
}

/// `--json`, on everything that prints facts.
struct JSONOption: ParsableArguments {
    @Flag(name: .long, help: "Print facts as JSON.")
    var json = false
}

/// Runs a command's body and turns its failure into words on standard error and an exit code.
func reporting(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let failure as DaemonFailure {
        complain(failure.description)
        throw ExitCode(failure.exitCode)
    }
}

/// A line on standard output, at once also where that is no terminal.
func say(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
}

/// A line on standard error.
func complain(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
}
