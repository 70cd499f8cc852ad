import Foundation
import HistoryStore
import Model
import Synchronization
import TestSupport
import Testing

@testable import CheckInFlow

/// A team's labelled conversation with the bot: what is said, and what each message changes in the minutes.
struct Conversation: Decodable {
    struct Step: Decodable {
        var who: String
        var say: String
        /// The message that the same person changes to `say`, counted from 0; nil for a new one.
        var edit: Int?
        var then: Change
    }

    /// What a message changes in the minutes; what it leaves alone is absent.
    struct Change: Decodable {
        struct Blocker: Decodable {
            var kr: String?
            var text: String
        }

        struct Move: Decodable {
            var text: String
            var kr: String
        }

        /// A null takes the week's back.
        var values: [String: Double?]?
        var status: [String: String?]?
        var confidence: [String: Double?]?
        /// Words that a line has.
        var shipped: [String]?
        var blockers: [Blocker]?
        /// Words of lines that leave.
        var gone: [String]?
        var moved: [Move]?
        /// A careful colleague would ask.
        var ask: Bool?
    }

    struct Objective: Decodable {
        var id: String
        var title: String
        var key_results: [Measure]
        var initiatives: [Plan]?
    }

    struct Measure: Decodable {
        var id: String
        var title: String
        var aliases: [String]?
        var kind: KeyResult.Kind
        var unit: String?
        var baseline: Double?
        var target: Double?
        var current: Double?
        var owner: String
    }

    struct Plan: Decodable {
        var id: String
        var title: String
        var moves: [String]?
    }

    var id: String
    var locale: String
    var people: [String: String]
    var objectives: [Objective]
    var steps: [Step]
    /// What may be recorded beside, or left, by the number of its step.
    var optional: [Int: Change] = [:]

    private enum CodingKeys: String, CodingKey { case id, locale, people, objectives, steps }

    private struct Allowance: Decodable {
        struct Then: Decodable { var may: Change? }
        var then: Then
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        locale = try container.decodeIfPresent(String.self, forKey: .locale) ?? "en"
        people = try container.decode([String: String].self, forKey: .people)
        objectives = try container.decode([Objective].self, forKey: .objectives)
        steps = try container.decode([Step].self, forKey: .steps)
        for (index, step) in try container.decode([Allowance].self, forKey: .steps).enumerated() { optional[index] = step.then.may }
    }

    static func load(_ url: URL) throws -> [Conversation] {
        try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { try JSONDecoder().decode(Conversation.self, from: Data($0.utf8)) }
    }

    /// Asked on Mondays at nine in Oslo, like the sample teams.
    var team: Team {
        Team(
            id: "growth", name: "Team", channel: "demo", timeZone: "Europe/Oslo", locale: locale, schedule: Team.growth().schedule,
            people: people.sorted { $0.key < $1.key }.map { Person(id: PersonID(trusted: $0.key), name: $0.value) },
            objectives: objectives.map { objective in
                Model.Objective(
                    id: ObjectiveID(trusted: objective.id), title: objective.title, keyResults: objective.key_results.map(\.definition),
                    initiatives: (objective.initiatives ?? []).map { plan in
                        Initiative(
                            id: InitiativeID(trusted: plan.id), title: plan.title,
                            moves: (plan.moves ?? []).map { Move(keyResult: KeyResultID(trusted: $0), expect: nil) })
                    })
            })
    }

    /// The values of last week, as another tracker would give them.
    var history: String {
        let rows = objectives.flatMap(\.key_results).compactMap { measure in
            measure.current.map { "2026-10-26,\(measure.id),\(measure.kind == .boolean ? "\(Int($0))" : "\($0)")" }
        }
        return (["date,key_result,value"] + rows).joined(separator: "\n") + "\n"
    }
}

extension Conversation.Measure {
    fileprivate var definition: KeyResult {
        KeyResult(
            id: KeyResultID(trusted: id), title: title, aliases: aliases ?? [], kind: kind, unit: unit ?? "", baseline: baseline, target: target,
            owner: PersonID(trusted: owner))
    }
}

/// How the bot did on one message.
enum Verdict: String {
    case right
    /// Something is missing, and the bot asks or says that it did not take it.
    case asking
    /// Something is missing without a word.
    case silent
    /// Something was recorded that nobody said.
    case wrong
}

