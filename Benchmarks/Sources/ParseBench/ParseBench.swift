import ArgumentParser

@main
struct ParseBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures how fast replies are read, on one core, their vocabularies ready.",
        discussion: "Times are the processor's, so that what else runs on the machine counts little.")

    @Option(help: "For how many seconds of the processor to read.")
    var seconds = 3.0

    @Flag(help: "Print each hostile text.") var each = false

    @Argument(help: "Labelled messages, one JSON object a line.")
    var corpus: String

    func run() throws {
        let corpus = try Corpus(path: corpus)
        let speed = corpus.speed(seconds: seconds)
        let hostile = HostileText.all.map { Growth(of: $0, in: corpus) }
        for (name, nanoseconds) in [("mean", speed.mean), ("quickest tenth of passes", speed.quickTenth)] {
            print(
                "| replies parsed, one core (\(corpus.replies.count) messages), \(name) | \(grouped(1e9 / nanoseconds)) /s, \(grouped(nanoseconds)) ns each |"
            )
        }
        print("| allocations for each | \(rounded(corpus.allocations)) |")
        if each { hostile.forEach { print("| \($0.name) | \($0.microseconds) |") } }
        if let worst = hostile.max(by: { $0.longest < $1.longest }) {
            print("| hostile message of 4,000 characters, worst of \(hostile.count) (\(worst.name)) | \(rounded(worst.longest / 1000)) µs |")
        }
        if let steepest = hostile.max(by: { $0.factor < $1.factor }) {
            print("| 1,000, 2,000 and 4,000 characters, steepest (\(steepest.name)) | \(steepest.microseconds) |")
        }
    }
}
