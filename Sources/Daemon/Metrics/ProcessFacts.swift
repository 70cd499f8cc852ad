import Foundation
import Glibc

/// What the kernel tells of this process (proc(5)).
struct ProcessFacts {
    var cpuSeconds = 0.0
    var residentBytes = 0.0
    var virtualBytes = 0.0
    var threads = 0.0
    var startTime = 0.0
    var openDescriptors = 0.0
    var maximumDescriptors = 0.0

    /// Nil where there is no /proc, or one that tells something else.
    init?() {
        guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8), let name = stat.lastIndex(of: ")") else { return nil }
        // Fields from the third on: the second is the program's name, which may hold anything.
        let fields = stat[stat.index(after: name)...].split(separator: " ").map { Double($0) ?? 0 }
        guard fields.count > 21 else { return nil }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        cpuSeconds = (fields[11] + fields[12]) / ticks
        threads = fields[17]
        startTime = (Self.bootTime ?? 0) + fields[19] / ticks
        virtualBytes = fields[20]
        residentBytes = fields[21] * Double(sysconf(Int32(_SC_PAGESIZE)))
        openDescriptors = Double((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0)
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { maximumDescriptors = Double(limit.rlim_cur) }
    }

    /// Wall clock less the time since the boot: /proc/stat, which tells it too, is hidden by `ProcSubset=pid`.
    private static var bootTime: Double? {
        var now = timespec()
        var up = timespec()
        guard clock_gettime(CLOCK_REALTIME, &now) == 0, clock_gettime(CLOCK_BOOTTIME, &up) == 0 else { return nil }
        return Double(now.tv_sec - up.tv_sec) + Double(now.tv_nsec - up.tv_nsec) / 1e9
    }
}
