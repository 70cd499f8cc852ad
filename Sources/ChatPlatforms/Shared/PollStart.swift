import Model
import OutboundHTTP

/// Where a conversation in which nothing of ours stands begins to be fetched: whatever the first fetch lists is old, and all else is new.
///
/// It lists some minutes, so that neither the time between our question and the platform's answer nor a difference of the clocks loses anything.
enum PollStart {
    static let span = Duration.minutes(10)

    /// The time from which the first request lists, in milliseconds.
    static func oldest(_ now: Instant) -> Int64 { (now - span).milliseconds }

    /// The same once the answer is there: by the platform's clock where it is behind ours.
    static func oldest(_ response: OutboundResponse, _ now: Instant) -> Int64 { oldest(min(serverTime(response, now), now)) }

    /// What the platform's clock showed; our own where it does not tell.
    static func serverTime(_ response: OutboundResponse, _ now: Instant) -> Instant {
        response.header("date").flatMap { RetryAfter.httpDate($0, now: now) } ?? now
    }
}
