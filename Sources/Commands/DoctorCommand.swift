import ArgumentParser
import CheckInFlow
import Daemon
import DaemonConfig

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks at everything that an operator would check, and says what to do about it.",
        discussion: """
            Configuration, secrets, clock, zone data, daemon, store, disk, deliveries, chat platforms, each team's check-ins, and the installed units. \
            Changes nothing. Exits 1 when something is in trouble.
            """)

    @OptionGroup var options: ConfigOption
    @OptionGroup var output: JSONOption

    @Flag(name: .long, help: "Read all of the store, however large, to find damage.")
    var full = false

    @Flag(name: .long, help: "Ask no chat platform.")
    var offline = false

    func run() async throws {
        try await reporting {
            let doctor = Doctor(
                .init(
                    configurationPath: try options.path(), environment: options.environment, isThorough: full, isOnline: !offline,
                    now: FlowClock.system.now(), units: ["outcomed.service": UnitFiles.service, "outcomed.socket": UnitFiles.socket]))
            let report = await doctor.look()
            say(output.json ? try jsonText(report) : report.text)
            if report.hasTrouble { throw ExitCode(1) }
        }
    }
}
