import ChatPlatforms
import Foundation
import Model
import Testing

@testable import DaemonConfig

@Suite("Secrets")
struct SecretTests {
    @Test(
        "references are read by their form",
        arguments: [
            ("${credential:slack-bot}", .credential("slack-bot")), ("${env:SLACK_TOKEN}", .env("SLACK_TOKEN")),
            ("${file:/etc/token}", .file("/etc/token")), ("${file:secrets/../token}", .file("/base/token")), ("${credential:}", nil),
            ("${credential:../x}", nil), ("${credential:.hidden}", nil), ("${env:1X}", nil), ("${env:A-B}", nil), ("${vault:x}", nil),
            ("$env:X", nil),
            ("x${env:X}", nil), ("${env:X}x", nil), ("${file:}", nil),
        ] as [(String, SecretReference?)])
    func forms(_ text: String, _ reference: SecretReference?) {
        #expect(SecretReference(text, folder: "/base") == reference)
    }

    @Test("a credential is looked for under the service's name first, then under its own, and loses one line break at its end")
    func credentials() throws {
        let folder = try Folder()
        try folder.write("outcomed_bot", "first\n")
        try folder.write("bot", "second")
        try folder.write("hook", "line\r\n")
        try folder.write("two", "word\n\n")
        let source = SecretSource(environment: ["CREDENTIALS_DIRECTORY": folder.path])
        #expect(try SecretReference.credential("bot").resolve(using: source).reveal() == "first")
        #expect(try SecretReference.credential("hook").resolve(using: source).reveal() == "line")
        #expect(try SecretReference.credential("two").resolve(using: source).reveal() == "word\n")
    }

    @Test("an environment variable and a file are looked up as named")
    func others() throws {
        let folder = try Folder()
        let path = try folder.write("token", "from-file\n")
        let source = SecretSource(environment: ["TOKEN": "from-environment"])
        #expect(try SecretReference.env("TOKEN").resolve(using: source).reveal() == "from-environment")
        #expect(try SecretReference.file(path).resolve(using: source).reveal() == "from-file")
    }

    @Test("what cannot be had is told by its reference alone")
    func failures() throws {
        let folder = try Folder()
        let large = try folder.write("large", String(repeating: "s", count: SecretSource.limit + 1))
        let binary = try folder.write("binary", [0x73, 0x65, 0xFF, 0x00])
        let empty = try folder.write("empty", "\n")
        let full = try folder.write("full", String(repeating: "s", count: SecretSource.limit))
        let none = SecretSource(environment: [:])
        let some = SecretSource(environment: ["CREDENTIALS_DIRECTORY": folder.path])
        let cases: [(SecretReference, SecretSource, SecretProblem)] = [
            (.credential("x"), none, .noCredentials(.credential("x"))), (.credential("x"), some, .missing(.credential("x"))),
            (.env("X"), none, .missing(.env("X"))), (.file("/nowhere/x"), none, .missing(.file("/nowhere/x"))),
            (.file(folder.path), none, .unreadable(.file(folder.path))), (.file(large), none, .tooLarge(.file(large), bytes: 65_536)),
            (.file(binary), none, .notText(.file(binary))), (.file(empty), none, .empty(.file(empty))),
        ]
        for (reference, source, problem) in cases {
            #expect(throws: problem) { try reference.resolve(using: source) }
        }
        #expect(try SecretReference.file(full).resolve(using: none).reveal().count == SecretSource.limit)
    }

    @Test(
        "each has a sentence with the way out",
        arguments: [
            (
                .noCredentials(.credential("bot")),
                "${credential:bot} needs systemd's credentials, and $CREDENTIALS_DIRECTORY is not set: start the service by systemd, or use ${env:…} or ${file:…}"
            ),
            (.missing(.credential("bot")), "there is no credential for ${credential:bot}: add `LoadCredential=outcomed_bot:…` to the unit"),
            (.missing(.env("BOT")), "the environment has no BOT for ${env:BOT}: set it"),
            (.missing(.file("/t")), "there is no file for ${file:/t}"),
            (.unreadable(.file("/t")), "the file of ${file:/t} cannot be read: check its owner and permissions"),
            (.empty(.env("BOT")), "${env:BOT} is empty"),
            (.tooLarge(.file("/t"), bytes: 65_536), "${file:/t} is larger than 64 KiB, which no secret is"),
            (.notText(.file("/t")), "${file:/t} is not text"),
        ] as [(SecretProblem, String)])
    func sentences(_ problem: SecretProblem, _ sentence: String) {
        #expect(problem.description == sentence)
    }

