public import Foundation
import Synchronization

/// A text file read line by line, however long it is.
public final class LineFile: Sendable {
    private struct State {
        var pending: [UInt8] = []
        var next = 0
        var isAtEnd = false
        var number = 0
    }

    /// No line of an export is nearly as long; a file without line breaks is not held in memory.
    static let longestLine = 64 << 20

    private let handle: FileHandle
    private let state = Mutex(State())
    private let coder = RecordCoder()

    public init(_ handle: FileHandle) { self.handle = handle }

    /// How many lines were read.
    public var number: Int { state.withLock { $0.number } }

    /// Without its line break; nil at the end.
    public func next() throws -> [UInt8]? {
        try state.withLock { state in
            while true {
                if let end = state.pending[state.next...].firstIndex(of: UInt8(ascii: "\n")) {
                    let line = Array(state.pending[state.next..<end])
                    state.next = end + 1
                    state.number += 1
                    return line
                }
                if state.isAtEnd {
                    guard state.next < state.pending.count else { return nil }
                    defer { state.next = state.pending.count }
                    state.number += 1
                    return Array(state.pending[state.next...])
                }
                state.pending.removeFirst(state.next)
                state.next = 0
                guard state.pending.count <= Self.longestLine else {
                    throw RecordProblem(sentence: "line \(state.number + 1) is longer than \(Self.longestLine >> 20) MiB")
                }
                let more = try handle.read(upToCount: 1 << 18) ?? Data()
                if more.isEmpty { state.isAtEnd = true } else { state.pending += more }
            }
        }
    }
}

extension LineFile {
    /// The next record of JSON Lines; empty lines count for nothing. Its problems name their line.
    public func nextRecord() throws -> HistoryRecord? {
        while let line = try next() {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            do throws(RecordProblem) {
                return try coder.record(line)
            } catch {
                throw RecordProblem(sentence: "line \(number): \(error.sentence)")
            }
        }
        return nil
    }
}
