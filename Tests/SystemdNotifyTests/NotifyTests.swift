import Glibc
import Testing

@testable import SystemdNotify

@Suite struct NotifyTests {
    @Test("each message is one datagram of KEY=VALUE lines, by path and by abstract name", arguments: [false, true])
    func messages(_ isAbstract: Bool) throws {
        let receiver = try Receiver(isAbstract: isAbstract)
        let manager = ServiceManager(environment: receiver.environment)
        #expect(manager.isPresent)
        let sent: [(Bool, String)] = [
            (manager.ready(status: "Serving 127.0.0.1:8484"), "READY=1\nSTATUS=Serving 127.0.0.1:8484"),
            (manager.ready(), "READY=1"),
            (manager.stopping(), "STOPPING=1"),
            (manager.stopping(status: "Draining"), "STOPPING=1\nSTATUS=Draining"),
            (manager.status("12 teams"), "STATUS=12 teams"),
            (manager.status(""), "STATUS="),
            (manager.watchdog(), "WATCHDOG=1"),
            (manager.extendTimeout(by: .milliseconds(1500)), "EXTEND_TIMEOUT_USEC=1500000"),
        ]
        for (wasTaken, expected) in sent {
            #expect(wasTaken)
            #expect(receiver.next() == expected)
        }
        #expect(receiver.next() == nil)
    }

    @Test("a reload carries the monotonic time at which it began")
    func reloading() throws {
        let receiver = try Receiver()
        let before = monotonic()
        ServiceManager(environment: receiver.environment).reloading(status: "Reading")
        let lines = try #require(receiver.next()).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first == "RELOADING=1")
        #expect(lines.last == "STATUS=Reading")
        let stamp = try #require(Int(lines[1].dropFirst("MONOTONIC_USEC=".count)))
        #expect((before...monotonic()).contains(stamp))
    }

    @Test("a status cannot add a line of its own, and is kept short")
    func status() throws {
        let receiver = try Receiver()
        let manager = ServiceManager(environment: receiver.environment)
        manager.status("bad file\r\nREADY=1\u{0}\tx")
        #expect(receiver.next() == "STATUS=bad file  READY=1  x")
        manager.status(String(repeating: "ü", count: 3000))
        #expect(receiver.next() == "STATUS=" + String(repeating: "ü", count: 512))
    }

    @Test("without a manager, or with an address that is none, every message goes nowhere")
    func nobody() {
        let tooLong = "/" + String(repeating: "x", count: 200)
        for address in [nil, "", "relative", "vsock:2:1234", "@", "/", tooLong] {
            let manager = ServiceManager(environment: address.map { ["NOTIFY_SOCKET": $0] } ?? [:])
            #expect(!manager.ready() && !manager.watchdog() && !manager.status("x"))
            #expect(!manager.isPresent, "\(String(describing: address))")
        }
    }

    @Test("a socket that is gone or full neither blocks nor ends the process")
    func goneOrFull() throws {
        #expect(!ServiceManager(environment: ["NOTIFY_SOCKET": "/nonexistent/outcomed"]).ready())
        let receiver = try Receiver()
        let manager = ServiceManager(environment: receiver.environment)
        var taken = 0
        while taken < 100_000, manager.watchdog() { taken += 1 }
        #expect((1..<100_000).contains(taken))
        #expect(receiver.next() == "WATCHDOG=1")
    }

    @Test("no fields make no datagram")
    func empty() throws {
        let receiver = try Receiver()
        let socket = try #require(receiver.environment["NOTIFY_SOCKET"].flatMap { NotifySocket($0) })
        #expect(!socket.send(datagram([])))
        #expect(receiver.next() == nil)
    }

    private func monotonic() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }
}
