import Metrics
import PrometheusText
import Testing

@Suite struct RegistryTests {
    private let registry = MetricRegistry([
        MetricFamily("asks_total", .counter, "Asks, by outcome."),
        MetricFamily("depth_messages", .gauge, "What waits; \"quoted\", back\\slash and\nbreak."),
        MetricFamily("wait_seconds", .histogram(bounds: [0.1, 1]), "Waits."),
    ])

    @Test("a family without a series is not written")
    func empty() { #expect(registry.text == "") }

    @Test("counters add up by their labels, and gauges keep what was set last")
    func numbers() {
        Counter(label: "asks_total", dimensions: [("outcome", "late")], factory: registry).increment()
        Counter(label: "asks_total", dimensions: [("outcome", "late")], factory: registry).increment(by: 2)
        Counter(label: "asks_total", dimensions: [("outcome", "asked")], factory: registry).increment(by: 5)
        Gauge(label: "depth_messages", factory: registry).record(7)
        Gauge(label: "depth_messages", factory: registry).record(2.5)
        #expect(
            registry.text == """
                # HELP asks_total Asks, by outcome.
                # TYPE asks_total counter
                asks_total{outcome="asked"} 5
                asks_total{outcome="late"} 3
                # HELP depth_messages What waits; "quoted", back\\\\slash and\\nbreak.
                # TYPE depth_messages gauge
                depth_messages 2.5

                """)
    }

    @Test("a histogram's buckets are cumulative, and a bound takes in its own value")
    func histogram() {
        let timer = Timer(label: "wait_seconds", dimensions: [("route", "/a")], factory: registry)
        for nanoseconds in [50_000_000, 100_000_000, 250_000_000, 5_000_000_000] as [Int64] { timer.recordNanoseconds(nanoseconds) }
        #expect(
            registry.text == """
                # HELP wait_seconds Waits.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{route="/a",le="0.1"} 2
                wait_seconds_bucket{route="/a",le="1"} 3
                wait_seconds_bucket{route="/a",le="+Inf"} 4
                wait_seconds_sum{route="/a"} 5.4
                wait_seconds_count{route="/a"} 4

                """)
    }

    @Test("a label's text can forge no sample")
    func hostileLabel() {
        Gauge(label: "depth_messages", dimensions: [("who", "a\"} 1\nasks_total 9\\")], factory: registry).record(1)
        #expect(registry.text.hasSuffix("depth_messages{who=\"a\\\"} 1\\nasks_total 9\\\\\"} 1\n"))
        #expect(registry.text.split(separator: "\n").count == 3)
    }

    @Test("what is not a number has its word")
    func words() {
        for (value, word) in [(Double.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (1e300, "1e+300"), (-3, "-3")] {
            Gauge(label: "depth_messages", factory: registry).record(value)
            #expect(registry.text.hasSuffix("depth_messages \(word)\n"))
        }
    }

    @Test("what no family announces, or announces as another kind, is named and kept nowhere")
    func unannounced() {
        Counter(label: "surprise_total", factory: registry).increment()
        Timer(label: "asks_total", factory: registry).recordNanoseconds(1)
        #expect(registry.unannounced == ["surprise_total", "asks_total"])
        #expect(!registry.text.contains("surprise"))
    }

    @Test("a gauge that is forgotten leaves no series behind")
    func forgotten() {
        Gauge(label: "depth_messages", dimensions: [("version", "old")], factory: registry).record(1)
        registry.forget("depth_messages")
        Gauge(label: "depth_messages", dimensions: [("version", "new")], factory: registry).record(1)
        #expect(!registry.text.contains("old"))
        #expect(registry.text.contains("new"))
    }
}
