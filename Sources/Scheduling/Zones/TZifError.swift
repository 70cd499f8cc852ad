/// What is wrong with a TZif file; offsets count bytes from its start.
public enum TZifError: Error, Hashable, Sendable {
    /// The file does not begin as TZif does.
    case notTZif
    /// More bytes were due at this offset than there are.
    case endsEarly(at: Int)
    /// The header at this offset holds counts that cannot go together.
    case badCounts(at: Int)
    /// The transition with this index, from 0, is out of order, out of range or of no known type.
    case badTransition(Int)
    /// The local time type with this index, from 0, has an impossible offset, flag or name.
    case badType(Int)
    /// The rule after the last transition cannot be read.
    case badFooter(String, at: Int)
}

extension TZifError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notTZif: "it is no time zone file"
        case .endsEarly(let offset): "it ends early: data is missing at byte \(offset)"
        case .badCounts(let offset): "the counts in the header at byte \(offset) cannot be right"
        case .badTransition(let index): "its transition \(index) cannot be right"
        case .badType(let index): "its local time type \(index) cannot be right"
        case .badFooter(let text, let offset): "the rule \"\(text)\" at byte \(offset) cannot be read"
        }
    }
}

/// Why a zone could not be loaded.
public enum ZoneError: Error, Hashable, Sendable {
    case unknown(String)
    case unreadable(String)
    case damaged(String, TZifError)

    public var name: String {
        switch self {
        case .unknown(let name), .unreadable(let name), .damaged(let name, _): name
        }
    }
}

extension ZoneError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknown(let name): "there is no time zone \"\(name)\""
        case .unreadable(let name): "the file of time zone \"\(name)\" cannot be read"
        case .damaged(let name, let problem): "the file of time zone \"\(name)\" is damaged: \(problem)"
        }
    }
}
