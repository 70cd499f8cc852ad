import Foundation

/// Where answers come from: a terminal, or a test.
struct Questionnaire {
    struct Ended: Error {}

    /// Nil at the end of the input.
    var readLine: () -> String?
    /// The same without showing what is typed.
    var readSecret: () -> String?
    var write: (String) -> Void

    /// Asks until the answer will do.
    ///
    /// - Parameters:
    ///   - fallback: what an empty answer means; nil where there must be one.
    ///   - check: nil when the answer will do, else a sentence on what is wrong with it.
    func ask(_ question: String, fallback: String? = nil, check: (String) -> String? = { _ in nil }) throws -> String {
        while true {
            let shown = fallback.map { $0.isEmpty ? "" : " [\($0)]" } ?? ""
            write("\(question)\(shown): ")
            guard let line = readLine() else { throw Ended() }
            let answer = line.trimmingCharacters(in: .whitespaces)
            let meant = answer.isEmpty ? fallback ?? "" : answer
            if meant.isEmpty, fallback == nil {
                write("  It needs an answer.\n")
            } else if let problem = check(meant) {
                write("  \(problem)\n")
            } else {
                return meant
            }
        }
    }

    func askSecret(_ question: String) throws -> String {
        write("\(question) (not shown; empty to leave it out): ")
        guard let line = readSecret() else { throw Ended() }
        write("\n")
        return line.trimmingCharacters(in: .whitespaces)
    }

    func confirm(_ question: String) throws -> Bool {
        let answer = try ask("\(question) (yes or no)", fallback: "yes") {
            ["yes", "no", "y", "n"].contains($0.lowercased()) ? nil : "Say yes or no."
        }
        return answer.lowercased().hasPrefix("y")
    }

    static var terminal: Questionnaire {
        Questionnaire(
            readLine: { Swift.readLine() },
            readSecret: {
                var attributes = termios()
                guard tcgetattr(0, &attributes) == 0 else { return Swift.readLine() }
                let shown = attributes
                attributes.c_lflag &= ~tcflag_t(ECHO)
                tcsetattr(0, TCSANOW, &attributes)
                defer {
                    var shown = shown
                    tcsetattr(0, TCSANOW, &shown)
                }
                return Swift.readLine()
            },
            write: { try? FileHandle.standardOutput.write(contentsOf: Data($0.utf8)) })
    }
}
