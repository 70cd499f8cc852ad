import Model
import OutboundHTTP

/// What Slack answered to a message. Its errors come with status 200 as often as not, so the word counts before the status.
struct SlackAnswer {
    private let response: OutboundResponse
    private let now: Instant
    /// Replacing a message twice changes nothing, so an edit whose fate is unknown is simply tried again.
    private let isEdit: Bool

    init(_ response: OutboundResponse, now: Instant, isEdit: Bool) {
        self.response = response
        self.now = now
        self.isEdit = isEdit
    }

    var apiOutcome: DeliveryOutcome {
        let answer = answer
        if response.isSuccess, answer?["ok"] == true { return .delivered(messageID: answer?["ts"]?.string) }
        if let word = answer?["error"]?.string, answer?["ok"] == false {
            if let group = SlackErrorGroup(api: word) { return outcome(group, "Slack answered \(word)") }
            if response.status < 400 { return .refused(DeliveryFailure(.client, "Slack answered an error that is not in its list\(quoted(word))")) }
        }
        return outcomeByStatus
    }

    var webhookOutcome: DeliveryOutcome {
        let word = String(decoding: response.body.prefix(100), as: UTF8.self).trimmed
        if response.isSuccess, word == "ok" { return .delivered(messageID: nil) }
        if let group = SlackErrorGroup(webhook: word) { return outcome(group, "Slack's webhook answered \(word)") }
        return outcomeByStatus
    }

    /// For what was read rather than sent. A token that may post but not read stops no posts, and a bot that is not in the channel yet may be
    /// invited at any time.
    var pollOutcome: PollOutcome {
        if let word, word == "missing_scope" || word == "not_in_channel" {
            return .retry(after: nil, DeliveryFailure(word == "missing_scope" ? .credentials : .gone, "Slack answered \(word)"))
        }
        return switch apiOutcome {
        case .delivered: .retry(after: nil, DeliveryFailure(.server, "Slack's answer holds no messages"))
        case .retry(let after, let failure): .retry(after: after, failure)
        case .unknown(let failure), .refused(let failure): .retry(after: nil, failure)
        case .conversationGone(let failure): .conversationGone(failure)
        case .accountDead(let failure): .accountDead(failure)
        }
    }

    var introduction: Introduction {
        if let answer, answer["ok"] == true, let user = answer["user_id"]?.string, isSlackID(user) {
            return .known(userID: user, name: answer["user"]?.string)
        }
        switch apiOutcome {
        case .delivered: return .failed(DeliveryFailure(.server, "Slack did not say who we are"), advice: nil)
        case .retry(_, let failure), .unknown(let failure), .refused(let failure), .conversationGone(let failure), .accountDead(let failure):
            return .failed(failure, advice: slackAdvice(failure))
        }
    }

    var directOpening: DirectOpening {
        if let answer, answer["ok"] == true, let id = answer["channel"]?["id"]?.string, isSlackID(id) { return .opened(conversation: id) }
        switch apiOutcome {
        case .delivered, .unknown: return .failed(.retry(after: nil, DeliveryFailure(.server, "Slack did not say which conversation it opened")))
        case .conversationGone(let failure), .refused(let failure): return .failed(.refused(failure))
        case .accountDead(let failure):
            // Without this one scope everything else still works.
            return .failed(word == "missing_scope" ? .refused(failure) : .accountDead(failure))
        case .retry(let after, let failure): return .failed(.retry(after: after, failure))
        }
    }

    private var answer: JSONValue? { response.isCut ? nil : try? JSONValue(reading: response.body) }

    private var word: String? { answer?["ok"] == false ? answer?["error"]?.string : nil }

    /// Only a word of lower-case letters and underscores is repeated: no token, key or address has that form.
    private func quoted(_ word: String) -> String {
        let isPlain =
            word.utf8.count <= 60 && word.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") }
        return isPlain ? ": \(word)" : ""
    }

    private var retryAfter: Duration? { RetryAfter.parse(response.header("retry-after"), now: now) }

    private func outcome(_ group: SlackErrorGroup, _ detail: String) -> DeliveryOutcome {
        switch group {
        case .wait: .retry(after: retryAfter, DeliveryFailure(.throttled, detail))
        case .waitLong: .retry(after: retryAfter ?? RetryAfter.longest, DeliveryFailure(.policy, detail))
        case .ambiguous: ambiguous(DeliveryFailure(.server, detail))
        case .conversationClosed: .conversationGone(DeliveryFailure(.gone, detail))
        case .payload: .refused(DeliveryFailure(.payload, detail))
        case .credentials: .accountDead(DeliveryFailure(.credentials, detail))
        }
    }

    private func ambiguous(_ failure: DeliveryFailure) -> DeliveryOutcome {
        isEdit ? .retry(after: retryAfter, failure) : .unknown(failure)
    }

    private var outcomeByStatus: DeliveryOutcome {
        let detail = "Slack answered \(response.status)"
        return switch response.status {
        case 200..<300: ambiguous(DeliveryFailure(.server, detail + " without saying whether it took the message"))
        case 429: .retry(after: retryAfter, DeliveryFailure(.throttled, detail))
        case 408, 425, 503: .retry(after: retryAfter, DeliveryFailure(.server, detail))
        case 500..<600: ambiguous(DeliveryFailure(.server, detail))
        case 401, 403: .accountDead(DeliveryFailure(.credentials, detail))
        default: .refused(DeliveryFailure(.client, detail))
        }
    }
}
