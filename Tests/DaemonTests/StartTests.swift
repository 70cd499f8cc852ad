import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct StartTests {
    @Test("the daemon is up when its port answers, the schedule was worked through, and commands are answered; without one of them it is not")
    func allOfThem() async {
        let whole = Start()
        whole.bound.set("127.0.0.1:8484")
        whole.planned.set(true)
        whole.commanded.set(true)
        #expect(await whole.address() == "127.0.0.1:8484")
        for missing in 0..<3 {
            let start = Start()
            if missing == 0 { start.bound.giveUp() } else { start.bound.set("127.0.0.1:8484") }
            if missing == 1 { start.planned.giveUp() } else { start.planned.set(true) }
            if missing == 2 { start.commanded.giveUp() } else { start.commanded.set(true) }
            #expect(await start.address() == nil)
        }
    }

    @Test("a start that is cancelled ends its wait")
    func cancelled() async {
        let start = Start()
        start.bound.set("127.0.0.1:8484")
        let waiting = Task { await start.address() }
        waiting.cancel()
        #expect(await waiting.value == nil)
    }
}
