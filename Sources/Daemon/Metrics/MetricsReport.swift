import CheckInFlow
import HistoryStore
import Metrics
import Model
import PrometheusText
import ReplyParsing
import Scheduling
import Web

/// The page of `/metrics`: what was counted on the way, and what is looked up when it is asked for, so that nobody's asking costs nothing.
struct MetricsReport: MetricsBackend {
    let registry: MetricRegistry
    let flow: Flow
    let outbound: OutboundFlow
    let zones: ZoneDirectory
    let version: String

    func page() async -> MetricsPage {
        await store()
        await daemon()
        process()
        return MetricsPage(contentType: MetricRegistry.contentType, text: registry.text)
    }

    private func store() async {
        guard let stats = try? await flow.store.stats else { return set("outcomed_store_up", 0) }
        set("outcomed_store_up", 1)
        set("outcomed_check_ins_open", Double(stats.openCheckIns))
        for (state, count) in [("pending", stats.outboxPending), ("sending", stats.outboxSending), ("dead", stats.outboxDead)] {
            set("outcomed_outbox_messages", Double(count), ("state", state))
        }
        for (state, count) in [("waiting", stats.inboxWaiting), ("processing", stats.inboxProcessing), ("poison", stats.inboxPoison)] {
            set("outcomed_inbox_messages", Double(count), ("state", state))
        }
        let age = stats.outboxOldest.map { max(0, (flow.clock.now() - $0).fractionalSeconds) }
        set("outcomed_outbox_oldest_age_seconds", age ?? 0)
        set("outcomed_blocked_destinations", Double(stats.blockages))
        setInstant("outcomed_last_delivery_timestamp_seconds", stats.lastDelivery)
        set("outcomed_store_size_bytes", Double(stats.fileBytes))
        set("outcomed_store_wal_bytes", Double(stats.logBytes))
        if let free = stats.freeBytes { set("outcomed_store_free_bytes", Double(free)) }
    }

    private func daemon() async {
        setInstant("outcomed_next_prompt_timestamp_seconds", await outbound.nextPrompt()?.at)
        set("outcomed_teams", Double(flow.inForce.current.teams.count))
        registry.forget("outcomed_time_zone_data_info")
        set("outcomed_time_zone_data_info", 1, ("version", zones.version() ?? "unknown"))
        set("outcomed_build_info", 1, ("version", version), ("parser", "\(parserVersion)"))
    }

    private func process() {
        guard let facts = ProcessFacts() else { return }
        set("process_cpu_seconds_total", facts.cpuSeconds)
        set("process_resident_memory_bytes", facts.residentBytes)
        set("process_virtual_memory_bytes", facts.virtualBytes)
        set("process_open_fds", facts.openDescriptors)
        set("process_max_fds", facts.maximumDescriptors)
        set("process_threads", facts.threads)
        set("process_start_time_seconds", facts.startTime)
    }

    /// Without a series where there is no such moment: 0 would read as 1970.
    private func setInstant(_ name: String, _ instant: Instant?) {
        guard let instant else { return registry.forget(name) }
        set(name, Double(instant.milliseconds) / 1000)
    }

    private func set(_ name: String, _ value: Double, _ labels: (String, String)...) {
        Gauge(label: name, dimensions: labels, factory: registry).record(value)
    }
}
