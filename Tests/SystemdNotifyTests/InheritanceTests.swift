import Glibc
import Testing

@testable import SystemdNotify

@Suite struct InheritanceTests {
    @Test(
        "the watchdog counts only when it is meant for this process",
        arguments: [
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "42"], Duration.seconds(30)),
            (["WATCHDOG_USEC": "1500000"], .milliseconds(1500)),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "43"], nil),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "x"], nil),
            (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "-5"], nil), (["WATCHDOG_USEC": "soon"], nil), ([:], nil),
        ] as [([String: String], Duration?)])
    func watchdog(_ environment: [String: String], _ interval: Duration?) {
        #expect(ServiceManager(environment: environment, processID: 42, firstSocket: 3).watchdogInterval == interval)
    }

    @Test("passed sockets are found by name, in order, and are closed on exec; one that is not open is left out")
    func sockets() throws {
        let passed = try PassedDescriptors(count: 3)
        let environment = ["LISTEN_PID": "42", "LISTEN_FDS": "4", "LISTEN_FDNAMES": "http::http:gone"]
        let manager = ServiceManager(environment: environment, processID: 42, firstSocket: passed.first)
        #expect(manager.passedSockets.map(\.name) == ["http", "unknown", "http"])
        #expect(manager.passedSockets.map(\.descriptor) == [passed.first, passed.first + 1, passed.first + 2])
        #expect(manager.listeners == ["http": passed.first, "unknown": passed.first + 1])
        for socket in manager.passedSockets { #expect(fcntl(socket.descriptor, F_GETFD) & FD_CLOEXEC != 0) }
    }

    @Test(
        "sockets for another process, or none, or nonsense, are not taken",
        arguments: [
            ["LISTEN_FDS": "1"], ["LISTEN_PID": "43", "LISTEN_FDS": "1"], ["LISTEN_PID": "42"], ["LISTEN_PID": "42", "LISTEN_FDS": "0"],
            ["LISTEN_PID": "42", "LISTEN_FDS": "-1"], ["LISTEN_PID": "42", "LISTEN_FDS": "2000000000"], ["LISTEN_PID": "42", "LISTEN_FDS": "one"],
        ])
    func notOurs(_ environment: [String: String]) throws {
        let passed = try PassedDescriptors(count: 1)
        let manager = ServiceManager(environment: environment, processID: 42, firstSocket: passed.first)
        #expect(manager.passedSockets.isEmpty)
        #expect(fcntl(passed.first, F_GETFD) & FD_CLOEXEC == 0)
    }

    @Test("sockets without names are unknown")
    func unnamed() throws {
        let passed = try PassedDescriptors(count: 1)
        let environment = ["LISTEN_PID": "42", "LISTEN_FDS": "1"]
        #expect(ServiceManager(environment: environment, processID: 42, firstSocket: passed.first).listeners == ["unknown": passed.first])
    }

    @Test("the manager's variables leave the environment, and no others")
    func unset() {
        let names = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"]
        for name in names { setenv(name, "x", 1) }
        ServiceManager.unsetEnvironment()
        for name in names { #expect(getenv(name) == nil) }
        #expect(getenv("PATH") != nil)
    }
}

/// Open descriptors one after another, high up where nothing else of the process is.
private struct PassedDescriptors: ~Copyable {
    let first: Int32
    private let count: Int32

    init(count: Int32) throws {
        // One number is never handed out twice, so that tests may run beside each other.
        let start = Int32.random(in: 300...800)
        let source = open("/dev/null", O_RDONLY)
        defer { close(source) }
        var first = fcntl(source, F_DUPFD, start)
        while !Self.extend(source, from: first, count: count) { first = fcntl(source, F_DUPFD, first + count) }
        try #require(first >= start)
        self.first = first
        self.count = count
    }

    /// Opens the numbers after the first, and leaves a closed one behind the last.
    private static func extend(_ source: Int32, from first: Int32, count: Int32) -> Bool {
        for number in first + 1..<first + count + 1 {
            let copy = fcntl(source, F_DUPFD, number)
            if number == first + count || copy != number { close(copy) }
            if copy != number {
                for opened in first..<number { close(opened) }
                return false
            }
        }
        return true
    }

    deinit { for number in first..<first + count { close(number) } }
}
