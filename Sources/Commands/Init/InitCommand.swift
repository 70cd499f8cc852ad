import ArgumentParser
import ChatPlatforms
import CheckInFlow
import Daemon
import DaemonConfig
import Foundation
import Model
import Scheduling

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes a configuration for a first team, or for one more, and tests its channel.",
        discussion: """
            On a terminal it asks for whatever the flags leave open. It writes outcomed.yaml and the team's file beside it, in teams/, and never \
            overwrites anything but the sample that the package brings: files of teams that are there stay as they are, and the new team comes beside \
            them. Where there is a configuration already, the team is added to one of its channels. \
            Secrets are never taken from the command line: --secret names the file to read one from.
            """)

    @OptionGroup var options: ConfigOption

    @Option(name: .long, help: "The team's name.")
    var team: String?

    @Option(name: .long, help: "The chat. Default: builtin.")
    var platform: PlatformKind?

    @Option(name: .long, help: ArgumentHelp("A setting of the chat's account; may be given several times.", valueName: "name=value"))
    var setting: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A secret of the chat's account and the file to copy it from; `-` is standard input. Without a file you put it in its place later.",
            valueName: "name[=file]"))
    var secret: [String] = []

    @Option(name: .long, help: "The chat's own id of the channel.")
    var conversation: String?

    @Option(name: .long, help: "A channel of the configuration that is there already.")
    var channel: String?

    @Option(name: .long, help: "The team's time zone. Default: the machine's.")
    var zone: String?

    @Option(name: .long, help: "When to ask. Default: Mon 09:00.")
    var ask: String?

    @Option(name: .long, help: "Somebody who answers, by name; may be given several times. The first one owns the key result.")
    var person: [String] = []

    @Option(name: .long, help: "The first objective: what is to be true.")
    var objective: String?

    @Option(name: .customLong("key-result"), help: "The number that tells whether it is.")
    var keyResult: String?

    @Option(name: .long, help: "What kind of number it is. Default: number.")
    var kind: KeyResult.Kind?

    @Option(name: .long, help: "What one of it is, such as users.")
    var unit: String?

    @Option(name: .long, help: "Where it starts.")
    var baseline: String?

    @Option(name: .long, help: "Where it is to be.")
    var target: String?

    @Flag(name: .customLong("no-test"), help: "Send no test message.")
    var noTest = false

    func run() async throws {
        try await reporting {
            let path = options.config ?? defaultPath
            let place = InitPlace(configuration: path)
            let channels = try existingChannels(place)
            let (start, files) = try given()
            var answers = start
            let kept = place.writtenTeams(.system(environment: options.environment))
            for (file, team) in kept { say("kept \(file): the team \(team.id)") }
            if channels.isEmpty { answers.keptChannels = Set(kept.map(\.team.channel.rawValue)).sorted() }
            var texts: [String: Secret] = [:]
            if isatty(0) != 0, isatty(1) != 0 {
                do {
                    var questions = InitQuestions(form: .terminal, zones: .system(environment: options.environment), channels: channels)
                    for (file, team) in kept { questions.teams[team.id.rawValue] = file }
                    (answers, texts) = try questions.run(answers) { isMissing($0) }
                } catch is Questionnaire.Ended {
                    complain("\nnothing was written")
                    throw ExitCode(1)
                }
            } else {
                try requireFlags(channels)
            }
            if answers.platform == .builtin { answers.settings["open"] = answers.settings["open"] ?? "true" }
            if !channels.isEmpty { answers.channel = answers.channel ?? channels.first }
            for (name, file) in files { texts[name] = try readSecret(file) }
            let written: InitPlace.Written
            do {
                written = try place.write(answers, secrets: texts, addsTeamOnly: !channels.isEmpty)
            } catch let refusal as InitRefusal {
                complain(refusal.description)
                throw ExitCode(1)
            }
            for file in written.files { say("wrote \(file)") }
            try await finish(place, answers, written)
        }
    }

    private var defaultPath: String {
        let installed = "/etc/outcomed"
        return access(installed, W_OK) == 0 ? "\(installed)/outcomed.yaml" : "./config/outcomed.yaml"
    }

    /// Of a configuration that somebody has written; empty where there is none, or only the sample.
    private func existingChannels(_ place: InitPlace) throws -> [String] {
        guard place.isTaken else { return [] }
        switch loadConfiguration(at: place.configuration, zones: .system(environment: options.environment), environment: options.environment) {
        case .broken(let problems): throw DaemonFailure.brokenConfiguration(problems)
        case .loaded(let configuration, _):
            let channels = configuration.channels.keys.map(\.rawValue).sorted()
            if let channel, !channels.contains(channel) {
                throw ValidationError("there is no channel \(channel) in \(place.configuration); it has \(channels.joined(separator: ", "))")
            }
            return channels
        }
    }

    private func given() throws -> (InitAnswers, secretFiles: [String: String]) {
        var answers = InitAnswers()
        answers.teamName = team ?? ""
        answers.platform = platform ?? .builtin
        answers.conversation = conversation ?? ""
        answers.channel = channel
        answers.zone = zone ?? machineZone(.system(environment: options.environment))
        answers.ask = ask ?? answers.ask
        answers.people = person
        answers.objective = objective ?? ""
        answers.keyResult = keyResult ?? ""
        answers.kind = kind ?? .number
        answers.unit = unit ?? ""
        answers.baseline = baseline
        answers.target = target ?? (answers.kind == .boolean ? "yes" : "")
        for pair in setting {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--setting takes name=value, not \(pair)") }
            answers.settings[parts[0]] = parts[1]
        }
        var files: [String: String] = [:]
        for pair in secret {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first else { throw ValidationError("--secret takes name=file") }
            answers.secrets.insert(name)
            if parts.count == 2 { files[name] = parts[1] }
        }
        return (answers, files)
    }

    private func isMissing(_ field: InitField) -> Bool {
        switch field {
        case .team: team == nil
        case .platform: platform == nil
        case .conversation: conversation == nil
        case .zone: zone == nil
        case .ask: ask == nil
        case .person: person.isEmpty
        case .objective: objective == nil
        case .keyResult: keyResult == nil
        case .kind: kind == nil
        case .unit: unit == nil
        case .baseline: baseline == nil
        case .target: target == nil
        }
    }

    /// Without a terminal nobody can be asked.
    private func requireFlags(_ channels: [String]) throws {
        var flags = [(team == nil, "--team"), (person.isEmpty, "--person"), (objective == nil, "--objective"), (keyResult == nil, "--key-result")]
        flags.append((target == nil && kind != .boolean, "--target"))
        if channels.isEmpty { flags.append((conversation == nil && platform ?? .builtin != .builtin, "--conversation")) }
        if channels.count > 1 { flags.append((channel == nil, "--channel")) }
        let missing = flags.filter(\.0).map(\.1)
        guard missing.isEmpty else { throw ValidationError("without a terminal it needs \(missing.joined(separator: ", "))") }
    }

    private func readSecret(_ file: String) throws -> Secret {
        let data = file == "-" ? try FileHandle.standardInput.readToEnd() : FileManager.default.contents(atPath: file)
        guard let data, let text = String(bytes: data, encoding: .utf8), !text.isEmpty else {
            throw ValidationError("the secret cannot be read from \(file)")
        }
        return Secret(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }

    /// Checks what was written, tests the channel, and says how to go on.
    private func finish(_ place: InitPlace, _ answers: InitAnswers, _ written: InitPlace.Written) async throws {
        for secret in written.missingSecrets { say("put the secret into \(secret), readable by root alone (chmod 600)") }
        let environment = place.environment(options.environment)
        let builder = SettingsBuilder(environment: environment)
        if written.missingSecrets.isEmpty {
            let ready = try builder.read(place.configuration)
            for warning in ready.warnings { say(warning.description) }
            if !noTest { try await test(ChannelTrial(ready: ready), ChannelID(trusted: answers.channel ?? answers.teamID)) }
        }
        let config = place.isInstalled ? "" : " --config \(place.configuration)"
        say("next: \(nextStep(place))")
        say("then: outcomed ask \(answers.teamID)\(config) asks at once, without waiting for \(answers.ask)")
        if answers.platform == .builtin, answers.channel == nil { say("the chat is at http://127.0.0.1:8484/chat/\(answers.teamID)") }
    }

    /// A daemon that runs already has to be told.
    private func nextStep(_ place: InitPlace) -> String {
        guard place.isInstalled else { return "outcomed serve --config \(place.configuration)" }
        return access("/run/outcomed/control.sock", F_OK) == 0 ? "outcomed reload" : "systemctl enable --now outcomed.service"
    }

    private func test(_ trial: ChannelTrial, _ channel: ChannelID) async throws {
        let answer = try await trial.run(channel)
        if !answer.output.isEmpty { say(answer.output) }
        if !answer.error.isEmpty { complain(answer.error) }
        guard answer.exit != 0 else { return }
        complain("the files are written; mend the cause, and `outcomed channel test \(channel)` looks again")
        throw ExitCode(1)
    }
}
