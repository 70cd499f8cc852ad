import Foundation
import Model
import Testing

@testable import Web

@Suite struct PageTests {
    static let hostile = [
        "<script>alert(1)</script>", "</div><img src=x onerror=alert(1)>", "\"'><b>", "\u{600}<script>alert(1)</script>", "<\u{338}script>",
        "{{title}} {{{title}}} {{> head}}",
    ]

    @Test("no text of a person becomes markup", arguments: hostile)
    func escapes(text: String) throws {
        let channel = ChatChannel(id: "growth", title: text, people: [.init(id: "ana", name: text)])
        let page = try Pages().chat(channel, entries: [entry(1, text), entry(2, text, sender: "outcomed", thread: 1)], caller: .anyone)
        #expect(!page.unicodeScalars.contains(sequence: "<script>alert".unicodeScalars))
        #expect(!page.unicodeScalars.contains(sequence: "<img src=x".unicodeScalars))
        #expect(!page.unicodeScalars.contains(sequence: "<b>\"".unicodeScalars))
        #expect(page.components(separatedBy: escaped(text)).count == 9)
    }

    @Test("the page shows messages in their threads, names its people, and runs no inline script or style")
    func page() async throws {
        let backend = ScriptedBackend {
            $0.entries = [
                entry(1, "prompt", sender: "outcomed"), entry(2, "first"),
                entry(3, "reply\nsecond line", sender: "ben", thread: 1, editedAt: Instant(seconds: 4)),
            ]
        }
        try await RunningServer.site(backend) { server async throws in
            let page = try await server.send("GET", "/chat/growth").body
            let order = ["prompt", "reply\nsecond line", "first"].compactMap { page.range(of: ">\($0)</div>")?.lowerBound }
            #expect(order.count == 3 && order == order.sorted())
            #expect(page.contains(#"<option value="ben">Ben</option>"#) && page.contains("choose your name") && page.contains("edited"))
            #expect(page.contains("<noscript>") && page.contains(#"<div class="text">"#))
            #expect(!page.contains("<style") && !page.contains("onclick") && !page.contains("style="))
            #expect(page.components(separatedBy: "<script").count == 2)
        }
    }

    @Test(
        "every file that the pages name is served with its type",
        arguments: [
            ("/assets/chat.css", "text/css; charset=utf-8", "--paper"), ("/assets/chat.js", "text/javascript; charset=utf-8", "EventSource"),
            ("/assets/messages.js", "text/javascript; charset=utf-8", "MessageList"), ("/assets/icon.svg", "image/svg+xml", "<svg"),
        ])
    func assets(path: String, type: String, content: String) async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            let answer = try await server.send("GET", path)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == type)
            #expect(answer.body.contains(content))
        }
    }

    @Test("no script ever turns text into markup")
    func scripts() {
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
            #expect(!(Asset.chatScript + Asset.messagesScript).contains(word))
        }
    }

    @Test("the index links to the chats that are served")
    func index() async throws {
        try await RunningServer.site(ScriptedBackend()) { server async throws in
            #expect(try await server.send("GET", "/").body.contains(#"<a href="/chat/growth"><b>Growth</b>"#))
        }
        try await RunningServer.site(ScriptedBackend { $0.channels = [] }) { server async throws in
            #expect(try await server.send("GET", "/").body.contains("No chat is served here"))
        }
    }
}

extension String.UnicodeScalarView {
    fileprivate func contains(sequence: String.UnicodeScalarView) -> Bool {
        let all = Array(self), wanted = Array(sequence)
        guard all.count >= wanted.count else { return false }
        return (0...all.count - wanted.count).contains { Array(all[$0..<$0 + wanted.count]) == wanted }
    }
}
