import Foundation
import Model
import Testing

@testable import ChatPlatforms

/// One way to set up an account of a platform, as the table of the docs has it.
struct PlatformForm: Sendable {
    var kind: PlatformKind
    var form: String
    var plain: [String: String] = [:]
    var secrets: [String: String] = [:]

    /// Nil for a platform that is not there.
    init?(_ kind: String, _ form: String, plain: [String: String] = [:], secrets: [String: String] = [:]) {
        guard let kind = PlatformKind(rawValue: kind) else { return nil }
        self.kind = kind
        self.form = form
        self.plain = plain
        self.secrets = secrets
    }

    func make() throws -> any ChatPlatform {
        try makePlatform(AccountSettings(account: "account", kind: kind, plain: plain, secrets: secrets.mapValues(Secret.init)))
    }

    private static let token = "token-of-sixteen"
    private static let hook = "https://chat.example/hooks/x"
    private static let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    static let all: [PlatformForm] = [
        PlatformForm("slack", "bot token", secrets: ["bot_token": token, "signing_secret": token]),
        PlatformForm("slack", "incoming webhook", secrets: ["webhook_url": hook]),
        PlatformForm(
            "mattermost", "bot token, polling", plain: ["server": "https://chat.example", "poll": "true"], secrets: ["bot_token": token]),
        PlatformForm("mattermost", "incoming webhook", secrets: ["webhook_url": hook]),
        PlatformForm(
            "rocketchat", "personal token, polling", plain: ["server": "https://chat.example", "user_id": "abcdefghijklmnopq", "poll": "true"],
            secrets: ["auth_token": token]),
        PlatformForm("rocketchat", "incoming webhook", secrets: ["webhook_url": hook]),
        PlatformForm("discord", "bot token, polling", plain: ["poll": "true"], secrets: ["bot_token": token]),
        PlatformForm(
            "discord", "bot token, slash command",
            plain: ["public_key": "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"], secrets: ["bot_token": token]),
        PlatformForm("discord", "webhook", secrets: ["webhook_url": "https://discord.com/api/webhooks/1/x"]),
        PlatformForm(
            "teams", "workflow and outgoing webhook",
            secrets: ["webhook_url": hook, "security_token": "vqF0En+Z0ucuRTM/01o2GuhMH3hKKk/N2bOmlM31zaA="]),
        PlatformForm("teams", "workflow", secrets: ["webhook_url": hook]),
        PlatformForm(
            "googlechat", "webhook and Chat app", plain: ["audience": "123456789012"],
            secrets: ["webhook_url": "https://chat.googleapis.com/v1/spaces/AAA/messages?key=k&token=t"]),
        PlatformForm("googlechat", "webhook", secrets: ["webhook_url": "https://chat.googleapis.com/v1/spaces/AAA/messages?key=k&token=t"]),
        PlatformForm(
            "zulip", "bot, event queue", plain: ["site": "https://zulip.example", "email": "bot@zulip.example", "poll": "true"],
            secrets: ["api_key": token]),
        PlatformForm("matrix", "account", plain: ["homeserver": "https://matrix.example"], secrets: ["access_token": token]),
        PlatformForm("telegram", "bot, polling", plain: ["poll": "true"], secrets: ["bot_token": "123456:ABCdefGHIjklMNOpqrSTUvwxYZ123456789"]),
        PlatformForm("webhook", "plain JSON", secrets: ["url": hook, "secret": key]),
        PlatformForm("builtin", "the daemon's own chat"),
    ].compactMap(\.self)
}

@Suite("The table of platforms")
struct PlatformTableTests {
    private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("docs")
    private static let begin = "<!-- platforms: begin -->\n"
    private static let end = "<!-- platforms: end -->"

    /// Set OUTCOMED_GOLDEN=record to write the table anew.
    @Test("in the docs says what the adapters declare")
    func table() throws {
        let path = Self.docs.appendingPathComponent("platforms.md").path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let begin = try #require(text.range(of: Self.begin))
        let end = try #require(text.range(of: Self.end))
        let table = try Self.rendered()
        if ProcessInfo.processInfo.environment["OUTCOMED_GOLDEN"] == "record" {
            try (text[..<begin.upperBound] + table + text[end.lowerBound...]).write(toFile: path, atomically: true, encoding: .utf8)
        } else {
            #expect(text[begin.upperBound..<end.lowerBound] == table)
        }
    }

    @Test("has every platform, and each has a page of its own and an example", arguments: PlatformKind.allCases)
    func complete(kind: PlatformKind) throws {
        #expect(PlatformForm.all.contains { $0.kind == kind })
        let page = try String(contentsOf: Self.docs.appendingPathComponent("\(kind.rawValue).md"), encoding: .utf8)
        #expect(page.contains("platform: \(kind.rawValue)"))
        let example = Self.docs.deletingLastPathComponent().appendingPathComponent("config/examples/\(kind.rawValue).yaml").path
        // The built-in chat stands in the sample itself.
        #expect(kind == .builtin || FileManager.default.fileExists(atPath: example))
    }

    @Test("is one of the pages to which the docs' index leads; it leads to all of them")
    func index() throws {
        let index = try String(contentsOf: Self.docs.appendingPathComponent("README.md"), encoding: .utf8)
        let pages = try FileManager.default.contentsOfDirectory(atPath: Self.docs.path).filter { $0.hasSuffix(".md") && $0 != "README.md" }
        #expect(pages.count > 15)
        for page in pages { #expect(index.contains("](\(page))"), "\(page)") }
    }

    private static func rendered() throws -> String {
        let columns = [
            "platform", "set up with", "replies come by", "in threads", "edits its own", "marks", "to one person", "sent twice is taken once by",
            "longest text",
        ]
        var lines = ["| \(columns.joined(separator: " | ")) |", "| " + columns.map { _ in "---" }.joined(separator: " | ") + " |"]
        for form in PlatformForm.all.sorted(by: { $0.kind.rawValue < $1.kind.rawValue }) {
            let can = try form.make().capabilities
            let ways = [can.pushes ? "push" : nil, can.polls ? "polling" : nil].compactMap(\.self).joined(separator: ", ")
            let replies = can.receives ? (ways.isEmpty ? "itself" : ways) : "–"
            let once = can.idempotencyKey.map { "`\($0)`" } ?? (can.readsBack ? "reading back" : "–")
            let cells = [
                "[\(form.kind.rawValue)](\(form.kind.rawValue).md)", form.form, replies, mark(can.threads), mark(can.edits), mark(can.reacts),
                mark(can.direct),
                once, can.textLimit.map { "\($0)" } ?? "–",
            ]
            lines.append("| \(cells.joined(separator: " | ")) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func mark(_ can: Bool) -> String { can ? "yes" : "–" }
}
