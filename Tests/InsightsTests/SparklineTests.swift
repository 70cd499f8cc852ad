import Insights
import Testing

@Suite("Sparklines") struct SparklineTests {
    static let lines: [([Double?], String)] = [
        ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"), ([1100, nil, 1250, 1320], "▁·▆█"), ([3, 3, 3], "▄▄▄"), ([nil, 5], "·▄"), ([nil, nil], ""), ([], ""),
        ([-1e308, 1e308], "▁█"), ([2, .nan, 1], "█·▁"), ([-5, -10], "█▁"),
    ]

    @Test("one bar a value, a dot for an unknown one, the middle for a flat line", arguments: lines)
    func line(values: [Double?], expected: String) { #expect(sparkline(values) == expected) }
}
