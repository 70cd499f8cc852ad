import CurlHTTP
import Foundation
import Model
import OutboundHTTP
import TestSupport
import Testing

extension Sockets {
    @Suite struct LifecycleTests {
        @Test("cancelling the task ends the request, and the transport goes on")
        func cancel() async throws {
            try await withServer({ $0.path == "/stall" ? .stall : .text("ok") }) { server, transport in
                let task = Task { await failure(transport, request("\(server.url)/stall")) }
                _ = await server.next()
                task.cancel()
                #expect(await task.value == .cancelled)
                let response = try await transport.send(request(server.url))
                #expect(response.status == 200)
            }
        }

        @Test("a request of a task that is cancelled already is not sent")
        func cancelledBefore() async throws {
            try await withServer({ _ in .text("ok") }) { server, transport in
                let task = Task {
                    while !Task.isCancelled { await Task.yield() }
                    return await failure(transport, request(server.url))
                }
                task.cancel()
                #expect(await task.value == .cancelled)
                #expect(server.connectionCount == 0)
            }
        }

        @Test("cancelling at any moment answers exactly once")
        func cancelRace() async throws {
            try await withServer({ _ in .text("ok") }) { server, transport in
                await withTaskGroup(of: TransportFailure?.self) { group in
                    for number in 0..<200 {
                        group.addTask {
                            let task = Task { await failure(transport, request(server.url)) }
                            for _ in 0..<number { await Task.yield() }
                            task.cancel()
                            return await task.value
                        }
                    }
                    for await failure in group { #expect(failure == nil || failure == .cancelled) }
                }
            }
        }

        @Test("a shutdown ends what is under way as cancelled, and what comes later too")
        func shutdown() async throws {
            try await LoopbackServer.run(answer: { _ in .stall }) { server in
                let transport = CurlTransport()
                let tasks = (0..<5).map { _ in Task { await failure(transport, request(server.url)) } }
                #expect(await server.waitFor { $0.count == 5 })
                await transport.shutdown()
                for task in tasks { #expect(await task.value == .cancelled) }
                #expect(await failure(transport, request(server.url)) == .cancelled)
                await transport.shutdown()
            }
        }

        @Test("a transport leaves neither threads nor descriptors behind, shut down or just dropped")
        func leaks() async throws {
            try await LoopbackServer.run(answer: { _ in .text("ok") }) { server in
                let rounds = 100
                let before = try (count(in: "/proc/self/fd"), count(in: "/proc/self/task"))
                for round in 0..<rounds {
                    let transport = CurlTransport()
                    _ = try await transport.send(request(server.url))
                    if round % 2 == 0 { await transport.shutdown() }
                }
                await server.stop()
                // Each round would leave a thread, or a socket of its own. Other tests of the process have theirs meanwhile, and a dropped
                // transport's thread may take a moment to end.
                let isGone = try await eventually {
                    try count(in: "/proc/self/fd") < before.0 + rounds / 4 && count(in: "/proc/self/task") < before.1 + rounds / 4
                }
                #expect(isGone)
            }
        }

        private func count(in directory: String) throws -> Int { try FileManager.default.contentsOfDirectory(atPath: directory).count }

        private func eventually(_ condition: () throws -> Bool) async throws -> Bool {
            let end = ContinuousClock.now + .seconds(10)
            while ContinuousClock.now < end {
                if try condition() { return true }
                await Task.yield()
            }
            return false
        }
    }
}
