import CAllocations
import Foundation
import Model
import ReplyParsing

/// A message ready to be read.
struct Reply {
    var text: String
    var markup: Markup
    var vocabulary: Vocabulary
    var moment: Moment

    init(_ line: ParseLine, _ vocabulary: Vocabulary) {
        text = line.message.text
        markup = Markup(rawValue: line.message.platform) ?? .plain
        self.vocabulary = vocabulary
        moment = line.moment
    }

    /// Returns something of the reading, so that no work is left out as unused.
    func readOnce() -> Int {
        let reading = read(text, markup: markup, vocabulary: vocabulary, moment: moment)
        return reading.updates.count + reading.claims.count
    }
}

struct Corpus {
    var replies: [Reply]

    init(path: String) throws {
        let decoder = JSONDecoder()
        // Compiled once for a team, as the daemon does.
        var vocabularies: [ReadingContext: Vocabulary] = [:]
        replies = try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: UInt8(ascii: "\n")).map { bytes in
            let line = try decoder.decode(ParseLine.self, from: bytes)
            let vocabulary = vocabularies[line.readingContext] ?? Vocabulary(line.readingContext)
            vocabularies[line.readingContext] = vocabulary
            return Reply(line, vocabulary)
        }
        guard !replies.isEmpty else { throw CocoaError(.fileReadCorruptFile) }
    }

    /// Nanoseconds for a message: of each pass over the corpus, the quickest first.
    struct Speed {
        var passes: [Double]
        var mean: Double { passes.reduce(0, +) / Double(passes.count) }
        /// What a tenth of the passes stay below: a core that neighbours share is slow for most of its time, not for all of it.
        var quickTenth: Double { passes[passes.count / 10] }
    }

    /// The whole corpus, over and over; the first time does not count.
    func speed(seconds: Double) -> Speed {
        var sum = readAll()
        var passes: [Double] = []
        let start = processorTime()
        var before = start
        while before - start < seconds * 1e9 || passes.isEmpty {
            sum &+= readAll()
            let now = processorTime()
            passes.append((now - before) / Double(replies.count))
            before = now
        }
        keep(sum)
        return Speed(passes: passes.sorted())
    }

    /// Of the heap, for one message on average.
    var allocations: Double {
        let before = callocations_count()
        keep(readAll())
        return Double(callocations_count() - before) / Double(replies.count)
    }

    private func readAll() -> Int { replies.reduce(0) { $0 &+ $1.readOnce() } }
}

/// Nanoseconds that this thread has had of a processor.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// Stands for a use of the value that the compiler cannot see through.
@inline(never)
func keep(_ value: Int) { withExtendedLifetime(value) {} }

/// `104,200`.
func grouped(_ number: Double) -> String {
    var digits = String(Int(number.rounded()))
    var end = digits.endIndex
    while let comma = digits.index(end, offsetBy: -3, limitedBy: digits.index(after: digits.startIndex)) {
        digits.insert(",", at: comma)
        end = comma
    }
    return digits
}

/// With one decimal.
func rounded(_ number: Double) -> String { String((number * 10).rounded() / 10) }
