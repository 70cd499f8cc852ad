public import Model

/// The offsets of one time zone for all time, as its TZif file tells them. Cheap to copy: copies share one table.
public struct ZoneRules: Sendable {
    private let table: Table

    /// Reads TZif of version 1 to 4 (RFC 9636).
    public init(tzif bytes: [UInt8], name: String) throws(TZifError) {
        table = Table(name: name, file: try TZifFile(bytes: bytes))
    }

    /// The IANA name that it was loaded under.
    public var name: String { table.name }

    /// Seconds east of UTC.
    public func offset(at instant: Instant) -> Int { table.type(at: instant.seconds).offset }

    /// `CEST`, or `+0330` where the zone has no letters.
    public func abbreviation(at instant: Instant) -> String { table.type(at: instant.seconds).abbreviation }

    /// What a clock on the wall shows, to the second.
    public func local(_ instant: Instant) -> LocalDateTime {
        LocalDateTime(secondsSinceEpoch: instant.seconds + Int64(offset(at: instant)))
    }

    /// When a clock on the wall shows this: the first time in an overlap; in a gap the instant that the offset before the gap gives.
    ///
    /// So every local time has an instant, even one on a day that a zone left out (RFC 5545 §3.3.5).
    public func instant(_ local: LocalDateTime) -> Instant {
        Instant(seconds: local.secondsSinceEpoch - Int64(table.type(local: local.secondsSinceEpoch).offset))
    }
}

extension ZoneRules: Hashable {
    public static func == (left: Self, right: Self) -> Bool { left.table === right.table || left.table.isEqual(to: right.table) }

    public func hash(into hasher: inout Hasher) { hasher.combine(table.name) }
}

private final class Table: Sendable {
    let name: String
    private let transitions: [Int64]
    private let kinds: [UInt8]
    private let types: [LocalTimeType]
    private let footer: PosixZone?

    init(name: String, file: TZifFile) {
        self.name = name
        transitions = file.transitions
        kinds = file.kinds
        types = file.types
        footer = file.footer
    }

    func type(at seconds: Int64) -> LocalTimeType {
        let passed = transitions.partitionPoint { _, transition in transition <= seconds }
        if passed == transitions.count, let footer { return footer.type(at: seconds) }
        return type(after: passed)
    }

    func type(local seconds: Int64) -> LocalTimeType {
        // A transition counts from the local time that is past its gap or its first pass.
        let passed = transitions.partitionPoint { index, transition in
            transition + Int64(max(type(after: index).offset, type(after: index + 1).offset)) <= seconds
        }
        if passed == transitions.count, let footer { return footer.type(local: seconds, from: transitions.last) }
        return type(after: passed)
    }

    func isEqual(to other: Table) -> Bool {
        name == other.name && transitions == other.transitions && kinds == other.kinds && types == other.types && footer == other.footer
    }

    /// The type that holds once so many transitions have passed.
    private func type(after passed: Int) -> LocalTimeType { passed == 0 ? types[0] : types[Int(kinds[passed - 1])] }
}

extension [Int64] {
    /// How many elements from the front hold to a condition that, once broken, stays broken.
    fileprivate func partitionPoint(where holds: (Int, Int64) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle, self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
