import Foundation

/// SplitMix64 (Steele, Lea, Flood, 2014): small, fast, and the same numbers for the same seed everywhere. No secret may come from it.
///
/// Put it into the comment of what is asserted, so that a failure says how to see it again:
/// `#expect(holds, "\(random)")`.
public struct SeededRandom: RandomNumberGenerator, Sendable, CustomStringConvertible {
    public let seed: UInt64
    private var state: UInt64

    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// The seed in OUTCOMED_SEED; without one a new seed each time.
    public init() {
        let given = ProcessInfo.processInfo.environment["OUTCOMED_SEED"].flatMap { UInt64($0) }
        self.init(seed: given ?? UInt64.random(in: .min ... .max))
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    public var description: String { "seen again with OUTCOMED_SEED=\(seed)" }
}
