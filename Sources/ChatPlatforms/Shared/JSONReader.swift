/// The bytes are no JSON document that we take.
public struct MalformedJSON: Error, Hashable, Sendable {}

extension JSONValue {
    /// Reads one whole document by RFC 8259 and stricter: valid UTF-8, no name twice in an object, no lone surrogate, finite numbers,
    /// at most 64 levels.
    public init(reading bytes: [UInt8]) throws(MalformedJSON) {
        var reader = JSONReader(bytes)
        self = try reader.document()
    }
}

/// A descent over untrusted bytes, as deep as the depth limit and no deeper.
private struct JSONReader {
    private static let maximumDepth = 64

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(MalformedJSON) -> JSONValue {
        let value = try value()
        skipSpace()
        guard index == bytes.count else { throw MalformedJSON() }
        return value
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ word: StaticString) throws(MalformedJSON) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard next == word.utf8Start[offset] else { throw MalformedJSON() }
            index += 1
        }
    }

    private mutating func value() throws(MalformedJSON) -> JSONValue {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try expect("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try expect("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try expect("null")
            return .null
        default: return try number()
        }
    }

    private mutating func descend() throws(MalformedJSON) {
        index += 1
        depth += 1
        guard depth <= Self.maximumDepth else { throw MalformedJSON() }
        skipSpace()
    }

    private mutating func object() throws(MalformedJSON) -> [String: JSONValue] {
        try descend()
        defer { depth -= 1 }
        var members: [String: JSONValue] = [:]
        if take("}") { return members }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw MalformedJSON() }
            let name = try string()
            skipSpace()
            guard take(":"), members.updateValue(try value(), forKey: name) == nil else { throw MalformedJSON() }
            skipSpace()
        } while take(",")
        guard take("}") else { throw MalformedJSON() }
        return members
    }

    private mutating func array() throws(MalformedJSON) -> [JSONValue] {
        try descend()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        if take("]") { return elements }
        repeat {
            elements.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw MalformedJSON() }
        return elements
    }
}

extension JSONReader {
    private mutating func number() throws(MalformedJSON) -> JSONValue {
        let start = index
        _ = take("-")
        let whole = index
        try digits()
        guard index - whole == 1 || bytes[whole] != UInt8(ascii: "0") else { throw MalformedJSON() }
        var isWhole = true
        if take(".") {
            isWhole = false
            try digits()
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            try digits()
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw MalformedJSON() }
        return .number(number)
    }

    private mutating func digits() throws(MalformedJSON) {
        let start = index
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        guard index > start else { throw MalformedJSON() }
    }

    private mutating func string() throws(MalformedJSON) -> String {
        index += 1
        var start = index
        var unescaped: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                unescaped += bytes[start..<index]
                index += 1
                guard let text = String(validating: unescaped, as: UTF8.self) else { throw MalformedJSON() }
                return text
            case UInt8(ascii: "\\"):
                unescaped += bytes[start..<index]
                index += 1
                unescaped += try escape()
                start = index
            case 0..<0x20: throw MalformedJSON()
            default: index += 1
            }
        }
        throw MalformedJSON()
    }

    private mutating func escape() throws(MalformedJSON) -> [UInt8] {
        guard let byte = next else { throw MalformedJSON() }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(try escapedScalar()).utf8)
        default: throw MalformedJSON()
        }
    }

    private mutating func escapedScalar() throws(MalformedJSON) -> Unicode.Scalar {
        var code = try hexadecimalUnit()
        if (0xD800..<0xDC00).contains(code) {
            try expect("\\u")
            let low = try hexadecimalUnit()
            guard (0xDC00..<0xE000).contains(low) else { throw MalformedJSON() }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw MalformedJSON() }
        return scalar
    }

    private mutating func hexadecimalUnit() throws(MalformedJSON) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw MalformedJSON() }
            unit = unit << 4 | UInt32(digit)
            index += 1
        }
        return unit
    }
}
