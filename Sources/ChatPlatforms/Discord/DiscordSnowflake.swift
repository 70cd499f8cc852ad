import Model

/// Discord's ids: decimal numbers of 64 bits whose upper bits are the milliseconds since 2015.
struct DiscordSnowflake: Hashable, Comparable, Sendable, CustomStringConvertible {
    private static let epoch: Int64 = 1_420_070_400_000

    let number: UInt64

    /// Nil for what is no id: anything but one to twenty digits.
    init?(_ text: String) {
        guard (1...20).contains(text.utf8.count), text.utf8.allSatisfy(isDigit), let number = UInt64(text) else { return nil }
        self.number = number
    }

    /// The smallest id of that moment.
    init(startOf instant: Instant) {
        number = UInt64(clamping: max(0, min(instant.milliseconds - Self.epoch, Int64.max >> 22))) << 22
    }

    var instant: Instant { Instant(milliseconds: Int64(number >> 22) + Self.epoch) }

    var description: String { String(number) }

    static func < (left: DiscordSnowflake, right: DiscordSnowflake) -> Bool { left.number < right.number }
}