    @Test("accounts get their secrets, and each that cannot be had is a problem at its place")
    func accounts() throws {
        let (configuration, _) = try loaded()
        let (settings, problems) = configuration.resolveAccounts(using: SecretSource(environment: ["BOT_TOKEN": "xoxb-planted-1"]))
        #expect(settings.map(\.account) == ["local"])
        #expect(
            problems.map { "\($0.line):\($0.column): \($0.keyPath): \($0.sentence)" } == [
                "6:21: accounts.slack.signing_secret: the environment has no SIGNING_SECRET for ${env:SIGNING_SECRET}: set it"
            ])
        let both = configuration.resolveAccounts(using: SecretSource(environment: ["BOT_TOKEN": "xoxb-planted-1", "SIGNING_SECRET": "planted-2"]))
        #expect(both.problems.isEmpty)
        #expect(both.settings.map(\.account) == ["local", "slack"])
        #expect(both.settings.last?.secrets["bot_token"]?.reveal() == "xoxb-planted-1")
        #expect(!"\(both.settings)".contains("planted"))
    }

    static let planted = "xoxb-8417-PLANTEDplanted93"

    @Test(
        "a secret that somebody wrote into the file is never shown",
        arguments: [
            "platform: slack\n    bot_token: PLANTED", "platform: slack\n    bot_token: \"${PLANTED}\"",
            "platform: slack\n    bot_token: \"${credential:PLANTED/x}\"",
            "platform: slack\n    bot_token: \"${env:PLANTED}\"", "platform: slack\n    bot_token: [PLANTED]",
            "platform: slack\n    bot_token: {PLANTED: x}",
            "platform: slack\n    bot_token: {x: PLANTED}", "platform: slack\n    bot_token: \"${file:x} PLANTED\"",
            "platform: slack\n    PLANTED: x",
            "platform: slack\n    token: PLANTED", "platform: PLANTED", "platform: [PLANTED]",
            "platform: slack\n    bot_token: PLANTED\n    bot_token: PLANTED",
            "platform: slack\n    PLANTED: x\n    PLANTED: x", "platform: slack\n    api_url: PLANTED",
            "platform: slack\n    api_url: https://PLANTED@x.example",
            "platform: slack\n    bot_user_id: PLANTED", "platform: slack\n    bot_token: \"PLANTED", "platform: slack\n    bot_token: @PLANTED",
            "platform: slack\n    bot_token: PLANTED: PLANTED", "platform: slack\n    bot_token: *PLANTED",
            "platform: webhook\n    url: https://hooks.example/PLANTED\n    secret: PLANTED",
            "platform: webhook\n    receive: PLANTED", "PLANTED", "PLANTED: slack", "[PLANTED]",
            "platform: slack\n    PLANTED: {a: 1, a: 2}", "platform: builtin\n  PLANTED: {platform: builtin}", "platform: builtin\nPLANTED: x",
            "platform: builtin\nproxy: http://me:PLANTED@proxy.example",
            "platform: builtin\nproxy: PLANTED", "platform: builtin\npublic_url: https://me:PLANTED@x.example", "platform: builtin\nlisten: PLANTED",
            "platform: builtin\nallowed_hosts: [PLANTED@x]", "platform: builtin\ntemplates: PLANTED",
            "platform: builtin\nchannels: {demo: {account: PLANTED}}", "platform: builtin\nchannels: {demo: {account: x, read: PLANTED}}",
            "platform: builtin\nchannels: {demo: {account: x, allow_private: PLANTED}}", "platform: builtin\nchannels: {PLANTED: {account: x}}",
        ])
    func neverShown(_ account: String) throws {
        let text = "accounts:\n  x:\n    " + account.replacing("PLANTED", with: Self.planted)
        let lines = try problems(daemon: text, team: nil)
        #expect(!lines.contains { $0.contains("PLANTED") || $0.contains("8417") }, "\(lines)")
        // A variable's name is the one form that may stand there.
        if !account.contains("${env:") { #expect(!lines.isEmpty) }
    }
}
