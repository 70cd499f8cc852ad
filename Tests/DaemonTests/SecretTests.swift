import CheckInFlow
import Daemon
import Foundation
import Glibc
import Model
import OutboundHTTP
import TestSupport
import Testing

/// Secrets that were planted in the configuration come out nowhere, whatever goes wrong.
@Suite(.serialized, .timeLimit(.minutes(1))) struct SecretTests {
    /// What the chats do to the daemon's requests.
    enum Trouble: String, CaseIterable, Sendable {
        case none, refusal, reset, garbage, echo

        func answer(_ request: RecordedRequest) -> LoopbackAnswer? {
            switch self {
            case .none: nil
            case .refusal: .text("no", status: 404)
            case .reset: .reset
            case .garbage: .garbage
            // A careless other side may say back all that it was told.
            case .echo: .text("\(request.method) \(request.path) \(request.headers) \(request.text)", status: 400)
            }
        }
    }

    @Test("no output of the daemon, of a command or of a page holds a planted secret", arguments: Trouble.allCases)
    func nowhere(_ trouble: Trouble) async throws {
        let slack = FakeSlack(
            token: Planted.botToken, signingSecret: Planted.signingSecret, channels: ["C0S"], clock: FlowClock.system.now)
        let bridge = FakeBridge(secret: Planted.bridgeSecret, clock: FlowClock.system.now)
        let answer: LoopbackServer.Answer = { request in
            if let answer = trouble.answer(request) { return answer }
            return request.path.hasPrefix("/api/") ? await slack.answer(request) : await bridge.answer(request)
        }
        try await LoopbackServer.run(answer: answer) { server in
            let files = try DaemonFiles(
                [.slack(server: server.url), .bridge(server: server.url), .localWithToken],
                channels: [("s", "slack", "C0S"), ("b", "bridge", "C0B"), ("l", "local", "")], teams: [("s", "s"), ("b", "b"), ("l", "l")])
            try files.write()
            let (daemon, client) = try await RealProcess.serve(files, ["--log", "trace"])
            var told = try await talk(client, files, slack, bridge)
            #expect(
                await server.waitFor { requests in
                    requests.contains { $0.path.hasPrefix("/api/") } && requests.contains { $0.path == Planted.bridgePath }
                })
            try await eventually("the first tries to be settled") {
                try await RealProcess.perform(.outbox(deadOnly: false), files).output.split(separator: "\n").allSatisfy { !$0.contains(" sending ") }
            }
            told += try await outputs(client, files)
            daemon.signal(SIGTERM)
            #expect(try await daemon.exit() == 0)
            for command in [["outbox", "--json"], ["status", "--json"], ["check", "--secrets"]] {
                let process = try RealProcess.start(command, files)
                #expect(try await process.exit() == 0)
                told.append(process.text)
            }
            told.append(daemon.text)
            #expect(daemon.text.contains("webhook refused"))
            for text in told { #expect(Planted.found(in: text) == [], "in: \(text)") }
        }
    }

    @Test("a secret of the wrong form is named, and not shown")
    func wrongForm() async throws {
        for (file, text) in [("bridge-secret", Planted.bridgeKey + "!"), ("bridge-url", "ftp:/" + Planted.bridgePath)] {
            let files = try DaemonFiles(.bridge(server: "http://127.0.0.1:9"))
            try files.write()
            try files.folder.write("secrets/\(file)", text)
            let process = try RealProcess.start(["serve", "--log", "trace"], files)
            #expect(try await process.exit() == 78)
            #expect(process.text.contains("bridge"))
            #expect(Planted.found(in: process.text) == [])
        }
    }

    /// Asks all teams, and writes to the daemon rightly and wrongly.
    private func talk(_ client: Client, _ files: DaemonFiles, _ slack: FakeSlack, _ bridge: FakeBridge) async throws -> [String] {
        var told: [String] = []
        for team in ["s", "b", "l"] {
            let answer = try await RealProcess.perform(.ask(team: TeamID(trusted: team), again: false), files, json: true)
            #expect(answer.exit == 0)
            told.append(answer.output + answer.error)
        }
        var event = await slack.say("signups 1,450", as: "U0ANA", in: "C0S", mention: true)
        #expect(try await client.post(event) == 200)
        event.body.append(32)
        #expect(try await client.post(event) == 401)
        var (_, delivery) = await bridge.say("signups 1,450", as: "ana", in: "C0B")
        #expect(try await client.post(delivery, to: "bridge") == 200)
        delivery.headers["webhook-signature"] = Planted.bridgeSecret
        #expect(try await client.post(delivery, to: "bridge") == 401)
        #expect(try await client.write("l", text: "signups 1,450", token: Planted.chatToken).status == 201)
        #expect(try await client.write("l", text: "signups 1,450", token: Planted.chatToken + "x").status == 401)
        return told
    }

    /// All that the running daemon tells, in both forms.
    private func outputs(_ client: Client, _ files: DaemonFiles) async throws -> [String] {
        var told: [String] = []
        var operations: [CheckInFlow.Operation] = [.status(team: nil), .outbox(deadOnly: false), .outbox(deadOnly: true), .reload]
        let asked = try await RealProcess.perform(.status(team: "s"), files)
        if let id = asked.output.split(whereSeparator: { " ,\n".contains($0) }).first(where: { $0.hasPrefix("s/") }) {
            operations.append(.trace(id: String(id)))
        }
        for operation in operations {
            for json in [false, true] {
                let answer = try await RealProcess.perform(operation, files, json: json)
                told.append(answer.output + answer.error)
            }
        }
        for path in ["/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/chat/l", "/nowhere"] {
            told.append(String(decoding: try await client.send(.get, path).body, as: UTF8.self))
        }
        return told
    }
}
