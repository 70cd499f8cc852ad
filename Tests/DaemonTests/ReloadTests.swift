import CheckInFlow
import Foundation
import Model
import Testing

/// Reloads over the control socket of the real executable.
@Suite(.serialized, .timeLimit(.minutes(1))) struct ReloadTests {
    @Test("a reload takes a new team and a changed channel, and keeps a broken one out with every problem named")
    func reload() async throws {
        var files = try DaemonFiles([.local], channels: [("growth", "local", ""), ("other", "local", "")], teams: [("growth", "growth")])
        try files.write()
        let (daemon, client) = try await RealProcess.serve(files)
        #expect(try await RealProcess.perform(.status(team: "sales"), files).exit == 1)

        files.teams.append(("sales", "growth"))
        try files.write()
        let added = try await RealProcess.perform(.reload, files)
        #expect(added.exit == 0 && added.output == "configuration read anew")
        #expect(try await RealProcess.perform(.ask(team: "sales", again: false), files).exit == 0)
        try await eventually("the new team's prompt") { try await client.chat("growth").contains { $0.text.contains("Team sales") } }

        try files.folder.write("config/teams/sales.yaml", "team: sales\nchanel: growth\n")
        let broken = try await RealProcess.perform(.reload, files)
        #expect(broken.exit == 78 && broken.output.isEmpty)
        #expect(broken.error.hasPrefix("the old configuration stays in force:\n"))
        #expect(broken.error.contains("config/teams/sales.yaml:2:1: chanel: "))
        #expect(try await RealProcess.perform(.status(team: "sales"), files).exit == 0)

        files.teams = [("growth", "other"), ("sales", "growth")]
        files.listen = "127.0.0.1:1"
        try files.write()
        let moved = try await RealProcess.perform(.reload, files)
        #expect(moved.exit == 0 && moved.output == "configuration read anew\nlisten takes effect after a restart")
        #expect(try await RealProcess.perform(.ask(team: "growth", again: false), files).exit == 0)
        try await eventually("the prompt in the other channel") { try await client.chat("other").contains { $0.text.contains("Team growth") } }
        daemon.signal(SIGTERM)
        #expect(try await daemon.exit() == 0)
    }

    @Test("a team that a reload brings is asked at its time")
    func scheduled() async throws {
        var files = try DaemonFiles(.local)
        try files.write()
        let (daemon, _) = try await RealProcess.serve(files)
        files.teams.append(("sales", "growth"))
        try files.write()
        #expect(try await RealProcess.perform(.reload, files).exit == 0)
        let status = try await RealProcess.perform(.status(team: "sales"), files)
        #expect(status.output.contains("next ask"))
        try await daemon.killNow()
    }

    @Test("a token of the built-in chat that a reload changes lets its new holder in and the old one no longer")
    func token() async throws {
        let files = try DaemonFiles(.localWithToken)
        try files.write()
        let (daemon, client) = try await RealProcess.serve(files)
        #expect(try await client.write("growth", text: "hello", token: Planted.chatToken).status == 201)
        try files.folder.write("secrets/chat-tokens", "ben: another-\(Planted.chatToken)\n")
        #expect(try await RealProcess.perform(.reload, files).exit == 0)
        #expect(try await client.write("growth", text: "hello", token: Planted.chatToken).status == 401)
        #expect(try await client.write("growth", text: "hello", token: "another-\(Planted.chatToken)").status == 201)
        try await daemon.killNow()
    }
}
