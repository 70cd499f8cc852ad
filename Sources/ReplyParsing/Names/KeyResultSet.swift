/// A set of key results or initiatives by their index in the vocabulary. Those past the 128th have no place in it and cannot be named.
struct IndexSet128: Hashable, Sendable {
    private(set) var bits: UInt128 = 0

    static let limit = 128

    init() {}
    init(_ index: Int) { insert(index) }
    init(_ indices: some Sequence<Int>) { for index in indices { insert(index) } }
    private init(bits: UInt128) { self.bits = bits }

    static func all(_ count: Int) -> IndexSet128 { IndexSet128(0..<Swift.min(count, limit)) }

    var isEmpty: Bool { bits == 0 }
    var count: Int { bits.nonzeroBitCount }
    /// The only member, if there is exactly one.
    var only: Int? { count == 1 ? bits.trailingZeroBitCount : nil }
    var first: Int? { isEmpty ? nil : bits.trailingZeroBitCount }

    mutating func insert(_ index: Int) { if index >= 0, index < Self.limit { bits |= 1 << UInt128(index) } }
    mutating func remove(_ index: Int) { if index >= 0, index < Self.limit { bits &= ~(1 << UInt128(index)) } }
    func contains(_ index: Int) -> Bool { index >= 0 && index < Self.limit && bits >> UInt128(index) & 1 == 1 }
    func union(_ other: Self) -> Self { Self(bits: bits | other.bits) }
    func intersection(_ other: Self) -> Self { Self(bits: bits & other.bits) }
    func subtracting(_ other: Self) -> Self { Self(bits: bits & ~other.bits) }
}

extension IndexSet128: Sequence {
    func makeIterator() -> AnyIterator<Int> {
        var rest = bits
        return AnyIterator {
            guard rest != 0 else { return nil }
            let index = rest.trailingZeroBitCount
            rest &= rest - 1
            return index
        }
    }

    /// Calls for each member in order, without the cost of an iterator.
    func forEachIndex(_ body: (Int) -> Void) {
        var rest = bits
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }
}
