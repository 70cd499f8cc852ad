public import Model

/// When a failed send is tried again: a value, not a loop.
///
/// The steps and the jitter of ±20 % follow the common webhook practice of a quick second try and hours at the end.
public struct RetryPolicy: Sendable, Hashable {
    public var steps: [Duration]
    /// The longest wait that a platform may ask of us.
    public var longestAsked: Duration

    public init(
        steps: [Duration] = [.seconds(5), .minutes(1), .minutes(5), .minutes(30), .hours(2), .hours(6), .hours(12), .hours(24)],
        longestAsked: Duration = .hours(1)
    ) {
        self.steps = steps
        self.longestAsked = longestAsked
    }

    /// The wait after the given attempt (from 1); the last step repeats. The jitter comes from id and attempt, so that a restart keeps it.
    public func delay(afterAttempt attempt: Int, of id: UniqueID, asked: Duration?) -> Duration {
        let step = steps.isEmpty ? .minutes(1) : steps[min(max(attempt, 1), steps.count) - 1]
        let spread = Self.fraction(id, attempt) * 0.4 - 0.2
        let own = Duration.milliseconds(Int64(Double(step.milliseconds) * (1 + spread)))
        guard let asked, asked > .zero else { return own }
        return max(own, min(asked, longestAsked))
    }

    /// 0 up to 1, the same for the same id and attempt (the finaliser of SplitMix64, Steele et al. 2014).
    private static func fraction(_ id: UniqueID, _ attempt: Int) -> Double {
        var bits = id.low ^ id.high &+ UInt64(truncatingIfNeeded: attempt) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
        return Double(bits >> 11) / Double(1 << 53)
    }
}
