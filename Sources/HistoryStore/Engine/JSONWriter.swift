/// Writes JSON by hand where the encoder of Foundation is too slow: a hundred thousand check-ins open in the same minute.
///
/// What it writes for a type that is `Codable` is what the type's own decoding reads back; tests hold the two together.
struct JSONWriter {
    private var bytes: [UInt8] = []
    private var needsComma = false

    init() { bytes.reserveCapacity(2048) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try enclose(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    mutating func array<T>(_ elements: some Sequence<T>, _ write: (inout JSONWriter, T) throws -> Void) rethrows {
        try enclose(UInt8(ascii: "["), UInt8(ascii: "]")) { json in
            for element in elements { try write(&json, element) }
        }
    }

    mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: bytes += Array("\\u00".utf8) + [Self.hex[Int(byte >> 4)], Self.hex[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func number(_ value: Int) { plain(String(value)) }

    mutating func number(_ value: Double) throws {
        guard value.isFinite else { throw Contradiction("not a finite number: \(value)") }
        plain(value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value))
    }

    mutating func flag(_ value: Bool) { plain(value ? "true" : "false") }

    mutating func null() { plain("null") }

    mutating func field(_ name: String, _ value: String?) {
        guard let value else { return }
        key(name)
        string(value)
    }

    mutating func field(_ name: String, _ value: Int?) {
        guard let value else { return }
        key(name)
        number(value)
    }

    mutating func field(_ name: String, _ value: Double?) throws {
        guard let value else { return }
        key(name)
        try number(value)
    }

    mutating func field<T>(_ name: String, _ elements: some Sequence<T>, _ write: (inout JSONWriter, T) throws -> Void) rethrows {
        key(name)
        try array(elements, write)
    }

    private static let hex = Array("0123456789abcdef".utf8)

    private mutating func plain(_ text: String) {
        separate()
        bytes += text.utf8
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func enclose(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) throws -> Void) rethrows {
        separate()
        bytes.append(open)
        needsComma = false
        try body(&self)
        bytes.append(close)
        needsComma = true
    }
}
