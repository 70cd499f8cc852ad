import Model

extension OutgoingText {
    /// Takes a rendered template apart: a first line that starts with `# ` is the title, and blank lines stand between paragraphs.
    ///
    /// Works on bytes, since telling characters apart costs many times as much.
    init(rendered: String) {
        var title: String?
        let isGuarded = rendered.utf8.contains(PlainWords.guardianLead)
        var paragraphs: [String] = []
        var isInParagraph = false
        for line in rendered.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let line = Self.trimmingEnd(line)
            if line.isEmpty {
                isInParagraph = false
            } else if title == nil, paragraphs.isEmpty, line.starts(with: "# ".utf8) {
                title = Self.text(line.dropFirst(2), isGuarded)
            } else if isInParagraph {
                paragraphs[paragraphs.count - 1] += "\n" + Self.text(line, isGuarded)
            } else {
                paragraphs.append(Self.text(line, isGuarded))
                isInParagraph = true
            }
        }
        self.init(title: title, paragraphs: paragraphs)
    }

    private static func trimmingEnd(_ line: Substring.UTF8View) -> Substring.UTF8View {
        var line = line
        while line.last == UInt8(ascii: " ") || line.last == UInt8(ascii: "\t") { line.removeLast() }
        return line
    }

    private static func text(_ line: Substring.UTF8View, _ isGuarded: Bool) -> String {
        let text = Substring(line)
        guard isGuarded else { return String(text) }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != PlainWords.guardian }))
    }
}
