public import Model

extension ZoneRules {
    /// Local time, offset and zone as RFC 9557 writes them: `2026-10-26T09:00:00+01:00[Europe/Oslo]`.
    public func zonedText(_ instant: Instant) -> String { "\(local(instant))\(offsetText(at: instant))[\(name)]" }

    /// `+01:00`; with seconds where an old local mean time has them.
    public func offsetText(at instant: Instant) -> String {
        let offset = offset(at: instant)
        let parts = [abs(offset) / 3600, abs(offset) / 60 % 60] + (offset % 60 == 0 ? [] : [abs(offset) % 60])
        return (offset < 0 ? "-" : "+") + parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
