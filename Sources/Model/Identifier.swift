/// The short name that configuration gives a team, person, key result and so on: `[a-z][a-z0-9_-]{0,39}`.
///
/// `Subject` only keeps the id of one thing from being passed where another is meant.
public struct Identifier<Subject>: Hashable, Sendable {
    public let rawValue: String

    /// Nil when the text does not have the form of an id.
    public init?(_ text: String) {
        guard Self.isWellFormed(text) else { return nil }
        rawValue = text
    }

    /// Takes a text that was checked before, such as one read back from the store.
    public init(trusted text: String) {
        rawValue = text
    }

    public static func isWellFormed(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first), bytes.count <= 40 else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}

extension Identifier: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Identifier: CustomStringConvertible {
    public var description: String { rawValue }
}

extension Identifier: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(trusted: text) }
}

extension Identifier: Codable {
    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension Identifier: CodingKeyRepresentable {
    public var codingKey: any CodingKey { rawValue.codingKey }

    public init?(codingKey: some CodingKey) { self.init(trusted: codingKey.stringValue) }
}

public typealias TeamID = Identifier<Team>
public typealias PersonID = Identifier<Person>
public typealias ObjectiveID = Identifier<Objective>
public typealias KeyResultID = Identifier<KeyResult>
public typealias InitiativeID = Identifier<Initiative>
public typealias AccountID = Identifier<AccountName>
public typealias ChannelID = Identifier<ChannelName>

/// Subject of ``AccountID``: a platform and its credentials, as the configuration names them.
public enum AccountName: Sendable {}

/// Subject of ``ChannelID``: an account's conversation, as the configuration names it.
public enum ChannelName: Sendable {}