/// What stands in the minutes of a check-in.
struct Minutes {
    struct Line: Hashable {
        var isBlocker: Bool
        var words: String
        var keyResult: String?
    }

    var values: [String: Double] = [:]
    var statuses: [String: String] = [:]
    var confidences: [String: Double] = [:]
    var lines: [Line] = []
    var questions = 0

    init(_ state: CheckInState, _ messages: [Message]) {
        for update in state.liveUpdates {
            let id = update.keyResult.rawValue
            if let value = update.value { values[id] = value }
            if let status = update.status { statuses[id] = status.rawValue }
            if let confidence = update.confidence { confidences[id] = confidence }
        }
        func said(_ evidence: Evidence) -> String { messages.first { $0.id == evidence.message }.map { words($0, evidence) } ?? "" }
        for output in state.outputs where output.state == .live { lines.append(Line(isBlocker: false, words: said(output.evidence))) }
        for blocker in state.blockers where blocker.state == .live {
            lines.append(Line(isBlocker: true, words: said(blocker.evidence), keyResult: blocker.keyResult?.rawValue))
        }
        questions = state.questions.count
    }
}

/// The difference between what a message should have changed and what it did.
struct Judgement {
    private(set) var missing: [String] = []
    private(set) var unexpected: [String] = []

    init(_ due: Conversation.Change, optional: Conversation.Change?, before: Minutes, after: Minutes) {
        compare("value", due.values, optional?.values, before.values, after.values) { abs($0 - $1) <= 1e-6 * max(1, abs($0), abs($1)) }
        compare("status", due.status, optional?.status, before.statuses, after.statuses, ==)
        compare("confidence", due.confidence, optional?.confidence, before.confidences, after.confidences) { abs($0 - $1) < 0.005 }
        compareLines(due, optional, before, after)
    }

    private mutating func compare<Value>(
        _ what: String, _ due: [String: Value?]?, _ optional: [String: Value?]?, _ before: [String: Value], _ after: [String: Value],
        _ isSame: (Value, Value) -> Bool
    ) {
        func same(_ left: Value?, _ right: Value?) -> Bool {
            guard let left, let right else { return left == nil && right == nil }
            return isSame(left, right)
        }
        let due = due ?? [:]
        let optional = optional ?? [:]
        for key in Set(due.keys).union(before.keys).union(after.keys).sorted() {
            let now = after[key]
            let told = due[key].map { "\(what) of \(key): \($0.map { "\($0)" } ?? "none")" }
            if let expected = due[key] {
                if same(expected, now) { continue }
                if let may = optional[key], same(may, now) { continue }
                missing.append(told ?? "")
                if !same(before[key], now) { unexpected.append("\(what) of \(key): \(now.map { "\($0)" } ?? "none")") }
            } else if !same(before[key], now) {
                if let may = optional[key], same(may, now) { continue }
                unexpected.append("\(what) of \(key): \(now.map { "\($0)" } ?? "none")")
            }
        }
    }

