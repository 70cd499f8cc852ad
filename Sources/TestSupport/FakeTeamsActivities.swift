import ChatPlatforms
import Crypto
import Foundation
public import Model

/// Makes and signs the requests of an outgoing webhook in their known form.
public struct FakeTeamsActivities: Sendable {
    private let key: SymmetricKey
    private let channel: String

    /// - Parameters:
    ///   - token: Base64, as Teams shows it.
    ///   - channel: `19:…@thread.tacv2`.
    public init(token: String, channel: String) {
        key = SymmetricKey(data: Data(base64Encoded: token) ?? Data())
        self.channel = channel
    }

    public func headers(for body: [UInt8]) -> [String: String] {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: key)
        return ["content-type": "application/json; charset=utf-8", "authorization": "HMAC " + Data(code).base64EncodedString()]
    }

    /// - Parameter root: the message at the head of the thread; nil begins one.
    public func message(id: String, root: String?, user: String, text: String, html: String?, at now: Instant) -> FakeDelivery {
        let mention = #"<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">outcomed</span>"#
        let page: JSONValue = ["contentType": "text/html", "content": .string("<div><div>\(mention)&nbsp;\(html ?? text)</div></div>")]
        let from: JSONValue = ["id": .string("29:1-\(user)"), "name": .string("Name of \(user)"), "aadObjectId": .string(user)]
        let conversation: JSONValue = [
            "isGroup": true, "id": .string("\(channel);messageid=\(root ?? id)"), "conversationType": "channel", "tenantId": "t-1", "name": .null,
        ]
        let place: JSONValue = ["id": .string(channel)]
        let channelData: JSONValue = [
            "teamsChannelId": .string(channel), "teamsTeamId": "19:team@thread.tacv2", "channel": place, "team": ["id": "19:team@thread.tacv2"],
            "tenant": ["id": "t-1"],
        ]
        let activity: JSONValue = [
            "type": "message", "id": .string(id), "timestamp": .string("\(now)"), "serviceUrl": "https://smba.trafficmanager.net/emea/",
            "channelId": "msteams", "from": from, "conversation": conversation, "recipient": .null, "textFormat": "plain",
            "text": .string("<at>outcomed</at>&nbsp;\(text)\n"), "attachments": .array([page]),
            "entities": [["type": "clientInfo", "locale": "en-US", "country": "US", "platform": "Web"]], "channelData": channelData,
            "replyToId": .null, "locale": "en-US",
        ]
        let body = activity.encoded
        return FakeDelivery(headers: headers(for: body), body: body)
    }
}
