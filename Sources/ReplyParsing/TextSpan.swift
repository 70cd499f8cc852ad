/// A range of UTF-8 byte offsets into the original text, the end not included; always on scalar borders.
public struct TextSpan: Hashable, Sendable, Codable {
    public var start: Int
    public var end: Int

    public init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    /// The smallest span that holds both.
    func hull(_ other: TextSpan) -> TextSpan { TextSpan(start: min(start, other.start), end: max(end, other.end)) }

    /// Whether both have a byte in common.
    public func overlaps(_ other: TextSpan) -> Bool { start < other.end && other.start < end }

    /// What is read from words that stand far apart is shown by the first of them.
    private static let mostBetween = 60

    /// Both, where little stands between them; else this one.
    func joined(_ other: TextSpan) -> TextSpan {
        max(start, other.start) - min(end, other.end) <= Self.mostBetween ? hull(other) : self
    }
}
