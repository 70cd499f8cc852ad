import Foundation

/// One line of JSON Lines: a record with its keys in snake case, in a fixed order.
public struct RecordCoder: Sendable {
    private let encoder = JSONEncoder()
    private let decoder = JSONDecoder()

    public init() { encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes] }

    /// With the line break at its end.
    public func line(_ record: HistoryRecord) throws -> [UInt8] {
        JSONKeys.snakeCased(try encoder.encode(record)) + [UInt8(ascii: "\n")]
    }

    /// - Throws: a sentence that says what is wrong with the line.
    public func record(_ line: [UInt8]) throws(RecordProblem) -> HistoryRecord {
        do {
            return try decoder.decode(HistoryRecord.self, from: Data(JSONKeys.camelCased(line)))
        } catch let error as DecodingError {
            throw RecordProblem(sentence: Self.sentence(error))
        } catch {
            throw RecordProblem(sentence: "\(error)")
        }
    }

    private static func sentence(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "it has no `\(snake(key.stringValue))`"
        case .valueNotFound(_, let context): "\(place(context)) is null"
        case .typeMismatch(_, let context): "\(place(context)) is of another kind than it should be"
        case .dataCorrupted(let context): context.codingPath.isEmpty ? "it is no JSON object" : "\(place(context)): \(context.debugDescription)"
        @unknown default: "it cannot be read"
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        "`" + context.codingPath.map { snake($0.stringValue) }.joined(separator: ".") + "`"
    }

    private static func snake(_ key: String) -> String {
        String(decoding: JSONKeys.snakeCased(Array("\"\(key)\":".utf8)).dropFirst().dropLast(2), as: UTF8.self)
    }
}

/// What is wrong with one line of an import.
public struct RecordProblem: Error, Hashable, Sendable {
    public var sentence: String

    public init(sentence: String) { self.sentence = sentence }
}
