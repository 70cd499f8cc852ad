public import Model

/// How long after its instant a message to a hosted platform leaves, since those lose bursts on the hour.
public enum Jitter {
    /// Under 60 seconds, to the millisecond; the same for a team and week on every machine, in every process and for ever.
    public static func delay(team: TeamID, week: ISOWeek) -> Duration {
        // FNV-1a gathers the bytes; the last step of SplitMix64 spreads them, for teams and weeks differ in few bits.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(team)/\(week)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
        hash ^= hash >> 31
        return .milliseconds(Int64(hash % 60_000))
    }
}
