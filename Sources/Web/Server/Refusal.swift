import HTTPTypes

/// A request turned away: the status, and one plain sentence that says why.
struct Refusal: Error, Hashable {
    var status: Int
    var sentence: String
    var headers: [String: String] = [:]

    init(_ status: Int, _ sentence: String, headers: [String: String] = [:]) {
        self.status = status
        self.sentence = sentence
        self.headers = headers
    }

    var reason: String { HTTPResponse.Status(code: status).reasonPhrase }

    /// A line by itself, so that a terminal shows it well.
    var body: String { sentence + "\n" }
}

extension Refusal {
    static let malformed = Refusal(400, "That is not an HTTP request that this server understands.")
    static let incomplete = Refusal(408, "The request did not arrive whole in time.")
    static let headersTooLarge = Refusal(431, "The request has too many or too long headers.")
    static let internalError = Refusal(500, "Something went wrong here; the daemon's log says more.")
    static let notFound = Refusal(404, "There is nothing at this address.")

    static func tooLarge(limit: Int) -> Refusal { Refusal(413, "The body is longer than the \(limit / 1024) KiB that are taken.") }

    static func unavailable(_ sentence: String, retryAfter: Duration) -> Refusal {
        Refusal(503, sentence, headers: ["Retry-After": String(wholeSeconds(retryAfter))])
    }
}

/// Rounded up, at least 1, as Retry-After wants it (RFC 9110 §10.2.3).
func wholeSeconds(_ duration: Duration) -> Int64 {
    let (seconds, rest) = duration.components
    return max(1, seconds + (rest > 0 ? 1 : 0))
}
