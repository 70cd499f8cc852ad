/// One thing that the doctor looked at.
public struct Finding: Sendable, Hashable, Encodable {
    public enum Verdict: String, Sendable, Hashable, Encodable {
        case well
        /// Nothing is lost by it, but an operator should know.
        case note
        /// Something does not work, or will not.
        case trouble
    }

    /// What was looked at: `store`, `channel growth`.
    public var subject: String
    public var verdict: Verdict
    public var sentence: String
    /// What to do about it, most often a command.
    public var remedy: String?

    static func well(_ subject: String, _ sentence: String) -> Finding { Finding(subject: subject, verdict: .well, sentence: sentence) }

    static func note(_ subject: String, _ sentence: String, _ remedy: String? = nil) -> Finding {
        Finding(subject: subject, verdict: .note, sentence: sentence, remedy: remedy)
    }

    static func trouble(_ subject: String, _ sentence: String, _ remedy: String) -> Finding {
        Finding(subject: subject, verdict: .trouble, sentence: sentence, remedy: remedy)
    }
}

/// All that the doctor found, in the order in which it looked.
public struct DoctorReport: Sendable, Hashable, Encodable {
    public var findings: [Finding]

    public var hasTrouble: Bool { findings.contains { $0.verdict == .trouble } }

    /// One line a finding, the way out below it, and a sum at the end.
    public var text: String {
        let width = findings.map(\.subject.count).max() ?? 0
        var lines: [String] = []
        for finding in findings {
            let head = finding.verdict == .trouble ? "TROUBLE" : finding.verdict.rawValue
            let indent = 9 + width + 2
            let sentences = finding.sentence.split(separator: "\n").map(String.init)
            lines.append(padded(head, 9) + padded(finding.subject, width + 2) + (sentences.first ?? ""))
            for more in sentences.dropFirst() { lines.append(String(repeating: " ", count: indent) + more) }
            if let remedy = finding.remedy { lines.append(String(repeating: " ", count: indent) + "→ " + remedy) }
        }
        return (lines + ["", sum]).joined(separator: "\n")
    }

    private var sum: String {
        let troubles = findings.count { $0.verdict == .trouble }
        let notes = findings.count { $0.verdict == .note }
        let parts = [(troubles, "trouble"), (notes, "note")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        return parts.isEmpty ? "All is well." : parts.joined(separator: ", ") + "."
    }

    private func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
}
