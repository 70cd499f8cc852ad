/// A 16-byte id, time-ordered and random (UUID version 7, RFC 9562 §5.7), written as 22 characters of base64url.
public struct UniqueID: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Nil when the text is not 22 characters of base64url whose spare bits are zero.
    public init?(_ text: String) {
        guard text.utf8.count == 22 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        var bits = 0
        for byte in text.utf8 {
            guard let digit = Self.digit(byte) else { return nil }
            for shift in stride(from: 5, through: 0, by: -1) {
                let bit = UInt64(digit >> UInt8(shift)) & 1
                if bits < 64 { high = high << 1 | bit } else if bits < 128 { low = low << 1 | bit } else if bit != 0 { return nil }
                bits += 1
            }
        }
        self.init(high: high, low: low)
    }

    /// A new id whose first 48 bits are the instant in milliseconds.
    public static func make(at instant: Instant, using random: inout some RandomNumberGenerator) -> UniqueID {
        let time = UInt64(bitPattern: instant.milliseconds) << 16
        let version: UInt64 = 0x7000
        let variant: UInt64 = 0x8000_0000_0000_0000
        let high = time | version | (random.next() & 0x0FFF)
        let low = variant | (random.next() & 0x3FFF_FFFF_FFFF_FFFF)
        return UniqueID(high: high, low: low)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}

extension UniqueID: CustomStringConvertible {
    public var description: String {
        String(unsafeUninitializedCapacity: 22) { buffer in
            for index in 0..<22 {
                var digit: UInt64 = 0
                for bit in index * 6..<index * 6 + 6 {
                    let value = bit < 64 ? high >> (63 - bit) & 1 : bit < 128 ? low >> (127 - bit) & 1 : 0
                    digit = digit << 1 | value
                }
                buffer[index] = Self.alphabet[Int(digit)]
            }
            return 22
        }
    }
}

extension UniqueID: Comparable {
    public static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

extension UniqueID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = UniqueID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an id of 22 base64url characters: \(text)")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
