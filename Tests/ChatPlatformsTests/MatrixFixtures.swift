import Model
import OutboundHTTP

@testable import ChatPlatforms

extension Planted {
    static let matrixToken = "syt_PLANTED_matrix_9f"

    static let matrix = [matrixToken]
}

func matrix(plain: [String: String] = [:]) throws -> any ChatPlatform {
    try makePlatform(
        AccountSettings(
            account: "company-matrix", kind: .matrix, plain: ["homeserver": "https://hs.example/"].merging(plain) { $1 },
            secrets: ["access_token": Secret(Planted.matrixToken)]))
}

extension PlatformFixture {
    static let matrix = [
        PlatformFixture(name: "matrix", make: { try ChatPlatformsTests.matrix() }, limits: matrixLimits, shape: matrixShape),
        PlatformFixture(
            name: "matrix-replied", make: { try ChatPlatformsTests.matrix() }, limits: matrixLimits,
            shape: { message in
                var message = matrixShape(message)
                message.thread = message.thread.map { "reply:" + $0 }
                return message
            }),
    ]
}

@Sendable private func matrixShape(_ message: OutgoingMessage) -> OutgoingMessage {
    var message = message
    message.conversation = "!abc:hs.example"
    message.thread = message.thread.map { _ in "$root" }
    message.edits = message.edits.map { _ in "$earlier" }
    message.mentions = message.mentions.map { $0 == "U0ANA" ? "@anna:hs.example" : $0 }
    return message
}

/// The whole event with its signatures has to stay below 65,536 bytes.
@Sendable private func matrixLimits(_ body: JSONValue) -> [(text: String, limit: TextLimit)] {
    let content = body["m.new_content"] ?? body
    return [
        (body.text, TextLimit(60_000, .bytes)), (content["body"]?.string ?? "", TextLimit(20_000, .bytes)),
        (content["formatted_body"]?.string ?? "", TextLimit(30_000, .bytes)),
    ]
}
