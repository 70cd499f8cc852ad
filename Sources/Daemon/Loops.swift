import CheckInFlow
import Logging
import Model
import ServiceLifecycle

/// Accounts for weeks, asks, reminds and closes, whenever something is due.
struct ScheduleLoop: Service {
    let flow: Flow
    let outbound: OutboundFlow
    let alarm: Alarm
    /// Beaten after each pass, also one that failed: the loop is alive then.
    let passed: Pulse
    /// Set after the first pass: then it is known who is asked next.
    let planned: Latch<Bool>
    let line: StatusLine

    func run() async throws {
        flow.pulses.schedule.beat()
        for await _ in flow.pulses.schedule.beats.cancelOnGracefulShutdown() {
            do {
                alarm.set(.schedule, try await outbound.pass())
            } catch {
                flow.log.error("schedule not worked through", metadata: ["error": "\(error)"])
                alarm.set(.schedule, flow.clock.now() + .seconds(5))
            }
            passed.beat()
            planned.set(true)
            line.changes.beat()
        }
    }
}

/// Sends what the outbox holds; on a stop it claims nothing more and lets what is under way end.
struct SenderLoop: Service {
    let flow: Flow
    let alarm: Alarm
    let line: StatusLine

    func run() async throws {
        let alarm = alarm
        let line = line
        flow.pulses.outbox.beat()
        await withGracefulShutdownHandler {
            await Sender(flow).run {
                alarm.set(.outbox, $0)
                line.changes.beat()
            }
        } onGracefulShutdown: {
            flow.pulses.outbox.end()
        }
    }
}

/// Reads and records what the inbox holds.
struct InboxLoop: Service {
    let flow: Flow
    let inbound: InboundFlow
    let alarm: Alarm

    func run() async throws {
        flow.pulses.inbox.beat()
        for await _ in flow.pulses.inbox.beats.cancelOnGracefulShutdown() {
            do {
                alarm.set(.inbox, try await inbound.drain { Task.isShuttingDownGracefully })
            } catch {
                flow.log.error("inbox not worked through", metadata: ["error": "\(error)"])
                alarm.set(.inbox, flow.clock.now() + .seconds(5))
            }
        }
    }
}

/// Fetches what people wrote where the platform does not push; a stop ends held requests at once, since nothing is lost by that.
struct PollLoop: Service {
    let flow: Flow
    let alarm: Alarm

    func run() async throws {
        let alarm = alarm
        flow.pulses.poll.beat()
        await cancelWhenGracefulShutdown {
            await Poller(flow).run { alarm.set(.poll, $0) }
        }
    }
}

/// Turns the timer's wakes into beats of the loops.
struct WakeLoop: Service {
    let flow: Flow
    let timer: WakeTimer
    let alarm: Alarm
    /// What must happen when the zone data on disk has changed.
    let zonesChanged: @Sendable () async -> Void

    func run() async throws {
        await withGracefulShutdownHandler {
            for await wake in timer.wakes {
                switch wake {
                case .due: beat(alarm.rung(at: flow.clock.now()))
                case .clockChanged:
                    flow.log.notice("the clock was set")
                    beatAll()
                case .zonesChanged: await zonesChanged()
                }
            }
        } onGracefulShutdown: {
            timer.stop()
        }
    }

    private func beat(_ sources: Set<Alarm.Source>) {
        for source in sources {
            switch source {
            case .schedule: flow.pulses.schedule.beat()
            case .outbox: flow.pulses.outbox.beat()
            case .inbox: flow.pulses.inbox.beat()
            case .poll: flow.pulses.poll.beat()
            }
        }
    }

    private func beatAll() { beat([.schedule, .outbox, .inbox, .poll]) }
}
