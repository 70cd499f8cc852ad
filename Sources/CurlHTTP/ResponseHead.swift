/// The header lines of an answer, as they come in; interim answers (1xx) and trailers are dropped.
struct ResponseHead {
    static let maximumCount = 128
    static let maximumBytes = 64 * 1024

    private(set) var fields: [(name: String, value: String)] = []
    private var bytes = 0
    private var isComplete = false

    /// Takes one line with its line break; false when the head breaks a limit.
    mutating func take(_ line: some Collection<UInt8>) -> Bool {
        bytes += line.count
        guard bytes <= Self.maximumBytes else { return false }
        let text = String(decoding: line, as: UTF8.self).trimmingLineEnd()
        if text.hasPrefix("HTTP/") {
            fields = []
            isComplete = false
        } else if text.isEmpty {
            isComplete = true
        } else if !isComplete {
            append(text)
        }
        return fields.count <= Self.maximumCount
    }

    private mutating func append(_ line: Substring) {
        if line.first == " " || line.first == "\t" {
            // A folded line goes on with the value before it (RFC 9112, 5.2).
            if !fields.isEmpty { fields[fields.count - 1].value += " " + line.trimmingBlanks() }
        } else if let colon = line.firstIndex(of: ":") {
            fields.append((String(line[..<colon]), String(line[line.index(after: colon)...].trimmingBlanks())))
        }
    }
}

extension StringProtocol where SubSequence == Substring {
    fileprivate func trimmingLineEnd() -> Substring {
        var rest = self[...]
        while let last = rest.unicodeScalars.last, last == "\r" || last == "\n" { rest.unicodeScalars.removeLast() }
        return rest
    }

    fileprivate func trimmingBlanks() -> Substring {
        var rest = self[...]
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
