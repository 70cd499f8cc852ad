import Foundation
import Model
import Testing

@testable import Web

@Suite struct ChatMessagesTests {
    @Test("messages are listed oldest first, with exactly the promised keys, and without deleted ones")
    func list() async throws {
        let backend = ScriptedBackend {
            $0.entries = [entry(1, "prompt", sender: "outcomed"), entry(2, "signups 5", thread: 1), entry(3, "gone", isDeleted: true)]
        }
        try await RunningServer.site(backend) { server async throws in
            let answer = try await server.send("GET", "/chat/growth/messages")
            let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [[String: Any]])
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(json.map { $0["text"] as? String } == ["prompt", "signups 5"])
            #expect(json.allSatisfy { Set($0.keys) == ["id", "thread", "sender", "text", "at"] })
            #expect(json[0]["thread"] is NSNull)
            #expect(json[1]["thread"] as? String == UniqueID(high: 0, low: 1).description)
            #expect(json[1]["at"] as? String == "1970-01-01T00:00:02Z")
        }
    }

    @Test("a message that was edited says when, and its text is what it says now")
    func edited() async throws {
        let backend = ScriptedBackend { $0.entries = [entry(1, "signups 6", editedAt: Instant(seconds: 9)), entry(2, "thanks")] }
        try await RunningServer.site(backend) { server async throws in
            let answer = try await server.send("GET", "/chat/growth/messages")
            let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [[String: Any]])
            #expect(json.map { $0["edited_at"] as? String } == ["1970-01-01T00:00:09Z", nil])
            #expect(json.map { $0["text"] as? String } == ["signups 6", "thanks"])
        }
    }

    @Test("a post reaches the backend as it was sent, and answers 201 with the message's id")
    func post() async throws {
        let id = UniqueID(high: 7, low: 7)
        let backend = ScriptedBackend {
            $0.onPost = { $0 == ChatPost(sender: "ana", text: "signups 5", thread: UniqueID(high: 0, low: 1)) ? .posted(id) : .noSuchChannel }
        }
        try await RunningServer.site(backend) { server async throws in
            let answer = try await server.post(#"{"sender": "ana", "text": "signups 5", "thread": "\#(UniqueID(high: 0, low: 1))"}"#)
            #expect(answer.status == 201)
            #expect(answer.body == #"{"id":"\#(id)"}"#)
        }
    }

    @Test(
        "a post that cannot be taken says in one sentence why, and never reaches the backend",
        arguments: [
            (#"{"sender": "zoe", "text": "hi"}"#, 400, "`sender` must be the id of one of this channel's people: ana, ben."),
            (#"{"text": "hi"}"#, 400, "`sender` must be the id of one of this channel's people: ana, ben."),
            (#"{"sender": "outcomed", "text": "hi"}"#, 400, "`sender` must be the id of one of this channel's people: ana, ben."),
            (#"{"sender": "ana", "text": " \n "}"#, 400, "`text` must not be empty."),
            (#"{"sender": "ana"}"#, 400, "`text` must not be empty."),
            (#"{"sender": "ana", "text": "\#(String(repeating: "ä", count: 10_001))"}"#, 400, "`text` must not be longer than 20000 bytes."),
            (#"{"sender": "ana", "text": "a\u0000b"}"#, 400, "`text` must not hold the character U+0000."),
            (#"{"sender": "ana", "text": "hi", "thread": "nope"}"#, 400, "`thread` must be the id of a message in this channel, or null."),
            (#"["ana", "hi"]"#, 400, "The body must be a JSON object with `sender` and `text`, and `thread` for a reply."),
            ("", 400, "The body must be a JSON object with `sender` and `text`, and `thread` for a reply."),
            (String(repeating: "[", count: 10_000), 400, "The body must be a JSON object with `sender` and `text`, and `thread` for a reply."),
        ])
    func refusedPosts(body: String, status: Int, sentence: String) async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let answer = try await server.post(body)
            #expect(answer.status == status)
            #expect(answer.body == sentence + "\n")
        }
    }

    @Test(
        "what the backend answers to a post becomes its status",
        arguments: [
            (ChatPostAnswer.noSuchChannel, 404, nil), (.noSuchThread, 400, nil), (.unknownSender(known: ["x"]), 400, nil),
            (.unavailable(retryAfter: .milliseconds(1500)), 503, "2"),
        ] as [(ChatPostAnswer, Int, String?)])
    func postAnswers(given: ChatPostAnswer, status: Int, retryAfter: String?) async throws {
        try await RunningServer.site(ScriptedBackend { $0.onPost = { _ in given } }) { server async throws in
            let answer = try await server.post(#"{"sender": "ana", "text": "hi", "thread": null}"#)
            #expect(answer.status == status)
            #expect(answer.headers["retry-after"] == retryAfter)
        }
    }

    @Test(
        "an edit and a deletion answer as the backend does",
        arguments: [
            (ChatEditAnswer.done, 200, 204), (.noSuchMessage, 404, 404), (.notTheirs, 403, 403), (.unavailable(retryAfter: .seconds(3)), 503, 503),
        ])
    func edits(given: ChatEditAnswer, edited: Int, deleted: Int) async throws {
        let id = UniqueID(high: 0, low: 9)
        let backend = ScriptedBackend {
            $0.onEdit = { got, text, author in got == id && (text == "new" || text == nil) && author == nil ? given : .noSuchMessage }
        }
        try await RunningServer.site(backend) { server async throws in
            let path = "/chat/growth/messages/\(id)"
            let edit = try await server.send("PUT", path, headers: ["Content-Type": "application/json"], body: #"{"text": "new"}"#)
            let deletion = try await server.send("DELETE", path)
            #expect(edit.status == edited)
            #expect(deletion.status == deleted)
        }
    }

    @Test("an edit that names its sender is made as that person")
    func editAs() async throws {
        try await RunningServer.site(ScriptedBackend { $0.onEdit = { _, _, author in author == "ben" ? .done : .notTheirs } }) {
            server async throws in
            let path = "/chat/growth/messages/\(UniqueID(high: 0, low: 9))"
            let edit = try await server.send("PUT", path, headers: ["Content-Type": "application/json"], body: #"{"text": "new", "sender": "ben"}"#)
            #expect(edit.status == 200)
        }
    }

    @Test(
        "an unknown channel, message or address is 404",
        arguments: [
            "/chat/nowhere", "/chat/nowhere/messages", "/chat/nowhere/events", "/chat/Growth", "/chat/growth%2F", "/nothing", "/chat/growth/nothing",
            "/assets/other.js", "/chat/nowhere/sign-in", "/control",
        ])
    func unknown(path: String) async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let answer = try await server.send("GET", path)
            #expect(answer.status == 404)
            #expect(answer.body.hasSuffix(".\n"))
        }
    }

    @Test("while the store cannot be read, the list and the page are 503")
    func storeAway() async throws {
        try await RunningServer.site(ScriptedBackend { $0.entries = nil }) { server async throws in
            for path in ["/chat/growth", "/chat/growth/messages"] {
                let answer = try await server.send("GET", path)
                #expect(answer.status == 503)
                #expect(answer.headers["retry-after"] == "5")
            }
        }
    }
}
