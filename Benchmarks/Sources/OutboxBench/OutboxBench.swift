import ArgumentParser
import CheckInFlow
import CurlHTTP
import Foundation
import HistoryStore
import Logging
import Model

@main
struct OutboxBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks many teams in the same minute, and delivers their prompts to a sink in this process.",
        discussion: "A store on the disk, the real flow and libcurl; only the clock is set by hand.")

    @Option(help: "How many teams, each with a channel of its own.") var teams = 20_000
    @Option(help: "Where the store is made and removed; it should be on a disk.") var folder = FileManager.default.temporaryDirectory.path

    func validate() throws {
        guard (1...1_000_000).contains(teams) else { throw ValidationError("teams are out of bounds") }
    }

    func run() async throws {
        let place = URL(fileURLWithPath: folder).appendingPathComponent("outbox-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        guard let sink = Sink() else { throw ValidationError("no port for the sink") }
        let bench = try await Monday(teams: teams, sink: sink, store: place.appendingPathComponent("bench.db").path)
        let learnt = try await time { try await bench.learn() }
        let asked = try await time { try await bench.ask() }
        let sent = try await time { try await bench.send() }
        let delivered = sink.answered
        await bench.end()
        print("| \(teams) teams learnt at the start | \(tenths(learnt)) s |")
        print("| all of them asked at once (T1) | \(Int(Double(teams) / asked)) /s |")
        print("| prompts delivered to a local sink, outbox included (\(delivered)) | \(Int(Double(delivered) / sent)) /s |")
        print("| asked and delivered together | \(tenths(asked + sent)) s |")
        print("| peak memory of that | \(peakMemory()) MB |")
        guard delivered == teams else { throw ExitCode.failure }
    }

    private func time(_ body: () async throws -> Void) async throws -> Double {
        let clock = ContinuousClock()
        let duration = try await clock.measure { try await body() }
        return Double(duration.milliseconds) / 1000
    }
}

func tenths(_ number: Double) -> String { String((number * 10).rounded() / 10) }

/// The most that this process has had resident, in MB of 2²⁰ bytes.
func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) / 1024
}
