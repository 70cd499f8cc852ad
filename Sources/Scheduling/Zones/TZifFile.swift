/// An offset and the letters that go with it.
struct LocalTimeType: Hashable, Sendable {
    /// Seconds east of UTC.
    var offset: Int
    var abbreviation: String
}

/// The parts of a TZif file (RFC 9636, versions 1 to 4) from which local time follows.
///
/// From version 2 on the 64-bit block and the footer are read and the 32-bit block is passed over. Leap-second records and the
/// standard/wall and UT/local indicators are passed over too: instants here count no leap seconds.
struct TZifFile {
    /// Instants at which the type changes, in seconds, strictly ascending.
    let transitions: [Int64]
    /// The index of the type that begins with each transition; never out of range.
    let kinds: [UInt8]
    /// At least one; the first holds before the first transition.
    let types: [LocalTimeType]
    /// What holds from the last transition on; nil means that the last type stays.
    let footer: PosixZone?

    init(bytes: [UInt8]) throws(TZifError) {
        var reader = ByteReader(bytes)
        var header = try Header(&reader)
        let isLong = header.version >= UInt8(ascii: "2")
        if isLong {
            _ = try reader.take(header.bodySize(timeSize: 4))
            header = try Header(&reader)
        }
        let timeSize = isLong ? 8 : 4
        guard header.bodySize(timeSize: timeSize) <= reader.remaining else { throw .endsEarly(at: bytes.count) }
        transitions = try Self.readTransitions(&reader, header, timeSize: timeSize)
        kinds = try Self.readKinds(&reader, header)
        types = try Self.readTypes(&reader, header)
        _ = try reader.take(header.leapSeconds * (timeSize + 4) + header.standardIndicators + header.utIndicators)
        footer = isLong ? try Self.readFooter(&reader) : nil
    }

    // The RFC asks writers for no earlier time than this; it also keeps every sum below far from overflow.
    private static let farthest: Int64 = 1 << 59

    private static func readTransitions(_ reader: inout ByteReader, _ header: Header, timeSize: Int) throws(TZifError) -> [Int64] {
        var times: [Int64] = []
        times.reserveCapacity(header.transitions)
        for index in 0..<header.transitions {
            let time = try reader.number(bytes: timeSize)
            guard (-farthest...farthest).contains(time), times.last.map({ $0 < time }) ?? true else { throw .badTransition(index) }
            times.append(time)
        }
        return times
    }

    private static func readKinds(_ reader: inout ByteReader, _ header: Header) throws(TZifError) -> [UInt8] {
        let kinds = Array(try reader.take(header.transitions))
        if let index = kinds.firstIndex(where: { Int($0) >= header.types }) { throw .badTransition(index) }
        return kinds
    }

    private static func readTypes(_ reader: inout ByteReader, _ header: Header) throws(TZifError) -> [LocalTimeType] {
        var raw: [(offset: Int, name: Int)] = []
        for index in 0..<header.types {
            let offset = Int(try reader.number(bytes: 4))
            let isDaylight = try reader.byte()
            let name = Int(try reader.byte())
            guard (-89_999...93_599).contains(offset), isDaylight <= 1, name < header.characters else { throw .badType(index) }
            raw.append((offset, name))
        }
        let characters = Array(try reader.take(header.characters))
        var types: [LocalTimeType] = []
        for (index, type) in raw.enumerated() {
            guard let end = characters[type.name...].firstIndex(of: 0) else { throw .badType(index) }
            let letters = characters[type.name..<end]
            guard letters.allSatisfy({ (33...126).contains($0) }) else { throw .badType(index) }
            types.append(LocalTimeType(offset: type.offset, abbreviation: String(decoding: letters, as: UTF8.self)))
        }
        return types
    }

    private static func readFooter(_ reader: inout ByteReader) throws(TZifError) -> PosixZone? {
        let start = reader.offset
        let newline = UInt8(ascii: "\n")
        guard try reader.byte() == newline, let line = reader.takeLine(endedBy: newline) else { throw .badFooter("", at: start) }
        if line.isEmpty { return nil }
        let text = String(decoding: line, as: UTF8.self)
        guard let zone = PosixZone(text) else { throw .badFooter(text, at: start + 1) }
        return zone
    }
}

extension TZifFile {
    /// The 44 bytes before each block: how many of each thing follow.
    struct Header {
        let version: UInt8
        let utIndicators: Int
        let standardIndicators: Int
        let leapSeconds: Int
        let transitions: Int
        let types: Int
        let characters: Int

        init(_ reader: inout ByteReader) throws(TZifError) {
            let start = reader.offset
            guard try reader.take(4).elementsEqual("TZif".utf8) else { throw .notTZif }
            version = try reader.byte()
            _ = try reader.take(15)
            var counts: [Int] = []
            for _ in 0..<6 { counts.append(Int(UInt32(truncatingIfNeeded: try reader.number(bytes: 4)))) }
            (utIndicators, standardIndicators, leapSeconds) = (counts[0], counts[1], counts[2])
            (transitions, types, characters) = (counts[3], counts[4], counts[5])
            guard (1...256).contains(types), characters > 0, utIndicators == 0 || utIndicators == types,
                standardIndicators == 0 || standardIndicators == types
            else { throw .badCounts(at: start) }
        }

        func bodySize(timeSize: Int) -> Int {
            transitions * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4) + standardIndicators + utIndicators
        }
    }
}
