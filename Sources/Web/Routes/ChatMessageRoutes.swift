import Foundation
import HTTPTypes
import Hummingbird
import Model
import NIOCore

/// `/chat/{channel}/messages`: the built-in chat for programs, and for its own page.
struct ChatMessageRoutes: Sendable {
    /// In bytes of UTF-8.
    static let textLimit = 20_000

    let chat: any ChatBackend
    let door: ChatDoor
    let bodyLimit: Int

    func add(to table: RouteTable) {
        table.add("/chat/{channel}/messages", [.get: list, .post: post])
        table.add("/chat/{channel}/messages/{message}", [.put: edit, .delete: delete])
    }

    @Sendable private func list(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let (channel, _) = try await door.enter(request, context)
        guard let entries = await chat.messages(in: channel.id, after: nil) else { throw Self.storeIsAway }
        return .json(try encodeJSON(entries.filter { !$0.isDeleted }.map(MessageJSON.init)))
    }

    @Sendable private func post(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        try requireJSON(request)
        let (channel, caller) = try await door.enter(request, context)
        let json = try await body(request)
        let sender = try sender(json, caller, channel)
        let post = ChatPost(sender: sender, text: try text(json), thread: try thread(json))
        switch await chat.post(post, in: channel.id) {
        case .posted(let id): return .json(try encodeJSON(PostedJSON(id: id)), status: .created)
        case .noSuchChannel: throw Refusal(404, "There is no such channel here.")
        case .noSuchThread: throw Self.noSuchThread
        case .unknownSender(let known): throw Self.unknownSender(known)
        case .unavailable(let wait): throw Refusal.unavailable("The message could not be kept; send it again.", retryAfter: wait)
        }
    }

    @Sendable private func edit(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        try requireJSON(request)
        let (channel, caller) = try await door.enter(request, context)
        let message = try message(context)
        let json = try await body(request)
        let author = json.sender == nil ? caller.person : PersonID(try sender(json, caller, channel))
        try check(await chat.edit(message, text: try text(json), by: author, in: channel.id))
        return .json(try encodeJSON(PostedJSON(id: message)))
    }

    @Sendable private func delete(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let (channel, caller) = try await door.enter(request, context)
        try check(await chat.delete(try message(context), by: caller.person, in: channel.id))
        return Response(status: .noContent)
    }

    // MARK: what came in

    private func requireJSON(_ request: Request) throws(Refusal) {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        // A form of a foreign page cannot send this type without asking first.
        guard type == "application/json" else { throw Refusal(415, "The body must be JSON, sent with Content-Type: application/json.") }
    }

    private func body(_ request: Request) async throws -> PostJSON {
        let bytes = try await request.body.collect(upTo: bodyLimit)
        guard let json = try? JSONDecoder().decode(PostJSON.self, from: Data(bytes.readableBytesView)) else {
            throw Refusal(400, "The body must be a JSON object with `sender` and `text`, and `thread` for a reply.")
        }
        return json
    }

    private func sender(_ json: PostJSON, _ caller: ChatCaller, _ channel: ChatChannel) throws(Refusal) -> String {
        if let person = caller.person {
            guard json.sender == nil || json.sender == person.rawValue else {
                throw Refusal(403, "This token is for \(person); `sender` must be that person.")
            }
            return person.rawValue
        }
        guard let sender = json.sender, channel.people.contains(where: { $0.id.rawValue == sender }) else {
            throw Self.unknownSender(channel.people.map(\.id.rawValue))
        }
        return sender
    }

    private func text(_ json: PostJSON) throws(Refusal) -> String {
        guard let text = json.text, text.contains(where: { !$0.isWhitespace }) else { throw Refusal(400, "`text` must not be empty.") }
        guard text.utf8.count <= Self.textLimit else { throw Refusal(400, "`text` must not be longer than \(Self.textLimit) bytes.") }
        guard !text.utf8.contains(0) else { throw Refusal(400, "`text` must not hold the character U+0000.") }
        return text
    }

    private func thread(_ json: PostJSON) throws(Refusal) -> UniqueID? {
        guard let thread = json.thread else { return nil }
        guard let id = UniqueID(thread) else { throw Self.noSuchThread }
        return id
    }

    private func message(_ context: BasicRequestContext) throws(Refusal) -> UniqueID {
        guard let id = context.parameters.get("message").flatMap(UniqueID.init(_:)) else { throw Self.noSuchMessage }
        return id
    }

    // MARK: what is wrong

    private func check(_ answer: ChatEditAnswer) throws(Refusal) {
        switch answer {
        case .done: return
        case .noSuchMessage: throw Self.noSuchMessage
        case .notTheirs: throw Refusal(403, "Only a message of your own can be changed.")
        case .unavailable(let wait): throw Refusal.unavailable("The change could not be kept; send it again.", retryAfter: wait)
        }
    }

    private static let noSuchMessage = Refusal(404, "There is no such message in this channel.")
    private static let noSuchThread = Refusal(400, "`thread` must be the id of a message in this channel, or null.")
    private static let storeIsAway = Refusal.unavailable("The messages cannot be read just now.", retryAfter: .seconds(5))

    private static func unknownSender(_ known: [String]) -> Refusal {
        Refusal(400, "`sender` must be the id of one of this channel's people: \(known.joined(separator: ", ")).")
    }
}
