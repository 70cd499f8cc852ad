import CLinux
import DaemonConfig
import Foundation
import Model
import Scheduling

extension Doctor {
    /// The clock, and the rules of time zones.
    func machine(_ zones: ZoneDirectory, configuration: Configuration?) -> [Finding] {
        var findings = [clock(), zoneData(zones.version())]
        for name in (configuration?.zoneNames ?? []).sorted() {
            do throws(ZoneError) {
                _ = try zones.load(name)
            } catch {
                findings.append(.trouble("zone data", "\(error)", "apt-get install tzdata"))
            }
        }
        return findings
    }

    private func clock() -> Finding {
        var error: Int64 = 0
        switch clinux_clock_is_synchronised(&error) {
        case 1: return .well("clock", "kept by a time service, at most \(error / 1000) ms off")
        case 0:
            return .note(
                "clock", "no time service keeps this machine's clock: check-ins come when it says so",
                "apt-get install systemd-timesyncd, unless the host of this virtual machine or container keeps it")
        default: return .note("clock", "the kernel does not tell whether the clock is kept")
        }
    }

    func zoneData(_ version: String?) -> Finding {
        guard let version else { return .note("zone data", "the zone data does not tell its release", "apt-get install --reinstall tzdata") }
        let year = LocalDateTime(secondsSinceEpoch: options.now.seconds).date.year
        // Releases are named by their year and a letter; there have been several in every year since 1996.
        guard let released = Int(version.prefix(4)), released < year else { return .well("zone data", "release \(version)") }
        return .note(
            "zone data", "release \(version) is of an earlier year, and countries change their clocks every year",
            "apt-get update && apt-get install --only-upgrade tzdata; the daemon takes it at once")
    }
}
