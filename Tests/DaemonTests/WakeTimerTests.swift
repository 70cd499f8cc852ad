import CheckInFlow
import Daemon
import Foundation
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct WakeTimerTests {
    @Test("an instant that has passed wakes at once, before 1970 too", arguments: [Int64.min / 2, -1, 0, 1, 1_000_000_000_000])
    func past(_ milliseconds: Int64) async throws {
        let timer = try WakeTimer(zoneDirectory: nil)
        timer.arm(at: Instant(milliseconds: milliseconds))
        #expect(await firstWake(timer) == .due)
    }

    @Test("an instant to come wakes when it has come, not before")
    func near() async throws {
        let timer = try WakeTimer(zoneDirectory: nil)
        let instant = now() + .milliseconds(25)
        timer.arm(at: instant)
        #expect(await firstWake(timer) == .due)
        #expect(now() >= instant)
    }

    @Test("the last instant armed is the one that counts, later or earlier")
    func rearmed() async throws {
        let (timer, later) = try await armedTwice { now() + .milliseconds(60) }
        #expect(await firstWake(timer) == .due)
        #expect(later.map { now() >= $0 } ?? false)
        timer.arm(at: now() + .days(400))
        timer.arm(at: now())
        #expect(await firstWake(timer) == .due)
    }

    @Test("what is armed can be taken back")
    func disarmed() async throws {
        let (timer, _) = try await armedTwice { nil }
        // A second timer marks a time at which the first would have rung long since.
        let marker = try WakeTimer(zoneDirectory: nil)
        marker.arm(at: now() + .milliseconds(60))
        #expect(await firstWake(marker) == .due)
        timer.stop()
        #expect(await all(timer) == [])
    }

    @Test("a stop ends the stream after what had come, and arming afterwards does nothing")
    func stop() async throws {
        let timer = try WakeTimer(zoneDirectory: nil)
        timer.arm(at: Instant(milliseconds: 0))
        #expect(await firstWake(timer) == .due)
        timer.stop()
        timer.arm(at: Instant(milliseconds: 0))
        timer.stop()
        #expect(await all(timer) == [])
    }

    @Test("changes of the zone data below the directory wake when they have ended, in directories that are new too")
    func zones() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory.appendingPathComponent("Europe"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let timer = try WakeTimer(zoneDirectory: directory.path, zoneQuiet: .milliseconds(30))
        let berlin = directory.appendingPathComponent("Europe/Berlin")
        for _ in 0..<10 { try Data([1]).write(to: berlin, options: .atomic) }
        #expect(await firstWake(timer) == .zonesChanged)
        let asia = directory.appendingPathComponent("Asia")
        try FileManager.default.createDirectory(at: asia, withIntermediateDirectories: true)
        #expect(await firstWake(timer) == .zonesChanged)
        try Data([1]).write(to: asia.appendingPathComponent("Tokyo"))
        #expect(await firstWake(timer) == .zonesChanged)
        timer.stop()
    }

    @Test("many changes are one, and reading is none")
    func zonesAtOnce() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        // No quiet comes: what was changed is told when the timer is stopped, or never.
        let timer = try WakeTimer(zoneDirectory: directory.path, zoneQuiet: .seconds(3600))
        let berlin = directory.appendingPathComponent("Berlin")
        for _ in 0..<10 { try Data([1]).write(to: berlin, options: .atomic) }
        timer.arm(at: now())
        #expect(await firstWake(timer) == .due)
        timer.stop()
        #expect(await all(timer) == [])

        let reader = try WakeTimer(zoneDirectory: directory.path, zoneQuiet: .zero)
        for _ in 0..<10 { _ = try Data(contentsOf: berlin) }
        reader.arm(at: now())
        #expect(await firstWake(reader) == .due)
        reader.stop()
        #expect(await all(reader) == [])
    }

    @Test("without the directory there is a timer all the same")
    func noZones() async throws {
        let timer = try WakeTimer(zoneDirectory: "/nonexistent/zoneinfo")
        timer.arm(at: now())
        #expect(await firstWake(timer) == .due)
    }

    /// A timer whose first instant had not come when it was armed anew: on a machine that stood still in between, it is done once more.
    private func armedTwice(_ second: () -> Instant?) async throws -> (timer: WakeTimer, second: Instant?) {
        while true {
            let timer = try WakeTimer(zoneDirectory: nil)
            let first = now() + .milliseconds(20)
            let instant = second()
            timer.arm(at: first)
            timer.arm(at: instant)
            if now() < first { return (timer, instant) }
            timer.stop()
        }
    }

    private func firstWake(_ timer: WakeTimer) async -> Wake? {
        var iterator = timer.wakes.makeAsyncIterator()
        return await iterator.next()
    }

    private func all(_ timer: WakeTimer) async -> [Wake] {
        var wakes: [Wake] = []
        for await wake in timer.wakes { wakes.append(wake) }
        return wakes
    }

    private func now() -> Instant { FlowClock.system.now() }
}
