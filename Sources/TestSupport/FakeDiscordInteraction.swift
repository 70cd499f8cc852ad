import ChatPlatforms
import Foundation
import OutboundHTTP

/// What Discord sends to an application's endpoint, and what it takes for an answer.
struct FakeDiscordInteraction {
    static let ping: JSONValue = ["type": .integer(1), "id": "1", "application_id": "1", "token": "t", "version": .integer(1)]

    /// - Parameter isDirect: the channel is that of the bot and one person, which has no server.
    static func command(_ text: String, id: String, as user: String, in channel: String, isDirect: Bool) -> JSONValue {
        let person: JSONValue = ["id": .string(user), "username": "ana", "global_name": "Ana"]
        let option: JSONValue = ["name": "text", "type": .integer(3), "value": .string(text)]
        var members: [String: JSONValue] = [
            "type": .integer(2), "id": .string(id), "application_id": "1", "token": "t", "version": .integer(1), "locale": "en-GB",
            "channel_id": .string(channel), "channel": ["id": .string(channel), "type": .integer(isDirect ? 1 : 0)],
            "data": ["id": "7", "name": "checkin", "type": .integer(1), "options": [option]],
        ]
        if isDirect {
            members["user"] = person
        } else {
            members["guild_id"] = "9"
            members["member"] = ["user": person, "nick": .null]
        }
        return .object(members)
    }

    /// Why Discord would show the sender that the application did not respond; nil where it takes the answer.
    static func complaint(_ answer: OutboundResponse, to body: [UInt8]) -> String? {
        guard answer.status == 200 else { return "status \(answer.status)" }
        guard answer.header("content-type")?.lowercased().hasPrefix("application/json") ?? false else { return "no content type of JSON" }
        guard let answer = try? JSONValue(reading: answer.body), let interaction = try? JSONValue(reading: body) else { return "no JSON" }
        if interaction["type"] == .integer(1) { return answer == ["type": .integer(1)] ? nil : "no pong" }
        guard let data = answer["data"], Set((answer.object ?? [:]).keys) == ["type", "data"] else { return "no data" }
        switch answer["type"]?.integer {
        case 4:
            let content = data["content"]?.string ?? ""
            let isCalm = data["allowed_mentions"]?["parse"] == []
            return (1...2000).contains(content.utf16.count) && isCalm ? nil : "a message that is empty, too long or calls people"
        case 5: return nil
        default: return "type \(answer["type"]?.integer ?? 0) to a command"
        }
    }
}
