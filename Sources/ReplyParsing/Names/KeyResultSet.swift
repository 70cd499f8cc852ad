/// A set of key results or initiatives by their index in the vocabulary. Those past the 128th have no place in it and cannot be named.
struct IndexSet128: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    private var bits: UInt128 {
        get { UInt128(high) << 64 | UInt128(low) }
        set {
            low = UInt64(truncatingIfNeeded: newValue)
            high = UInt64(truncatingIfNeeded: newValue >> 64)
        }
    }

    static let limit = 128

    init() {}
    init(_ index: Int) { insert(index) }
    init(_ indices: some Sequence<Int>) { for index in indices { insert(index) } }
    private init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    static func all(_ count: Int) -> IndexSet128 { IndexSet128(0..<Swift.min(count, limit)) }

    var isEmpty: Bool { low | high == 0 }
    var count: Int { low.nonzeroBitCount + high.nonzeroBitCount }
    /// The only member, if there is exactly one.
    var only: Int? { count == 1 ? bits.trailingZeroBitCount : nil }
    var first: Int? { isEmpty ? nil : bits.trailingZeroBitCount }

    mutating func insert(_ index: Int) { if index >= 0, index < Self.limit { bits |= 1 << UInt128(index) } }
    mutating func remove(_ index: Int) { if index >= 0, index < Self.limit { bits &= ~(1 << UInt128(index)) } }
    func contains(_ index: Int) -> Bool { index >= 0 && index < Self.limit && bits >> UInt128(index) & 1 == 1 }
    func union(_ other: Self) -> Self { Self(low: low | other.low, high: high | other.high) }
    func intersection(_ other: Self) -> Self { Self(low: low & other.low, high: high & other.high) }
    func subtracting(_ other: Self) -> Self { Self(low: low & ~other.low, high: high & ~other.high) }
}

extension IndexSet128: Sequence {
    struct Iterator: IteratorProtocol {
        fileprivate var rest: UInt128

        mutating func next() -> Int? {
            guard rest != 0 else { return nil }
            defer { rest &= rest - 1 }
            return rest.trailingZeroBitCount
        }
    }

    func makeIterator() -> Iterator { Iterator(rest: bits) }
}