    private mutating func compareLines(_ due: Conversation.Change, _ optional: Conversation.Change?, _ before: Minutes, _ after: Minutes) {
        var added = after.lines
        var left = before.lines
        for line in before.lines {
            guard let index = added.firstIndex(where: { $0.isBlocker == line.isBlocker && $0.words == line.words }) else { continue }
            let now = added.remove(at: index)
            left.remove(at: left.firstIndex(of: line) ?? 0)
            guard now.keyResult != line.keyResult else { continue }
            let isDue = ((due.moved ?? []) + (optional?.moved ?? [])).contains { Self.overlaps($0.text, line.words) && $0.kr == now.keyResult }
            if !isDue { unexpected.append("“\(line.words)” moved to \(now.keyResult ?? "none")") }
        }
        let outputs = added.filter { !$0.isBlocker }
        let blockers = added.filter(\.isBlocker)
        for text in due.shipped ?? [] where !outputs.contains(where: { Self.overlaps(text, $0.words) }) { missing.append("shipped: \(text)") }
        for line in outputs where !((due.shipped ?? []) + (optional?.shipped ?? [])).contains(where: { Self.overlaps($0, line.words) }) {
            unexpected.append("shipped: \(line.words)")
        }
        for told in due.blockers ?? [] where !blockers.contains(where: { Self.overlaps(told.text, $0.words) }) {
            missing.append("blocker: \(told.text)")
        }
        let known = (due.blockers ?? []) + (optional?.blockers ?? [])
        for line in blockers {
            let meant = known.filter { Self.overlaps($0.text, line.words) }
            if meant.isEmpty {
                unexpected.append("blocker: \(line.words)")
            } else if let keyResult = line.keyResult, !meant.contains(where: { $0.kr == nil || $0.kr == keyResult }) {
                unexpected.append("blocker of \(keyResult): \(line.words)")
            }
        }
        for text in due.gone ?? [] where !left.contains(where: { Self.overlaps(text, $0.words) }) {
            if before.lines.contains(where: { Self.overlaps(text, $0.words) }) { missing.append("gone: \(text)") }
        }
        for line in left where !((due.gone ?? []) + (optional?.gone ?? [])).contains(where: { Self.overlaps($0, line.words) }) {
            unexpected.append("gone: \(line.words)")
        }
        for move in due.moved ?? [] {
            let isThere = after.lines.contains { $0.isBlocker && Self.overlaps(move.text, $0.words) && $0.keyResult == move.kr }
            if !isThere, before.lines.contains(where: { $0.isBlocker && Self.overlaps(move.text, $0.words) }) {
                missing.append("moved to \(move.kr): \(move.text)")
            }
        }
    }

    /// Half of the label's words stand in the line, or of the line's in the label.
    private static func overlaps(_ label: String, _ line: String) -> Bool {
        let (label, line) = (words(label), words(line))
        return label.isEmpty || line.isEmpty || label.intersection(line).count * 2 >= min(label.count, line.count)
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count >= 3 }.map(String.init))
    }
}

extension Conversation {
    /// What became of one message.
    struct Played {
        var step: Step
        var verdict: Verdict
        var judgement: Judgement
        /// What the bot said or changed.
        var answers: [String]
    }

    /// Plays the whole conversation in a week of its own.
    func play() async throws -> [Played] {
        let stage = try await Stage([team], at: Stage.sunday)
        let source = try await ValuesImport(
            team: try #require(stage.flow.settings.teams["growth"]), options: .init(), store: stage.store, at: stage.clock.now)
        let records = Mutex(try source.records(of: Array(history.utf8))[...])
        _ = try await stage.store.importRecords(at: stage.clock.now) { records.withLock { $0.popFirst() } }
        try await stage.move(to: Stage.ask)
        let prompt = try await stage.prompt().id
        var ids: [UniqueID] = []
        var played: [Played] = []
        var before = try await minutes(stage)
        for (index, step) in steps.enumerated() {
            try await stage.move(to: stage.clock.now + .minutes(1))
            let seen = Dictionary(uniqueKeysWithValues: try await stage.ours().map { ($0.id, $0.text) })
            if let edited = step.edit {
                try await stage.edit(ids[edited], step.say)
                ids.append(ids[edited])
            } else {
                ids.append(try await stage.say(step.who, step.say, thread: prompt))
            }
            let after = try await minutes(stage)
            let answers = try await stage.ours().filter { seen[$0.id] != $0.text }.map(\.text)
            let judgement = Judgement(step.then, optional: optional[index], before: before, after: after)
            let isAsking = after.questions > before.questions || answers.contains(where: Self.saysSo)
            played.append(Played(step: step, verdict: verdict(step, judgement, isAsking), judgement: judgement, answers: answers))
            before = after
        }
        return played
    }

    private func verdict(_ step: Step, _ judgement: Judgement, _ isAsking: Bool) -> Verdict {
        if !judgement.unexpected.isEmpty { return .wrong }
        if judgement.missing.isEmpty, step.then.ask != true || isAsking { return .right }
        return isAsking ? .asking : .silent
    }

    /// The bot says that it did not take something.
    private static func saysSo(_ text: String) -> Bool {
        ["Not recorded:", "I could not tell", "One question follows", "One question before", "There is nothing of yours"].contains {
            text.contains($0)
        }
    }

    private func minutes(_ stage: Stage) async throws -> Minutes {
        let state = try #require(try await CheckInState.read(Stage.id(), from: stage.store))
        return Minutes(state, try await stage.store.messages(checkIn: Stage.id()))
    }
}
