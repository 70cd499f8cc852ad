import ArgumentParser
import CheckInFlow
import Daemon
import DaemonConfig
import Foundation
import HistoryStore
import Model
import ReplyParsing

struct ParseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: "Prints what a reply would be read as; records nothing.",
        discussion:
            "Takes the reply as its argument or from standard input. With --jsonl it reads objects with id, context and message, one a line, and answers each."
    )

    @OptionGroup var options: ConfigOption
    @OptionGroup var output: JSONOption

    @Option(name: .long, help: "The team whose key results are meant. Default: the only one.")
    var team: String?

    @Option(name: .long, help: "Who says it: a person's id. Default: the first person of the team.")
    var sender: String?

    @Flag(name: .long, help: "Print why: every claim with its rule and words, the dropped ones too.")
    var explain = false

    @Flag(name: .long, help: "Read many from standard input, as JSON lines.")
    var jsonl = false

    @Argument(help: "The reply.")
    var text: String?

    func run() async throws {
        if jsonl { return try answerLines() }
        try await reporting {
            let (configuration, _) = try options.load()
            let chosen = try choose(configuration)
            let snapshot = try await snapshot(of: chosen, store: configuration.storePath)
            let words = text ?? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
            let today = LocalDateTime(secondsSinceEpoch: FlowClock.system.now().seconds).date
            let moment = Moment(date: today, sender: sender ?? chosen.people.first?.id.rawValue ?? "", focus: nil, pending: nil, current: nil)
            let vocabulary = Vocabulary(ReadingContext(snapshot: snapshot))
            let reading = ReplyParsing.read(words, markup: .plain, vocabulary: vocabulary, moment: moment)
            if explain {
                print(ReplyParsing.explain(reading, text: words))
                for aside in ReplyParsing.asides(in: words, markup: .plain, vocabulary: vocabulary, reading: reading) {
                    print("= told as not recorded: “\(plainText(of: words, markup: .plain, span: aside.span))”")
                }
            } else {
                print(output.json ? try jsonText(ParseAnswer(id: "", reading)) : describe(reading, snapshot))
            }
        }
    }

    private func choose(_ configuration: Configuration) throws -> Team {
        let teams = configuration.teams.filter { team == nil || $0.id.rawValue == team }
        if teams.count == 1, let only = teams.first { return only }
        let known = configuration.teams.map(\.id.rawValue).joined(separator: ", ")
        complain(team.map { "there is no team \($0); the configuration has \(known)" } ?? "name the team with --team: \(known)")
        throw ExitCode(1)
    }

    /// The team's goals with the values that the store has, where there is one to read.
    private func snapshot(of team: Team, store path: String) async throws -> Snapshot {
        let store = try? HistoryStore.openReadOnly(path)
        let current = try await store?.current(team: team.id, asOf: nil) ?? [:]
        var number = 0
        let objectives = team.objectives.map { objective in
            Snapshot.ObjectiveState(
                id: objective.id, title: objective.title,
                keyResults: objective.keyResults.map { keyResult in
                    number += 1
                    return Snapshot.KeyResultState(
                        definition: keyResult, objective: objective.id, number: number, current: current[keyResult.id]?.value)
                },
                initiatives: objective.initiatives)
        }
        return Snapshot(
            teamName: team.name, locale: team.locale, timeZone: team.timeZone, channel: team.channel, cycle: team.cycle, objectives: objectives,
            people: team.people.map { Snapshot.PersonState(id: $0.id, name: $0.name, chat: $0.chat, isAway: false) })
    }

    private func describe(_ reading: Reading, _ snapshot: Snapshot) -> String {
        var lines = ["read as: \(reading.kind.rawValue)"]
        for update in reading.updates {
            let title = snapshot.keyResult(update.keyResult)?.definition.title ?? update.keyResult.rawValue
            let parts = [
                update.value.map { "\($0)" }, update.status?.rawValue.replacing("_", with: " "), update.confidence.map { "\($0 * 100) % sure" },
            ].compactMap { $0 }
            lines.append("  \(title): \(parts.joined(separator: " · "))")
        }
        lines += reading.outputs.map { "  output: \($0.text)" + ($0.initiative.map { " (\($0))" } ?? "") }
        lines += reading.blockers.map { "  blocker: \($0.text)" + ($0.keyResult.map { " (\($0))" } ?? "") }
        lines += reading.questions.map { "  would ask: \($0.reason.rawValue) \($0.candidates.map(\.rawValue).joined(separator: ", "))" }
        if let command = reading.command { lines.append("  command: \(command.rawValue)") }
        return lines.joined(separator: "\n")
    }

    private func answerLines() throws {
        let decoder = JSONDecoder()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var number = 0
        while let line = readLine() {
            number += 1
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            do {
                let answer = ReplyParsing.answer(try decoder.decode(ParseLine.self, from: Data(line.utf8)))
                print(String(decoding: try encoder.encode(answer), as: UTF8.self))
            } catch {
                complain("standard input, line \(number): not an object with id, context and message: \(error)")
                throw ExitCode(1)
            }
        }
    }
}
