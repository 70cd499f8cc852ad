import Foundation
import Model

/// Where the poller of one Slack conversation stands, as JSON in its cursor.
///
/// A round reads the newest top-level messages and then the threads in which people may answer, one request each. What was seen is remembered with
/// its edit stamp, since Slack's lists tell neither of edits nor of deletions: an edited message has another stamp, a deleted one is no longer there.
struct SlackPollCursor: Codable, Hashable, Sendable {
    /// By ts: the stamp of the edit, empty where there is none.
    typealias Seen = [String: String]

    /// Nothing that was said before is ours to read.
    var since: String
    /// The newest top-level message that was read.
    var readTo: String
    /// Top-level messages of people, of the last ``SlackPoll/window``.
    var top: Seen = [:]
    var threads: [String: Seen] = [:]
    /// Threads that this round has yet to read.
    var queue: [String] = []
    /// Pages of the list that is being read, newest first; the round reads to the oldest page and comes back, so that events come in order.
    var pages: [String] = []
    var isComingBack = false
    /// Counts rounds: quiet threads are not read in each.
    var round = 0

    init(since: String) {
        self.since = since
        readTo = since
    }

    /// Nil where the text is not ours, or of another version.
    init?(_ text: String) {
        guard let read = try? JSONDecoder().decode(SlackPollCursor.self, from: Data(text.utf8)) else { return nil }
        self = read
    }

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// A ts as a number that compares: seconds, then microseconds.
func slackOrder(_ ts: String) -> Int64 {
    let parts = ts.split(separator: ".")
    guard let seconds = parts.first.flatMap({ Int64($0) }), parts.count == 2, let micros = Int64(parts[1]), abs(seconds) < 1 << 40 else { return 0 }
    return seconds * 1_000_000 + micros
}

/// The ts of a moment.
func slackTS(_ instant: Instant) -> String {
    let micros = String(instant.milliseconds.flooredRemainder(1000) * 1000)
    return "\(instant.seconds)." + String(repeating: "0", count: 6 - micros.utf8.count) + micros
}
