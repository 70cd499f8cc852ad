import Foundation
import GRDB
import Model

/// The columns of one row, read from left to right: the reader stands beside the statement's list of columns and follows it.
struct Columns {
    private let row: Row
    private var next = 0

    init(_ row: Row) { self.row = row }

    private mutating func advance() -> Int {
        defer { next += 1 }
        return next
    }

    mutating func text() -> String { row[advance()] }
    mutating func optionalText() -> String? { row[advance()] }
    mutating func int() -> Int { row[advance()] }
    mutating func optionalInt() -> Int? { row[advance()] }
    mutating func int64() -> Int64 { row[advance()] }
    mutating func double() -> Double? { row[advance()] }
    mutating func flag() -> Bool { row[advance()] }
    mutating func instant() -> Instant { Instant(milliseconds: row[advance()]) }
    mutating func optionalInstant() -> Instant? { (row[advance()] as Int64?).map { Instant(milliseconds: $0) } }

    mutating func name<Subject>() -> Identifier<Subject> { Identifier(trusted: text()) }
    mutating func optionalName<Subject>() -> Identifier<Subject>? { optionalText().map { Identifier(trusted: $0) } }

    mutating func id() throws -> UniqueID {
        let text = text()
        guard let id = UniqueID(text) else { throw Damage("not an id: \(text)") }
        return id
    }

    mutating func optionalID() throws -> UniqueID? {
        let text = optionalText()
        guard let text else { return nil }
        guard let id = UniqueID(text) else { throw Damage("not an id: \(text)") }
        return id
    }

    mutating func week() throws -> ISOWeek {
        let text = text()
        guard let week = ISOWeek(text) else { throw Damage("not a week: \(text)") }
        return week
    }

    /// Two columns: team and week.
    mutating func checkIn() throws -> CheckInID { CheckInID(team: name(), week: try week()) }

    /// Two columns, both null or neither.
    mutating func optionalCheckIn() throws -> CheckInID? {
        let team = optionalText()
        let week = optionalText()
        guard let team, let week else { return nil }
        guard let week = ISOWeek(week) else { throw Damage("not a week: \(week)") }
        return CheckInID(team: TeamID(trusted: team), week: week)
    }

    mutating func value<T: RawRepresentable<String>>(_ type: T.Type = T.self) throws -> T {
        let text = text()
        guard let value = T(rawValue: text) else { throw Damage("not a \(T.self): \(text)") }
        return value
    }

    mutating func optionalValue<T: RawRepresentable<String>>(_ type: T.Type = T.self) throws -> T? {
        let text = optionalText()
        guard let text else { return nil }
        guard let value = T(rawValue: text) else { throw Damage("not a \(T.self): \(text)") }
        return value
    }

    mutating func json<T: Decodable>(_ type: T.Type = T.self) throws -> T { try fromJSON(text()) }

    /// Two columns, both null or neither.
    mutating func failure() throws -> DeliveryFailure? {
        let kind = try optionalValue(DeliveryFailure.Class.self)
        let detail = optionalText()
        guard let kind else { return nil }
        return DeliveryFailure(kind, detail ?? "")
    }
}

/// A row that does not hold what the schema promises.
struct Damage: Error {
    var detail: String

    init(_ detail: String) { self.detail = detail }
}

/// What the flow gave to be written does not fit what the store holds.
struct Contradiction: Error {
    var detail: String

    init(_ detail: String) { self.detail = detail }
}

func toJSON(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

func toJSON(_ snapshot: Snapshot) throws -> String {
    var json = JSONWriter()
    try json.snapshot(snapshot)
    return json.text
}

func toJSON(_ text: OutgoingText) -> String {
    var json = JSONWriter()
    json.object { json in
        json.field("title", text.title)
        json.field("paragraphs", text.paragraphs) { $0.string($1) }
    }
    return json.text
}

func fromJSON<T: Decodable>(_ text: String) throws -> T {
    do { return try JSONDecoder().decode(T.self, from: Data(text.utf8)) } catch { throw Damage("JSON of \(T.self): \(error)") }
}
