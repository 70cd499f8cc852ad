import CheckInFlow
import Foundation
import Model
import OutboundHTTP
import TestSupport
import Testing

/// The built-in chat over its JSON.
@Suite(.timeLimit(.minutes(1))) struct BuiltInChatTests {
    @Test("in the built-in chat a reply is answered 201 with its id, acknowledged in the thread, and edited and deleted over JSON")
    func wholeCheckIn() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        try await InProcess.run(files) { daemon in
            let client = daemon.client
            #expect(await daemon.perform(.ask(team: "growth", again: false)).exit == 0)
            let prompt = try await entry(client, "the prompt") { $0.sender == "outcomed" }
            #expect(prompt.thread == nil && prompt.text.contains("Weekly sign-ups"))

            let posted = try await client.write("growth", sender: "ana", text: "signups 1,450, trial 12%, churn 4.1%", thread: prompt.id)
            #expect(posted.status == 201)
            let id = try #require(posted.id)
            let first = try await entry(client, "the acknowledgement") { $0.sender == "outcomed" && $0.thread == prompt.id }
            #expect(["1,450", "12", "4.1"].allSatisfy(first.text.contains))
            #expect(try await client.chat("growth").map(\.id) == [prompt.id, id, first.id])

            #expect(try await client.write("growth", message: id, text: "signups 1,460, trial 12%").status == 200)
            let edited = try await entry(client, "the edited acknowledgement") { $0.sender == "outcomed" && $0.text.contains("1,460") }
            #expect(edited.id == first.id)
            let signups = try await daemon.history("signups")
            #expect(signups.map(\.value) == [1450, 1460] && signups.map(\.state) == [.superseded, .live])
            #expect(try await daemon.history("churn").map(\.state) == [.withdrawn])

            #expect(try await client.write("growth", message: id, text: nil).status == 204)
            _ = try await entry(client, "the withdrawal") { $0.id == first.id && $0.text.contains("withdrawn") }
            #expect(try await client.chat("growth").map(\.id) == [prompt.id, first.id])
            #expect(try await daemon.history("signups").allSatisfy { $0.state != .live && $0.evidence != nil })
        }
    }

    @Test("what the built-in chat cannot take is told with a status of its own, and kept nowhere")
    func refusals() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        try await InProcess.run(files) { daemon in
            let client = daemon.client
            #expect(try await client.write("growth", sender: "nobody", text: "signups 1").status == 400)
            #expect(try await client.write("growth", sender: "ana", text: "signups 1", thread: "no-such-thread").status == 400)
            #expect(try await client.write("elsewhere", sender: "ana", text: "signups 1").status == 404)
            #expect(try await client.write("growth", message: "AZqxxxxxxxxxxxxxxxxxxw", text: "signups 1").status == 404)
            let form = try await client.send(.post, "/chat/growth/messages", headers: ["content-type": "text/plain"], body: Array("{}".utf8))
            #expect(form.status == 415)
            let foreign = ["content-type": "application/json", "origin": "https://elsewhere.example.org"]
            let crossed = try await client.send(.post, "/chat/growth/messages", headers: foreign, body: Array(#"{"sender":"ana","text":"1"}"#.utf8))
            #expect(crossed.status == 403)
            #expect(try await client.chat("growth") == [])
        }
    }

    @Test("the daemon's own message cannot be changed by a person")
    func ownMessage() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        try await InProcess.run(files) { daemon in
            #expect(await daemon.perform(.ask(team: "growth", again: false)).exit == 0)
            let prompt = try await entry(daemon.client, "the prompt") { $0.sender == "outcomed" }
            #expect(try await daemon.client.write("growth", message: prompt.id, text: "something else").status == 403)
            #expect(try await daemon.client.write("growth", message: prompt.id, text: nil).status == 403)
            #expect(try await daemon.client.chat("growth") == [prompt])
        }
    }

    @Test("where the chat is not open, a token writes as its person and as nobody else")
    func token() async throws {
        let files = try DaemonFiles(.localWithToken)
        try files.write()
        try await InProcess.run(files) { daemon in
            let client = daemon.client
            #expect(try await client.write("growth", sender: "ana", text: "signups 1").status == 401)
            #expect(try await client.write("growth", sender: "ana", text: "signups 1", token: "another").status == 401)
            #expect(try await client.write("growth", sender: "ben", text: "signups 1", token: Planted.chatToken).status == 403)
            #expect(try await client.write("growth", text: "hello there", token: Planted.chatToken).status == 201)
            let messages = try await client.chat("growth", token: Planted.chatToken)
            #expect(messages.map(\.sender) == ["ana"])
            let written = daemon.log.all.joined(separator: "\n")
            #expect(Planted.found(in: written) == [])
        }
    }

    private func entry(_ client: Client, _ what: String, _ isRight: (Client.Entry) -> Bool) async throws -> Client.Entry {
        try await eventually(what) { try await client.chat("growth").first(where: isRight) }
    }
}
