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
}
