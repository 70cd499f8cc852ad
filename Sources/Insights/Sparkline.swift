/// A tiny graph of the values, one character each, from the lowest (▁) to the highest (█).
///
/// An unknown value is a middle dot; a flat line stands in the middle; where nothing is known the text is empty.
public func sparkline(_ values: [Double?]) -> String {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    guard let lowest = known.min(), let highest = known.max() else { return "" }
    let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return String(
        values.map { value -> Character in
            guard let value, value.isFinite else { return "·" }
            guard highest > lowest else { return "▄" }
            // Halves keep the span of two huge values of opposite sign finite.
            let share = (value / 2 - lowest / 2) / (highest / 2 - lowest / 2)
            return bars[min(Int(share * Double(bars.count)), bars.count - 1)]
        })
}
