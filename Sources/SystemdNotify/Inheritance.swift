import Glibc

/// A socket that the service manager opened for us.
public struct PassedSocket: Sendable, Hashable {
    /// From `FileDescriptorName=` of the socket unit; `unknown` where none was given.
    public let name: String
    public let descriptor: Int32
}

/// The descriptors from `first` up, if they were passed to this process; each is closed on exec from now on.
func readSockets(_ environment: [String: String], processID: Int32, from first: Int32) -> [PassedSocket] {
    guard let process = environment["LISTEN_PID"], Int32(process) == processID else { return [] }
    guard let count = environment["LISTEN_FDS"].flatMap({ Int32($0) }), (1...4096).contains(count) else { return [] }
    let names = environment["LISTEN_FDNAMES"]?.split(separator: ":", omittingEmptySubsequences: false).map(String.init) ?? []
    return (0..<count).compactMap { index in
        let descriptor = first + index
        let flags = fcntl(descriptor, F_GETFD)
        guard flags >= 0, fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC) >= 0 else { return nil }
        let name = Int(index) < names.count ? names[Int(index)] : ""
        return PassedSocket(name: name.isEmpty ? "unknown" : name, descriptor: descriptor)
    }
}

func readWatchdog(_ environment: [String: String], processID: Int32) -> Duration? {
    if let process = environment["WATCHDOG_PID"], Int32(process) != processID { return nil }
    guard let limit = environment["WATCHDOG_USEC"].flatMap({ Int64($0) }), limit > 0 else { return nil }
    return .microseconds(limit)
}
