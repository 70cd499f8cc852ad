import CheckInFlow
import Foundation
import HistoryStore
import Model
import Synchronization

/// The demo's side of a terminal: prints what appears in the chat, and takes replies typed there.
final class DemoTalk: Sendable {
    private let chat: BuiltInChat
    private let channel: ChannelID
    private let people: [Person]
    private let seen = Mutex<Int64>(0)
    private let prompt = Mutex<UniqueID?>(nil)

    init(chat: BuiltInChat, channel: ChannelID, people: [Person]) {
        self.chat = chat
        self.channel = channel
        self.people = people
    }

    func start(address: String, folder: DemoFolder) async {
        let names = people.map(\.id.rawValue)
        say(
            """
            outcomed demo: a sample team of \(people.count) with eight weeks of made-up history.

              Reply in the browser   http://\(address)/chat/\(channel)
              or by JSON             curl -s http://\(address)/chat/\(channel)/messages -H 'Content-Type: application/json' \\
                                       -d '{"sender": "\(names.first ?? "ana")", "text": "sign-ups 1,450, on track; churn 4.1%"}'
            """)
        if isatty(0) != 0 {
            say("  or type it here, as \(names.first ?? "ana"); `\(names.dropFirst().first ?? "ben"): …` speaks for somebody else")
        }
        if !folder.isTemporary { say("  Kept in                \(folder.path)") }
        say("  Look inside with       \(CommandLine.arguments.first ?? "outcomed") status --config \(folder.configurationPath)")
        say("  Ctrl-C ends it.\n")
        Task { await self.show() }
        if isatty(0) != 0 { listen() }
    }

    private func show() async {
        let changes = chat.changes(in: channel)
        await printNew()
        for await _ in changes { await printNew() }
    }

    private func printNew() async {
        let after = seen.withLock { $0 }
        guard let messages = try? await chat.messages(in: channel, after: after) else { return }
        for message in messages where !message.isDeleted {
            seen.withLock { $0 = max($0, message.sequence) }
            if message.sender == chatSenderName, message.thread == nil { prompt.withLock { $0 = message.id } }
            let edited = message.editedAt == nil ? "" : " (edited)"
            let text = message.text.split(separator: "\n", omittingEmptySubsequences: false).map { "  │ \($0)" }.joined(separator: "\n")
            say("\(message.sender)\(edited)\n\(text)\n")
        }
    }

    /// Reads lines on a thread of its own, since reading a terminal blocks.
    private func listen() {
        let (lines, continuation) = AsyncStream<String>.makeStream()
        Thread.detachNewThread {
            while let line = readLine() { continuation.yield(line) }
            continuation.finish()
        }
        Task {
            for await line in lines where !line.allSatisfy(\.isWhitespace) { await post(line) }
        }
    }

    private func post(_ line: String) async {
        var sender = people.first?.id.rawValue ?? ""
        var text = line
        if let colon = line.firstIndex(of: ":"), let person = people.first(where: { $0.id.rawValue == line[..<colon].lowercased() }) {
            sender = person.id.rawValue
            text = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        do {
            _ = try await chat.post(in: channel, sender: sender, text: text, thread: prompt.withLock { $0 })
        } catch {
            say("not sent: \(error)")
        }
    }
}
