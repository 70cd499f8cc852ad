/// A spot in a file: line and column, both from 1, the column counted in Unicode scalars.
public struct Place: Hashable, Sendable, Comparable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    static let start = Place(line: 1, column: 1)

    public static func < (left: Self, right: Self) -> Bool { (left.line, left.column) < (right.line, right.column) }
}

/// Something the operator should change, with the place where to change it. It never holds a secret.
public struct Problem: Hashable, Sendable, Error {
    public enum Severity: String, Hashable, Sendable { case error, warning }

    public var file: String
    public var line: Int
    public var column: Int
    /// `channels.growth.account`; empty where the file as a whole is meant.
    public var keyPath: String
    public var sentence: String
    public var severity: Severity

    public init(file: String, line: Int, column: Int, keyPath: String, sentence: String, severity: Severity = .error) {
        self.file = file
        self.line = line
        self.column = column
        self.keyPath = keyPath
        self.sentence = sentence
        self.severity = severity
    }
}

/// `file:line:column: key.path: sentence`, or `file:line:column: warning: sentence`.
extension Problem: CustomStringConvertible {
    public var description: String {
        let place = "\(file):\(line):\(column): "
        return switch severity {
        case .warning: "\(place)warning: \(sentence)"
        case .error: keyPath.isEmpty ? place + sentence : "\(place)\(keyPath): \(sentence)"
        }
    }
}
