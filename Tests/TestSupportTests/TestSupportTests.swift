import Foundation
import Model
import OutboundHTTP
import Testing

@testable import TestSupport

@Suite(.timeLimit(.minutes(1))) struct TestSupportTests {
    @Test("the random numbers are SplitMix64's, and the same again from the same seed")
    func random() {
        var random = SeededRandom(seed: 1_234_567)
        #expect((0..<3).map { _ in random.next() } == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
        #expect("\(random)" == "seen again with OUTCOMED_SEED=1234567")
    }

    @Test("the clock moves only when it is told to")
    func clock() {
        let clock = ManualClock(Instant(seconds: 10))
        let read = clock.read
        clock.advance(by: .seconds(5))
        #expect(clock.now == Instant(seconds: 15))
        clock.set(Instant(seconds: 1))
        #expect(read() == Instant(seconds: 1))
    }

    @Test("a golden file passes when equal, and names the first line that differs")
    func golden() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("golden-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory.appendingPathComponent("Golden"), withIntermediateDirectories: true)
        let file = directory.appendingPathComponent("SomeTests.swift").path
        try Data("one\ntwo\n".utf8).write(to: directory.appendingPathComponent("Golden/a.txt"))
        try GoldenFile.check("one\ntwo\n", "a.txt", file: file)
        #expect(GoldenFile.firstDifference(Array("one\ntwo".utf8), Array("one\nTwo".utf8)) == LineDifference(line: 2, expected: "two", actual: "Two"))
        #expect(GoldenFile.firstDifference(Array("one".utf8), Array("one\n".utf8)) == LineDifference(line: 2, expected: nil, actual: ""))
        #expect(throws: GoldenMismatch.self) { try GoldenFile.check("one\n", "a.txt", file: file) }
        #expect(throws: GoldenMismatch.self) { try GoldenFile.check("one\n", "b.txt", file: file) }
    }

    @Test("the recording transport gives its answers in order, by rule first, and keeps the requests")
    func transport() async throws {
        let transport = RecordingTransport([.success(OutboundResponse(status: 200)), .failure(.connect(host: "h"))])
        let request = OutboundRequest(.get, url: Secret("https://example.org/x"))
        #expect(try await transport.send(request).status == 200)
        await #expect(throws: TransportFailure.connect(host: "h")) { try await transport.send(request) }
        transport.answer(status: 201, body: "made")
        #expect(transport.unusedAnswers == 1)
        #expect(try await transport.send(request).body == Array("made".utf8))
        transport.answer(by: { _ in .success(OutboundResponse(status: 204)) })
        #expect(try await transport.send(request).status == 204)
        #expect(transport.requests.count == 4)
        #expect(await transport.next() == request)
    }

    @Test("a recorder hands out each element once, wakes those who wait, and gives up in time")
    func recorder() async {
        let recorder = Recorder<Int>()
        async let first = recorder.next()
        async let reached = recorder.waitFor { $0.count == 3 }
        for number in 1...3 { recorder.append(number) }
        #expect(await first == 1)
        #expect(await reached)
        #expect(await recorder.next() == 2)
        #expect(await recorder.next() == 3)
        #expect(await !recorder.waitFor(timeout: .milliseconds(5)) { $0.count == 4 })
    }
}
