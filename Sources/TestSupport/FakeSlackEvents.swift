public import ChatPlatforms
import Crypto
public import Model

/// A request that Slack makes: POST it to the daemon as it is.
public struct FakeSlackDelivery: Sendable, Hashable {
    /// Names in lower case.
    public var headers: [String: String]
    public var body: [UInt8]
}

/// Makes and signs requests of the Events API in their documented form.
public struct FakeSlackEvents: Sendable {
    public var signingSecret: String
    public var botUser: String

    public init(signingSecret: String, botUser: String) {
        self.signingSecret = signingSecret
        self.botUser = botUser
    }

    /// Slack's headers for a body, with the signature of that moment.
    public func headers(for body: [UInt8], at now: Instant) -> [String: String] {
        let timestamp = String(now.seconds)
        let signed = Array("v0:\(timestamp):".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: Array(signingSecret.utf8)))
        let digits = code.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        return [
            "content-type": "application/json", "x-slack-request-timestamp": timestamp, "x-slack-signature": "v0=" + digits.joined(),
        ]
    }

    public func deliver(_ body: JSONValue, at now: Instant) -> FakeSlackDelivery {
        let bytes = body.encoded
        return FakeSlackDelivery(headers: headers(for: bytes, at: now), body: bytes)
    }

    /// A slash command as Slack posts it: a form, signed like an event.
    public func command(_ text: String, as user: String, in channel: String, trigger: String, at now: Instant) -> FakeSlackDelivery {
        let fields: KeyValuePairs = [
            "token": "deprecated", "team_id": "T0FAKE", "team_domain": "fake", "channel_id": channel, "channel_name": "growth", "user_id": user,
            "user_name": user.lowercased(), "command": "/checkin", "text": text, "response_url": "https://hooks.slack.com/commands/1/2",
            "trigger_id": trigger, "api_app_id": "A0FAKE", "is_enterprise_install": "false",
        ]
        let body = Array(fields.map { "\($0.key)=\(Self.escaped($0.value))" }.joined(separator: "&").utf8)
        var headers = headers(for: body, at: now)
        headers["content-type"] = "application/x-www-form-urlencoded"
        return FakeSlackDelivery(headers: headers, body: body)
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            if isPlain { return String(UnicodeScalar(byte)) }
            if byte == 32 { return "+" }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }

    public func urlVerification(challenge: String, at now: Instant) -> FakeSlackDelivery {
        deliver(["token": "deprecated", "challenge": .string(challenge), "type": "url_verification"], at: now)
    }

    /// An event in its wrapper. The id stays the same over Slack's own retries.
    public func callback(_ event: JSONValue, id: String, at now: Instant) -> FakeSlackDelivery {
        let authorization: JSONValue = [
            "enterprise_id": .null, "team_id": "T0FAKE", "user_id": .string(botUser), "is_bot": true, "is_enterprise_install": false,
        ]
        return deliver(
            [
                "token": "deprecated", "team_id": "T0FAKE", "api_app_id": "A0FAKE", "type": "event_callback", "event_id": .string(id),
                "event_time": .integer(now.seconds), "event_context": "4-fake", "is_ext_shared_channel": false, "context_team_id": "T0FAKE",
                "context_enterprise_id": .null, "authorizations": [authorization], "event": event,
            ], at: now)
    }

    /// `type` is `message` or `app_mention`; only the first tells the kind of channel.
    public func posted(_ message: FakeSlackMessage, type: String = "message", parentUser: String?) -> JSONValue {
        var event = message.json(withMetadata: false, parentUser: parentUser).object ?? [:]
        event["type"] = .string(type)
        event["channel"] = .string(message.channel)
        event["event_ts"] = .string(message.ts)
        event["team"] = "T0FAKE"
        if type == "message" { event["channel_type"] = .string(Self.channelType(message.channel)) }
        return .object(event)
    }

    public func changed(_ message: FakeSlackMessage, from previous: FakeSlackMessage, parentUser: String?, ts: String) -> JSONValue {
        [
            "type": "message", "subtype": "message_changed", "hidden": true, "channel": .string(message.channel), "ts": .string(ts),
            "event_ts": .string(ts), "channel_type": .string(Self.channelType(message.channel)),
            "message": message.json(withMetadata: false, parentUser: parentUser),
            "previous_message": previous.json(withMetadata: false, parentUser: parentUser),
        ]
    }

    public func deleted(_ message: FakeSlackMessage, parentUser: String?, ts: String) -> JSONValue {
        [
            "type": "message", "subtype": "message_deleted", "hidden": true, "channel": .string(message.channel), "ts": .string(ts),
            "event_ts": .string(ts), "deleted_ts": .string(message.ts), "channel_type": .string(Self.channelType(message.channel)),
            "previous_message": message.json(withMetadata: false, parentUser: parentUser),
        ]
    }

    private static func channelType(_ channel: String) -> String { channel.hasPrefix("D") ? "im" : channel.hasPrefix("G") ? "group" : "channel" }
}
