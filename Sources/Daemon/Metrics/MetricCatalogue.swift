import PrometheusText

/// Every metric of the daemon, in the order of its page: from what people notice to what the machine does.
let metricCatalogue: [MetricFamily] = checkInFamilies + deliveryFamilies + intakeFamilies + storeFamilies + daemonFamilies + processFamilies

private let checkInFamilies = [
    MetricFamily(
        "outcomed_check_ins_total", .counter, "Check-ins accounted for, by what became of them: asked, asked_late, or why they were skipped."),
    MetricFamily("outcomed_check_ins_closed_total", .counter, "Check-ins closed with their digest."),
    MetricFamily("outcomed_check_ins_open", .gauge, "Check-ins open now."),
    MetricFamily("outcomed_readings_asked_total", .counter, "Key results that closed check-ins had asked about."),
    MetricFamily("outcomed_readings_recorded_total", .counter, "Key results of closed check-ins that somebody said something of."),
    MetricFamily("outcomed_replies_total", .counter, "Messages from people, by what they were read as."),
    MetricFamily("outcomed_updates_recorded_total", .counter, "Values and statuses recorded from replies, and whether after their check-in's close."),
    MetricFamily("outcomed_messages_failed_total", .counter, "Tries to process a message that ended in an error."),
    MetricFamily("outcomed_next_prompt_timestamp_seconds", .gauge, "When the next team is asked."),
]

private let deliveryFamilies = [
    MetricFamily("outcomed_outbox_messages", .gauge, "Messages of ours in the outbox, by state; dead ones were given up and wait for an operator."),
    MetricFamily("outcomed_outbox_oldest_age_seconds", .gauge, "Age of the oldest message that is still to leave; 0 when none is."),
    MetricFamily("outcomed_delivery_attempts_total", .counter, "Tries to deliver a message."),
    MetricFamily("outcomed_deliveries_total", .counter, "What came of tries to deliver: delivered, retry, dead or dropped."),
    MetricFamily("outcomed_delivery_failures_total", .counter, "Tries to deliver that failed, by class of the failure."),
    MetricFamily("outcomed_blocked_destinations", .gauge, "Accounts and conversations through which nothing leaves until they are enabled."),
    MetricFamily("outcomed_last_delivery_timestamp_seconds", .gauge, "When the newest delivered message was delivered."),
    MetricFamily("outcomed_outbound_request_duration_seconds", .seconds, "Requests to chat platforms, by the class of their answer's status."),
]

private let intakeFamilies = [
    MetricFamily("outcomed_inbox_messages", .gauge, "Messages taken in and not processed yet, by state; poison ones were given up."),
    MetricFamily("outcomed_poll_lag_seconds", .gauge, "How old the oldest message of the newest poll was when it was taken in."),
    MetricFamily("outcomed_webhooks_refused_total", .counter, "Webhooks turned away, by the status they were answered with."),
    MetricFamily("outcomed_http_request_duration_seconds", .seconds, "Requests that were served, until their answer was ready."),
]

private let storeFamilies = [
    MetricFamily("outcomed_store_write_duration_seconds", .seconds, "Writes to the store, from the call to the commit on the disk."),
    MetricFamily("outcomed_store_read_duration_seconds", .seconds, "Reads from the store."),
    MetricFamily("outcomed_store_size_bytes", .gauge, "Size of the store's file."),
    MetricFamily("outcomed_store_wal_bytes", .gauge, "Size of the store's write-ahead log."),
    MetricFamily("outcomed_store_free_bytes", .gauge, "What the store's file system has left."),
    MetricFamily("outcomed_store_up", .gauge, "1 when the store answered this page, else 0."),
]

private let daemonFamilies = [
    MetricFamily("outcomed_teams", .gauge, "Teams of the configuration in force."),
    MetricFamily("outcomed_config_last_reload_successful", .gauge, "1 when the newest reading of the configuration succeeded, else 0."),
    MetricFamily("outcomed_config_last_reload_success_timestamp_seconds", .gauge, "When the configuration in force was read."),
    MetricFamily("outcomed_time_zone_data_info", .gauge, "Always 1; the label names the release of the zone data on disk."),
    MetricFamily("outcomed_build_info", .gauge, "Always 1; the labels name this version and its parser."),
]

private let processFamilies = [
    MetricFamily("process_cpu_seconds_total", .counter, "Processor time used, user and system."),
    MetricFamily("process_resident_memory_bytes", .gauge, "Resident memory."),
    MetricFamily("process_virtual_memory_bytes", .gauge, "Virtual memory."),
    MetricFamily("process_open_fds", .gauge, "Open file descriptors."),
    MetricFamily("process_max_fds", .gauge, "How many file descriptors may be open."),
    MetricFamily("process_threads", .gauge, "Threads."),
    MetricFamily("process_start_time_seconds", .gauge, "When the process was started."),
]
