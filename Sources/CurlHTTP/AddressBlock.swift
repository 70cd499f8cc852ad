/// A range of addresses, as CIDR writes it: those whose first `length` bits equal the prefix's.
struct AddressBlock<Bits: FixedWidthInteger & Sendable>: Sendable {
    private let prefix: Bits
    private let length: Int

    init(_ prefix: Bits, _ length: Int) {
        self.prefix = prefix
        self.length = length
    }

    func contains(_ address: Bits) -> Bool { (address ^ prefix) >> (Bits.bitWidth - length) == 0 }
}

extension AddressBlock where Bits == UInt32 {
    init(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ length: Int) { self.init(a << 24 | b << 16 | c << 8 | d, length) }
}

extension AddressBlock where Bits == UInt128 {
    /// The first four groups; the rest of the prefix is zero.
    init(_ a: UInt128, _ b: UInt128 = 0, _ c: UInt128 = 0, _ d: UInt128 = 0, length: Int) {
        self.init(a << 112 | b << 96 | c << 80 | d << 64, length)
    }
}
