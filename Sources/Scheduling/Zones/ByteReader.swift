/// Takes big-endian numbers and runs of bytes from the front of a file, and never reads past its end.
struct ByteReader {
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var remaining: Int { bytes.count - offset }

    mutating func take(_ count: Int) throws(TZifError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else { throw .endsEarly(at: bytes.count) }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    mutating func byte() throws(TZifError) -> UInt8 {
        guard let byte = try take(1).first else { throw .endsEarly(at: bytes.count) }
        return byte
    }

    /// A signed number of four or eight bytes.
    mutating func number(bytes count: Int) throws(TZifError) -> Int64 {
        let value = try take(count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return count == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }

    /// The bytes up to the next one of this kind, which is taken too; nil when there is none.
    mutating func takeLine(endedBy end: UInt8) -> ArraySlice<UInt8>? {
        guard let stop = bytes[offset...].firstIndex(of: end) else { return nil }
        defer { offset = stop + 1 }
        return bytes[offset..<stop]
    }
}
