/// Makes people's text plain in a platform's dialect of Markdown, and harmless in it.
///
/// Scalar by scalar, and never shorter for a piece alone than within its text, so that ``TextLimit`` may measure letter by letter.
struct MarkdownEscaping: Sendable {
    /// Get a backslash wherever they stand.
    var marks: Set<Unicode.Scalar>
    /// Get one at the start of a line only.
    var lineMarks: Set<Unicode.Scalar> = ["#", ">", "-", "+"]
    /// Get an invisible space behind them, so that they call nobody and begin nothing.
    var disarmed: Set<Unicode.Scalar> = []

    /// Legal in addresses and without meaning there; a backslash would break the link.
    var plainInAddresses: Set<Unicode.Scalar> = ["*", "_", "~", "|"]
    private static let invisibleSpace: Unicode.Scalar = "\u{200B}"

    func callAsFunction(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        var isLineStart = true
        var isAddress = false
        let scalars = text.unicodeScalars
        for index in scalars.indices {
            let scalar = scalars[index]
            if scalar.properties.isWhitespace {
                isAddress = false
            } else if !isAddress {
                isAddress = Self.beginsAddress(scalars[index...])
            }
            if needsBackslash(scalar, isLineStart: isLineStart, isAddress: isAddress) { escaped.append("\\") }
            escaped.append(scalar)
            if disarmed.contains(scalar) { escaped.append(Self.invisibleSpace) }
            // Digits are still the start: a point behind them would make a list.
            isLineStart = Self.isLineBreak(scalar) || isLineStart && (("0"..."9").contains(scalar) || scalar == " ")
        }
        return String(escaped)
    }

    private func needsBackslash(_ scalar: Unicode.Scalar, isLineStart: Bool, isAddress: Bool) -> Bool {
        if isLineStart, lineMarks.contains(scalar) || scalar == "." || scalar == ")" { return true }
        return marks.contains(scalar) && !(isAddress && plainInAddresses.contains(scalar))
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" }

    private static func beginsAddress(_ text: Substring.UnicodeScalarView) -> Bool {
        text.first == "h" && (text.starts(with: "https://".unicodeScalars) || text.starts(with: "http://".unicodeScalars))
    }
}
