/// One metric as it is announced: its name, what it means, and what kind of number it is.
public struct MetricFamily: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// Only ever rises, until the process starts anew.
        case counter
        case gauge
        /// Counts by upper bounds, which rise; the bound without an end is added.
        case histogram(bounds: [Double])
    }

    /// With the unit in the plural at its end, and `_total` on a counter (Prometheus, "Metric and label naming").
    public var name: String
    /// One sentence for whoever reads the page.
    public var help: String
    public var kind: Kind

    public init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }
}

extension MetricFamily.Kind {
    /// Seconds from a tenth of a millisecond, where a commit on a fast disk lies, to what a person takes for a standstill.
    public static let seconds = Self.histogram(bounds: [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])

    var word: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
