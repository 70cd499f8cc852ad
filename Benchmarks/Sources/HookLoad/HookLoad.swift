import ArgumentParser
import Foundation

@main
struct HookLoad: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sends signed Slack events to a daemon on this machine, as fast as it takes them.",
        discussion: "Every event has an id of its own. They come in turns: a message to the channel, and a reply in the thread of the prompt.")

    @Option(help: "A loopback address.") var host = "127.0.0.1"
    @Option var port: UInt16
    @Option(help: "The account's signing secret.") var secret: String
    @Option(help: "The account, as in /hooks/{account}.") var account = "slack"
    @Option(help: "Channels C0BENCH0, C0BENCH1, …, in turns.") var channels = 1
    @Option(help: "Of the prompt in each channel.") var thread = "1700000000.000001"
    @Option(help: "Connections, each kept and with one request under way.") var connections = 32
    @Option(help: "Events in all.") var count = 60_000
    @Option(help: "The longest that it may take, in seconds.") var seconds = 30.0
    @Flag(help: "No replies: only messages to the channels.") var onlyChatter = false

    func validate() throws {
        guard (1...1000).contains(connections), (1...1_000_000).contains(count), (1...10_000).contains(channels), (0.1...600).contains(seconds) else {
            throw ValidationError("connections, count, channels or seconds are out of bounds")
        }
        guard LoopbackAddress(host: host, port: port) != nil else { throw ValidationError("\(host) is no loopback address") }
    }

    func run() throws {
        guard let address = LoopbackAddress(host: host, port: port) else { return }
        let events = SignedEvents(account: account, secret: secret, channels: channels, thread: onlyChatter ? nil : thread, host: "\(host):\(port)")
        let requests = (0..<connections).map { first in stride(from: first, to: count, by: connections).map(events.request) }
        let tally = Load(address: address, seconds: seconds).run(requests)
        let what = "signed webhooks taken in, \(connections) connections" + (onlyChatter ? ", chatter only" : "")
        let rate = Int(Double(tally.accepted) / tally.seconds)
        print("| \(what) (\(tally.accepted) in \(tenths(tally.seconds)) s) | \(rate) /s |")
        print("| their latency | p50 \(tally.percentile(50)), p99 \(tally.percentile(99)), worst \(tally.percentile(100)) |")
        print("| not answered with 200 | \(tally.others.isEmpty ? "none" : tally.othersInWords) |")
    }
}

func tenths(_ number: Double) -> String { String((number * 10).rounded() / 10) }
