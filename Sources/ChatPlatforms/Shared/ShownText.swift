import Model

extension OutgoingText {
    /// Without what nobody would see: white space around the title, and paragraphs of nothing else.
    var shown: OutgoingText {
        let title = title?.trimmed ?? ""
        return OutgoingText(title: title.isEmpty ? nil : title, paragraphs: paragraphs.filter { !$0.trimmed.isEmpty })
    }

    /// Nothing of it is shown.
    var isEmpty: Bool { title == nil && paragraphs.isEmpty }

    /// The title on one line.
    var titleLine: String? { title?.split(whereSeparator: \.isNewline).joined(separator: " ") }

    /// The paragraphs as one text.
    var body: String { paragraphs.joined(separator: "\n\n") }
}
