public import CoreMetrics
import Synchronization

/// Keeps the numbers that swift-metrics reports, and writes them as the Prometheus text format has it.
///
/// It knows its families beforehand, since swift-metrics carries neither help nor bounds. What no family announces, or announces as another kind,
/// is kept nowhere; ``unannounced`` names it, for a test to find.
public final class MetricRegistry: MetricsFactory, Sendable {
    struct Label: Hashable, Sendable {
        var name: String
        var value: String
    }

    enum Series: Sendable {
        case number(NumberSeries)
        case histogram(HistogramSeries)
    }

    private struct State: Sendable {
        var series: [String: [[Label]: Series]] = [:]
        var unannounced: Set<String> = []
    }

    let families: [MetricFamily]
    private let kinds: [String: MetricFamily.Kind]
    private let state = Mutex(State())

    public init(_ families: [MetricFamily]) {
        self.families = families
        kinds = Dictionary(families.map { ($0.name, $0.kind) }) { first, _ in first }
    }

    /// Names under which something was reported that no family stands for.
    public var unannounced: Set<String> { state.withLock { $0.unannounced } }

    /// Forgets all series of a gauge whose labels change, before they are set anew.
    public func forget(_ name: String) { state.withLock { $0.series[name] = nil } }

    func series(of name: String) -> [[Label]: Series] { state.withLock { $0.series[name] ?? [:] } }

    private func series(_ name: String, _ dimensions: [(String, String)]) -> Series? {
        let labels = dimensions.map { Label(name: $0.0, value: $0.1) }
        return state.withLock { state in
            if let known = state.series[name]?[labels] { return known }
            guard let kind = kinds[name] else { return nil }
            let made = Self.make(kind)
            state.series[name, default: [:]][labels] = made
            return made
        }
    }

    private static func make(_ kind: MetricFamily.Kind) -> Series {
        switch kind {
        case .counter, .gauge: .number(NumberSeries())
        case .histogram(let bounds): .histogram(HistogramSeries(bounds: bounds))
        }
    }

    private func number(_ name: String, _ dimensions: [(String, String)]) -> NumberSeries {
        if case .number(let series) = series(name, dimensions) { return series }
        note(name)
        return NumberSeries()
    }

    private func note(_ name: String) { state.withLock { _ = $0.unannounced.insert(name) } }
}

extension MetricRegistry {
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler { number(label, dimensions) }

    public func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        number(label, dimensions)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { number(label, dimensions) }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        switch series(label, dimensions) {
        case .number(let series): return series
        case .histogram(let series): return series
        case nil:
            note(label)
            return NumberSeries()
        }
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        if case .histogram(let series) = series(label, dimensions) { return series }
        note(label)
        return HistogramSeries(bounds: [])
    }

    // A series stays until the process ends: a counter that vanished would look like one that fell.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}
}
