/// What is wrong with one file, collected while it is decoded, so that all of it can be told at once.
final class Findings {
    let file: String
    private(set) var problems: [Problem] = []

    init(file: String) { self.file = file }

    var hasErrors: Bool { problems.contains { $0.severity == .error } }

    func report(_ fault: Fault, at place: Place, path: String) {
        problems.append(Problem(file: file, line: place.line, column: place.column, keyPath: path, sentence: fault.sentence))
    }

    func warn(_ advice: Advice, at place: Place, path: String) {
        problems.append(
            Problem(file: file, line: place.line, column: place.column, keyPath: path, sentence: advice.sentence, severity: .warning))
    }

    /// By place, each once: a value that stands under an alias is decoded more than once.
    var sorted: [Problem] {
        var seen = Set<Problem>()
        return problems.enumerated()
            .sorted { ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset) }
            .map(\.element).filter { seen.insert($0).inserted }
    }
}
