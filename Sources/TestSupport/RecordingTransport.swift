public import OutboundHTTP
import Synchronization

/// A transport without a network: it records the requests and gives the answers that the test has set up.
public final class RecordingTransport: HTTPTransport {
    public typealias Answer = Result<OutboundResponse, TransportFailure>
    public typealias Rule = @Sendable (OutboundRequest) -> Answer?

    private struct Script {
        var answers: [Answer] = []
        var rule: Rule?
    }

    private let script: Mutex<Script>
    private let recorder = Recorder<OutboundRequest>()

    /// One answer a request, in order.
    public init(_ answers: [Answer] = []) { script = Mutex(Script(answers: answers)) }

    /// The answer by the request; nil falls back on the answers in order.
    public init(rule: @escaping Rule) { script = Mutex(Script(rule: rule)) }

    /// Adds an answer after those not yet given.
    public func answer(_ answer: Answer) { script.withLock { $0.answers.append(answer) } }

    public func answer(status: Int, headers: [(name: String, value: String)] = [], body: String = "") {
        answer(.success(OutboundResponse(status: status, headers: headers, body: Array(body.utf8))))
    }

    /// Replaces the rule; nil takes it away.
    public func answer(by rule: Rule?) { script.withLock { $0.rule = rule } }

    /// All requests so far, oldest first.
    public var requests: [OutboundRequest] { recorder.all }

    /// Answers that no request has used: a test that set them up in vain may assert that there are none.
    public var unusedAnswers: Int { script.withLock { $0.answers.count } }

    /// The next request that this method has not returned yet.
    public func next() async -> OutboundRequest { await recorder.next() }

    /// Waits until the condition holds of all requests so far; false when it does not in time.
    public func waitFor(timeout: Duration = .seconds(10), _ condition: @escaping @Sendable ([OutboundRequest]) -> Bool) async -> Bool {
        await recorder.waitFor(timeout: timeout, condition)
    }

    public func send(_ request: OutboundRequest) async throws(TransportFailure) -> OutboundResponse {
        recorder.append(request)
        if Task.isCancelled { throw .cancelled }
        let rule = script.withLock { $0.rule }
        let answer = rule?(request) ?? script.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() }
        guard let answer else {
            // No failure that code under test could take for a network's: the test itself is wrong.
            preconditionFailure(
                """
                RecordingTransport has no answer for request \(recorder.all.count), \(request). \
                Give one for each with init(_:) or answer(_:), or a rule for all with init(rule:) or answer(by:).
                """)
        }
        return try answer.get()
    }
}
