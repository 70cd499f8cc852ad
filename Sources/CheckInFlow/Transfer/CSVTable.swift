/// A table of comma-separated values (RFC 4180), each field with its place in the row's own text.
struct CSVTable: Sendable {
    struct Field: Hashable, Sendable {
        /// Without quotation marks around it, and without spaces at its ends.
        var text: String
        /// UTF-8 byte offsets into the row's text: the words that it was read from.
        var start: Int
        var end: Int
    }

    struct Row: Hashable, Sendable {
        /// Where it begins, counted from 1.
        var line: Int
        /// As it stands in the file, without its line break.
        var text: String
        var fields: [Field]
    }

    var header: [String]
    var rows: [Row]

    /// Separated by commas, semicolons or tabs, whichever the first row has most of. Nil when there is no row at all.
    init?(_ bytes: [UInt8]) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
        var reader = RowReader(content, separator: Self.separator(of: content))
        guard let first = reader.next() else { return nil }
        header = first.fields.map(\.text)
        rows = []
        while let row = reader.next() { rows.append(row) }
    }

    private static func separator(of bytes: [UInt8]) -> UInt8 {
        let first = bytes.prefix { $0 != UInt8(ascii: "\n") }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].map { byte in (byte, first.count { $0 == byte }) }
        return candidates.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0.0 : nil } ?? UInt8(ascii: ",")
    }
}

private struct RowReader {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var index = 0
    private var line = 1

    init(_ bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    /// Rows without any text are passed over.
    mutating func next() -> CSVTable.Row? {
        while index < bytes.count {
            let row = read()
            if row.fields.contains(where: { !$0.text.isEmpty }) { return row }
        }
        return nil
    }

    private mutating func read() -> CSVTable.Row {
        let begin = index
        let beginLine = line
        var fields: [CSVTable.Field] = []
        var fieldBegin = index
        var isQuoted = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: "\n") {
                line += 1
                if !isQuoted { break }
            } else if byte == separator, !isQuoted {
                fields.append(field(fieldBegin..<index, of: begin))
                fieldBegin = index + 1
            }
            index += 1
        }
        var end = index
        if end > begin, end <= bytes.count, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        fields.append(field(fieldBegin..<max(fieldBegin, end), of: begin))
        index += 1
        return CSVTable.Row(line: beginLine, text: String(decoding: bytes[begin..<end], as: UTF8.self), fields: fields)
    }

    private func field(_ range: Range<Int>, of begin: Int) -> CSVTable.Field {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, bytes[start] == 0x20 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        let isQuoted = end - start >= 2 && bytes[start] == UInt8(ascii: "\"") && bytes[end - 1] == UInt8(ascii: "\"")
        if isQuoted {
            start += 1
            end -= 1
        }
        var text = String(decoding: bytes[start..<end], as: UTF8.self)
        if isQuoted { text = text.replacing("\"\"", with: "\"") }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        return CSVTable.Field(text: text, start: start - begin, end: end - begin)
    }
}
