import Glibc
import NIOCore
import NIOHTTP1

/// One connection of a ``LoopbackServer``: gathers a request, asks for the answer, and acts on it.
final class LoopbackHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private let connection: Int
    private let recorder: Recorder<RecordedRequest>
    private let answer: LoopbackServer.Answer
    private var request: RecordedRequest?

    init(connection: Int, recorder: Recorder<RecordedRequest>, answer: @escaping LoopbackServer.Answer) {
        self.connection = connection
        self.recorder = recorder
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let headers = head.headers.map { (name: $0.name, value: $0.value) }
            request = RecordedRequest(method: head.method.rawValue, path: head.uri, headers: headers, body: [], connection: connection)
        case .body(let part):
            request?.body += part.readableBytesView
        case .end:
            guard let request else { return }
            self.request = nil
            respond(to: request, on: context.channel)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func respond(to request: RecordedRequest, on channel: any Channel) {
        recorder.append(request)
        Task { [answer] in
            // A client that has gone meanwhile is no fault of the server's.
            try? await perform(answer(request), for: request, on: channel)
        }
    }
}

private func perform(_ answer: LoopbackAnswer, for request: RecordedRequest, on channel: any Channel) async throws {
    switch answer {
    case .respond(let status, let headers, let body):
        let bytes = head(status, headers, length: body.count) + (request.method == "HEAD" ? [] : body)
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    case .stall:
        break
    case .reset:
        // A close that lingers for no time sends RST.
        try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        try await channel.close()
    case .drip(let bytes, let perSecond):
        try await channel.writeAndFlush(ByteBuffer(bytes: head(200, [], length: bytes.count)))
        for byte in bytes {
            try await Task.sleep(for: .seconds(1) / max(1, perSecond))
            try await channel.writeAndFlush(ByteBuffer(bytes: [byte]))
        }
    case .closeEarly:
        try await channel.close()
    case .garbage:
        try await channel.writeAndFlush(ByteBuffer(string: "\u{1}\u{2}220 mail.example.org ESMTP\r\n\r\n"))
        try await channel.close()
    case .raw(let bytes):
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
        try await channel.close()
    }
}

private func head(_ status: Int, _ headers: [(String, String)], length: Int) -> [UInt8] {
    var text = "HTTP/1.1 \(status) \(HTTPResponseStatus(statusCode: status).reasonPhrase)\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    // These two have no body, and a length would be read as the next answer's.
    if status != 204 && status != 304 { text += "Content-Length: \(length)\r\n" }
    return Array((text + "\r\n").utf8)
}
