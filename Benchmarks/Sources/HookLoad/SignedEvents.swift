import Crypto
import Foundation

/// Makes requests as Slack sends them, complete with their signature.
struct SignedEvents {
    var account: String
    var secret: String
    var channels: Int
    /// Nil where nobody replies.
    var thread: String?
    var host: String
    private let seconds = Int(Date().timeIntervalSince1970)
    private let run = UInt32.random(in: 0 ... .max)

    init(account: String, secret: String, channels: Int, thread: String?, host: String) {
        self.account = account
        self.secret = secret
        self.channels = channels
        self.thread = thread
        self.host = host
    }

    /// The bytes of one request; the number tells it from all others of this run.
    func request(_ number: Int) -> [UInt8] {
        let body = Array(body(number).utf8)
        var code = HMAC<SHA256>(key: SymmetricKey(data: Array(secret.utf8)))
        code.update(data: Array("v0:\(seconds):".utf8))
        code.update(data: body)
        let signature = code.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let head = [
            "POST /hooks/\(account) HTTP/1.1", "Host: \(host)", "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)", "Accept: */*",
            "Content-Type: application/json", "X-Slack-Request-Timestamp: \(seconds)", "X-Slack-Signature: v0=\(signature)",
            "Content-Length: \(body.count)", "", "",
        ]
        return Array(head.joined(separator: "\r\n").utf8) + body
    }

    private func body(_ number: Int) -> String {
        let pair = number / 2
        let channel = "C0BENCH\(pair % channels)"
        let ts = "\(seconds)." + String(String(1_000_000 + number % 1_000_000).dropFirst())
        let isReply = number % 2 == 1
        let text = isReply ? "sign-ups \(1000 + pair % 900), activation \(30 + pair % 10)%" : "lunch at \(pair)?"
        var place = ""
        if isReply, let thread { place = "\"thread_ts\":\"\(thread)\",\"parent_user_id\":\"U0BOT\"," }
        return """
            {"token":"unused","team_id":"T0BENCH","api_app_id":"A0BENCH","event":{"type":"message","user":"U0ANA","ts":"\(ts)",\
            "client_msg_id":"\(run)-\(number)","text":"\(text)",\(place)"channel":"\(channel)","event_ts":"\(ts)","channel_type":"channel"},\
            "type":"event_callback","event_id":"Ev\(run)N\(number)","event_time":\(seconds),\
            "authorizations":[{"enterprise_id":null,"team_id":"T0BENCH","user_id":"U0BOT","is_bot":true,"is_enterprise_install":false}],\
            "is_ext_shared_channel":false,"event_context":"4-bench"}
            """
    }
}
