/// The text of a file before YAML is read from it: its lines as the YAML library counts them, and what it must not hold.
struct YAMLText {
    private(set) var lines: [[Unicode.Scalar]]

    /// Refuses bytes that are not UTF-8 and characters that YAML does not allow, naming the first of them.
    init(_ bytes: [UInt8]) throws(YAMLFailure) {
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        lines = [[]]
        var decoder = UTF8()
        var iterator = content.makeIterator()
        var afterReturn = false
        decoding: while true {
            switch decoder.decode(&iterator) {
            case .emptyInput: break decoding
            case .error: throw YAMLFailure(fault: .notUTF8, place: end)
            case .scalarValue(let scalar):
                guard Self.isAllowed(scalar) else { throw YAMLFailure(fault: .controlCharacter(scalar.value), place: end) }
                if scalar == "\n", afterReturn { lines[lines.count - 2].append(scalar) } else { append(scalar) }
                afterReturn = scalar == "\r"
            }
        }
    }

    private var end: Place { Place(line: lines.count, column: (lines.last?.count ?? 0) + 1) }

    private mutating func append(_ scalar: Unicode.Scalar) {
        lines[lines.count - 1].append(scalar)
        switch scalar.value {
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: lines.append([])
        default: break
        }
    }

    var joined: String {
        var text = String.UnicodeScalarView()
        for line in lines { text.append(contentsOf: line) }
        return String(text)
    }

    func text(from place: Place) -> String { text(place) { $0.dropFirst(place.column - 1) } }

    func text(before place: Place) -> String { text(place) { $0.prefix(place.column - 1) } }

    private func text(_ place: Place, _ part: ([Unicode.Scalar]) -> ArraySlice<Unicode.Scalar>) -> String {
        guard lines.indices.contains(place.line - 1), place.column >= 1 else { return "" }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: part(lines[place.line - 1]))
        return String(text)
    }

    /// Writes other characters over a key, as many as it has, so that every place stays what it is. False where the key does not stand there.
    mutating func overwrite(_ key: String, at place: Place, with mark: Unicode.Scalar) -> Bool {
        let scalars = Array(key.unicodeScalars)
        guard !scalars.isEmpty, lines.indices.contains(place.line - 1) else { return false }
        let line = lines[place.line - 1]
        let quoted = line.indices.contains(place.column - 1) && (line[place.column - 1] == "\"" || line[place.column - 1] == "'")
        let start = place.column - 1 + (quoted ? 1 : 0)
        guard start + scalars.count <= line.count, Array(line[start..<start + scalars.count]) == scalars else { return false }
        for offset in scalars.indices { lines[place.line - 1][start + offset] = mark }
        return true
    }

    // YAML 1.2 §5.1, printable characters; a byte order mark is taken at the start only.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
