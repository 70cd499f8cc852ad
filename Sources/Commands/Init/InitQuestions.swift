import ChatPlatforms
import Foundation
import Model
import Scheduling

/// Asks for what the flags left open.
struct InitQuestions {
    let form: Questionnaire
    let zones: ZoneDirectory
    /// Channels of a configuration that is there already.
    let channels: [String]
    /// Teams that are there already: the file of each id.
    var teams: [String: String] = [:]

    /// - Returns: the answers, and the texts of secrets that were given.
    func run(_ given: InitAnswers, missing: (InitField) -> Bool) throws -> (InitAnswers, secrets: [String: Secret]) {
        var answers = given
        var secrets: [String: Secret] = [:]
        if missing(.team) {
            answers.teamName = try form.ask("The team's name") { name in
                teams[slug(name, or: "team")].map { "There is a team of that id already, in \($0): give this one another name." }
            }
        }
        if channels.isEmpty {
            try askForChat(&answers, &secrets, missing)
        } else if answers.channel == nil {
            answers.channel = try choose("The channel to ask the team in", channels, fallback: channels[0])
        }
        if missing(.zone) {
            answers.zone = try form.ask("The team's time zone", fallback: answers.zone) { zone in
                (try? zones.load(zone)) == nil ? "There is no such zone; it is a name such as Europe/Oslo." : nil
            }
        }
        if missing(.ask) {
            answers.ask = try form.ask("When to ask", fallback: answers.ask) { WeekTime($0) == nil ? "It is a weekday and a time: Mon 09:00." : nil }
        }
        if missing(.person) {
            answers.people = try form.ask("Who answers? Names with commas between them").split(separator: ",")
                .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
        if missing(.objective) { answers.objective = try form.ask("The first objective: what is to be true") }
        if missing(.keyResult) { answers.keyResult = try form.ask("A number that tells whether it is, such as Weekly sign-ups") }
        try askForNumbers(&answers, missing)
        return (answers, secrets)
    }

    private func askForChat(_ answers: inout InitAnswers, _ secrets: inout [String: Secret], _ missing: (InitField) -> Bool) throws {
        if missing(.platform) {
            let kinds = PlatformKind.allCases.map(\.rawValue)
            let chosen = try choose("The chat", kinds, fallback: PlatformKind.builtin.rawValue)
            answers.platform = PlatformKind(rawValue: chosen) ?? .builtin
        }
        guard answers.platform != .builtin else {
            answers.settings["open"] = "true"
            return
        }
        while true {
            for spec in answers.platform.settings where answers.settings[spec.name] == nil && !answers.secrets.contains(spec.name) {
                if spec.isSecret {
                    let text = try form.askSecret("\(spec.name): \(spec.meaning)")
                    guard !text.isEmpty else { continue }
                    secrets[spec.name] = Secret(text)
                    answers.secrets.insert(spec.name)
                } else if spec.isRequired {
                    answers.settings[spec.name] = try form.ask("\(spec.name): \(spec.meaning)")
                }
            }
            let problems = answers.platform.checkSettings(plain: answers.settings, secretNames: answers.secrets)
            if problems.isEmpty { break }
            for problem in problems { form.write("  \(problem.setting): \(problem.sentence)\n") }
            for problem in problems {
                answers.settings[problem.setting] = nil
                answers.secrets.remove(problem.setting)
            }
        }
        if missing(.conversation) { answers.conversation = try form.ask("The channel's id on \(answers.platform.rawValue)") }
    }

    private func askForNumbers(_ answers: inout InitAnswers, _ missing: (InitField) -> Bool) throws {
        if missing(.kind) {
            let kinds = KeyResult.Kind.allCases.map(\.rawValue)
            answers.kind = KeyResult.Kind(rawValue: try choose("What kind of number", kinds, fallback: answers.kind.rawValue)) ?? .number
        }
        if missing(.unit), answers.kind != .boolean, answers.kind != .percent {
            let isNeeded = answers.kind == .currency || answers.kind == .duration
            answers.unit = try form.ask("Its unit, such as \(example(answers.kind))", fallback: isNeeded ? nil : "")
        }
        if answers.kind == .boolean {
            answers.target = "yes"
            return
        }
        let isNumber: (String) -> String? = { !(Double($0)?.isFinite ?? false) || $0.contains("e") ? "It is a number such as 1450 or 3.5." : nil }
        if missing(.baseline) {
            let text = try form.ask("Where it starts (its baseline)", fallback: "") { $0.isEmpty ? nil : isNumber($0) }
            answers.baseline = text.isEmpty ? nil : text
        }
        if missing(.target) { answers.target = try form.ask("Where it is to be", check: isNumber) }
    }

    private func example(_ kind: KeyResult.Kind) -> String {
        switch kind {
        case .currency: "EUR"
        case .duration: "min"
        case .milestone: "steps"
        case .number, .percent, .boolean: "users"
        }
    }

    private func choose(_ question: String, _ choices: [String], fallback: String) throws -> String {
        try form.ask("\(question) (\(choices.joined(separator: ", ")))", fallback: fallback) { choices.contains($0) ? nil : "Choose one of them." }
    }
}

/// What may be left out of the command line, and is asked for on a terminal.
enum InitField: CaseIterable {
    case team, platform, conversation, zone, ask, person, objective, keyResult, kind, unit, baseline, target
}

/// The zone that the machine's clock is set to; `UTC` where it does not tell.
func machineZone(_ zones: ZoneDirectory) -> String {
    let linked = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")).flatMap { path in
        path.range(of: "zoneinfo/").map { String(path[$0.upperBound...]) }
    }
    let named = (try? String(contentsOfFile: "/etc/timezone", encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
    return [named, linked].compactMap { $0 }.first { (try? zones.load($0)) != nil } ?? "UTC"
}
