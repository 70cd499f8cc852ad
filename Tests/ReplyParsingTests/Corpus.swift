import Foundation
import Model
import ReplyParsing
import Testing

/// A labelled message.
struct LabelledLine: Decodable {
    struct Expectation: Decodable {
        struct Update: Decodable {
            var kr: String
            var value: Double?
            var status: String?
            var confidence: Double?
        }

        struct Output: Decodable {
            var text: String
            var initiative: String?
        }

        struct Blocker: Decodable {
            var kr: String?
            var text: String
        }

        struct Question: Decodable {
            var reason: String
            var candidates: [String]
        }

        var updates: [Update]
        var outputs: [Output]
        var blockers: [Blocker]
        var skips: [String]
        var questions: [Question]
        var command: String?
    }

    var line: ParseLine
    var expect: Expectation

    enum CodingKeys: String, CodingKey { case expect }

    init(from decoder: any Decoder) throws {
        line = try ParseLine(from: decoder)
        expect = try decoder.container(keyedBy: CodingKeys.self).decode(Expectation.self, forKey: .expect)
    }
}

enum Corpus {
    static let dev = load("dev")
    static let rules = load("rules")
    /// Labelled by others than wrote the reader, from teams of their own.
    ///
    /// Many share a team: a line names its objectives, which stand in a file of their own. `.ci/corpus` prints the lines in full.
    static let teams = load("teams", objectives: objectives)
    /// In German, French, Spanish, Portuguese, Norwegian and Dutch, written for the lexicons' growth.
    static let languages = load("languages")
    /// Of the same hands, and never looked at while the reader is tuned: its figure says how well the reader generalises.
    static let unseen = load("unseen")

    private static let objectives = Dictionary(
        uniqueKeysWithValues: lines("objectives").compactMap { line -> (Substring, Substring)? in
            guard let name = line.firstMatch(of: #/^\{"id": "(\w+)", "objectives": /#) else { return nil }
            return (name.1, line[name.range.upperBound...].dropLast())
        })

    private static func lines(_ name: String) -> [Substring] {
        guard let url = Bundle.module.url(forResource: name, withExtension: "jsonl", subdirectory: "Fixtures"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n")
    }

    private static func load(_ name: String, objectives: [Substring: Substring] = [:]) -> [LabelledLine] {
        let decoder = JSONDecoder()
        return lines(name).compactMap { line in
            try? decoder.decode(LabelledLine.self, from: Data(objectives.isEmpty ? Array(line.utf8) : filled(line, objectives)))
        }
    }

    /// A line with the objectives that it names in place.
    private static func filled(_ line: Substring, _ objectives: [Substring: Substring]) -> [UInt8] {
        guard let start = line.range(of: "\"objectives\": \""), let end = line[start.upperBound...].firstIndex(of: "\""),
            let text = objectives[line[start.upperBound..<end]]
        else { return Array(line.utf8) }
        return Array(line[..<start.upperBound].dropLast().utf8) + Array(text.utf8) + Array(line[line.index(after: end)...].utf8)
    }
}

extension LabelledLine: CustomTestStringConvertible {
    var testDescription: String { "\(line.id): \(line.message.text)" }

    var markup: Markup { Markup(rawValue: line.message.platform) ?? .plain }

    func reading(_ text: String? = nil) -> Reading {
        read(text ?? line.message.text, markup: markup, vocabulary: Vocabulary(line.readingContext), moment: line.moment)
    }
}
