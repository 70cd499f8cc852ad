import CheckInFlow
import Foundation
import HistoryStore
import Model
import OutboundHTTP
import PrometheusText
import TestSupport
import Testing

@testable import Daemon

/// `/metrics` of a whole daemon.
@Suite(.timeLimit(.minutes(1))) struct MetricsTests {
    @Test("a check-in shows in the metrics: asked, delivered, replied to, recorded, closed")
    func wholeCheckIn() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        try await InProcess.run(files) { daemon in
            let before = try await metrics(daemon.client)
            #expect(before["outcomed_check_ins_total{outcome=\"asked\"}"] == 0)
            #expect(before["outcomed_replies_total{outcome=\"report\"}"] == 0)
            #expect(before["outcomed_last_delivery_timestamp_seconds"] == nil)
            #expect(before["outcomed_store_up"] == 1 && before["outcomed_teams"] == 1)
            #expect(before["outcomed_config_last_reload_successful"] == 1)

            #expect(await daemon.perform(.ask(team: "growth", again: false)).exit == 0)
            try await eventually("the prompt") { try await daemon.client.chat("growth").count == 1 }
            #expect(try await daemon.client.write("growth", sender: "ana", text: "signups 1,450, trial 12%").status == 201)
            try await eventually("the acknowledgement") { try await daemon.client.chat("growth").count == 3 }
            let open = try await metrics(daemon.client)
            #expect(open["outcomed_check_ins_total{outcome=\"asked\"}"] == 1)
            #expect(open["outcomed_check_ins_open"] == 1)
            #expect(open["outcomed_replies_total{outcome=\"report\"}"] == 1)
            #expect(open["outcomed_updates_recorded_total{late=\"false\"}"] == 2)

            #expect(await daemon.perform(.close(team: "growth")).exit == 0)
            try await eventually("the digest") { try await daemon.client.chat("growth").count == 4 }
            let closed = try await eventually("all deliveries settled") { () -> [String: Double]? in
                let page = try await metrics(daemon.client)
                return page["outcomed_deliveries_total{account=\"local\",outcome=\"delivered\"}"] == 3 ? page : nil
            }
            #expect(closed["outcomed_check_ins_closed_total"] == 1 && closed["outcomed_check_ins_open"] == 0)
            #expect(closed["outcomed_readings_asked_total"] == 3 && closed["outcomed_readings_recorded_total"] == 2)
            #expect(closed["outcomed_delivery_attempts_total{account=\"local\"}"] == 3)
            #expect(closed["outcomed_outbox_messages{state=\"pending\"}"] == 0)
            #expect(closed["outcomed_last_delivery_timestamp_seconds"] ?? 0 > 1_700_000_000)
            #expect(closed["outcomed_http_request_duration_seconds_count{route=\"/chat/{channel}/messages\",code=\"201\"}"] == 1)
            #expect(closed["outcomed_store_write_duration_seconds_count"] ?? 0 > 3)
            #expect(closed["process_open_fds"] ?? 0 > 3)
        }
    }

    @Test("weeks without a daemon are counted as missed, and the ask that comes after them as late")
    func downtime() async throws {
        var files = try DaemonFiles(.local)
        files.ask = "Mon 09:00"
        files.close = "Tue 17:00"
        files.cycle = try #require(LocalDate("2035-01-01"))...(try #require(LocalDate("2035-03-31")))
        try files.write()
        let clock = ManualClock(try #require(Instant("2035-01-08T07:59:00Z")))
        try await InProcess.run(files, clock: clock) { daemon in
            try await eventually("the team to be known") { try await daemon.flow.store.definition(of: "growth") != nil }
        }
        clock.set(try #require(Instant("2035-01-29T10:00:00Z")))
        try await InProcess.run(files, clock: clock) { daemon in
            try await eventually("the late prompt") { try await daemon.client.chat("growth").count == 1 }
            let page = try await metrics(daemon.client)
            #expect(page["outcomed_check_ins_total{outcome=\"missed\"}"] == 3)
            #expect(page["outcomed_check_ins_total{outcome=\"asked_late\"}"] == 1)
            #expect(page["outcomed_check_ins_total{outcome=\"asked\"}"] == 0)
        }
    }

    @Test("an account whose token is revoked shows in the metrics, in the status, and in the readiness when it was the only way out")
    func blocked() async throws {
        let slack = FakeSlack(
            token: Planted.botToken, signingSecret: Planted.signingSecret, channels: ["C0GROWTH"], clock: FlowClock.system.now)
        try await LoopbackServer.run {
            await slack.answer($0)
        } _: { server in
            let files = try DaemonFiles(.slack(server: server.url))
            try files.write()
            try await InProcess.run(files) { daemon in
                try await eventually("the bot to know itself") { try await daemon.flow.store.identities()["slack"] != nil }
                #expect(await daemon.client.status("/readyz") == 200)
                await slack.failNext(.error("token_revoked"))
                #expect(await daemon.perform(.ask(team: "growth", again: false)).exit == 0)
                try await eventually("the account to be blocked") { await daemon.client.status("/readyz") == 503 }
                let why = try await daemon.client.send(.get, "/readyz")
                #expect(String(decoding: why.body, as: UTF8.self) == "Every account is blocked: nothing can be delivered.\n")
                let page = try await eventually("the prompt to count as dead") { () -> [String: Double]? in
                    let page = try await metrics(daemon.client)
                    return page["outcomed_deliveries_total{account=\"slack\",outcome=\"dead\"}"] == 1 ? page : nil
                }
                #expect(page["outcomed_blocked_destinations"] == 1)
                #expect(page["outcomed_delivery_failures_total{account=\"slack\",class=\"credentials\"}"] == 1)
                // Slack refuses with status 200: the question who we are, and the prompt.
                #expect(page["outcomed_outbound_request_duration_seconds_count{code=\"2xx\"}"] == 2)
            }
        }
    }

    @Test("whatever the daemon reports is announced, and nothing that was asked for by a stranger adds a series")
    func announced() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        try await InProcess.run(files) { daemon in
            #expect(await daemon.perform(.ask(team: "growth", again: false)).exit == 0)
            for path in ["/x\(UInt32.random(in: 0...9))y", "/hooks/nobody", "/chat/nowhere"] { _ = try await daemon.client.send(.get, path) }
            _ = try await daemon.client.send(.post, "/hooks/nobody", body: Array("{}".utf8))
            let page = try await metrics(daemon.client)
            #expect(page["outcomed_webhooks_refused_total{code=\"404\"}"] == 1)
            #expect(page.keys.allSatisfy { !$0.contains("nobody") && !$0.contains("nowhere") })
            #expect(daemon.daemon.unannouncedMetrics == [])
        }
    }

    @Test("a name of the catalogue follows the conventions: base units at its end, `_total` on counters alone")
    func names() {
        #expect(Set(metricCatalogue.map(\.name)).count == metricCatalogue.count)
        for family in metricCatalogue {
            #expect(family.name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil)
            #expect(family.name.hasPrefix("outcomed_") || family.name.hasPrefix("process_"))
            #expect(family.name.hasSuffix("_total") == (family.kind == .counter), "\(family.name)")
            #expect(family.help.hasSuffix(".") && !family.help.isEmpty)
            if case .histogram = family.kind { #expect(family.name.hasSuffix("_seconds")) }
        }
    }

    /// Samples by name and labels as written.
    private func metrics(_ client: Client) async throws -> [String: Double] {
        let response = try await client.send(.get, "/metrics")
        #expect(response.status == 200)
        let lines = String(decoding: response.body, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Dictionary(
            lines.map { line in
                let space = line.lastIndex(of: " ") ?? line.startIndex
                return (String(line[..<space]), Double(line[line.index(after: space)...]) ?? .nan)
            }
        ) { first, _ in first }
    }
}
