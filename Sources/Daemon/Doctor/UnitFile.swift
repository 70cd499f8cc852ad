/// A unit file's directives, in order, as far as the doctor compares them.
struct UnitFile {
    /// `Service.ProtectHome`.
    struct Key: Hashable, Comparable {
        var section: String
        var name: String

        static func < (left: Key, right: Key) -> Bool { (left.section, left.name) < (right.section, right.name) }
    }

    /// All that a directive was set to; an empty one clears those before it, as systemd.syntax(7) has it.
    private(set) var values: [Key: [String]] = [:]

    init(_ text: String) { read(text) }

    /// A drop-in's lines come after the file's own.
    mutating func read(_ text: String) {
        var section = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
                section = String(line[line.index(after: line.startIndex)..<end])
                continue
            }
            guard let equals = line.firstIndex(of: "=") else { continue }
            let name = String(line[..<equals].filter { $0 != " " })
            let value = String(line[line.index(after: equals)...].drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
            let key = Key(section: section, name: name)
            if value.isEmpty { values[key] = [""] } else { values[key] = (values[key] ?? []).filter { $0 != "" } + [value] }
        }
    }

    func value(_ section: String, _ name: String) -> [String] { values[Key(section: section, name: name)] ?? [] }

    /// What differs in this file from another, a sentence each. Where the program lies is the installation's to say.
    func drift(from shipped: UnitFile) -> [String] {
        let keys = Set(values.keys).union(shipped.values.keys).sorted()
        return keys.compactMap { key in
            let mine = values[key].map { $0.map { bare($0, key) } }
            let theirs = shipped.values[key].map { $0.map { bare($0, key) } }
            guard mine != theirs else { return nil }
            guard let mine else { return "\(key.name)= is missing" }
            guard let theirs else { return "\(key.name)=\(mine.joined(separator: " ")) is not in it" }
            return "\(key.name)=\(mine.joined(separator: " ")) in place of \(theirs.joined(separator: " "))"
        }
    }

    private func bare(_ value: String, _ key: Key) -> String {
        guard key.name == "ExecStart", let space = value.firstIndex(of: " ") else { return value }
        return String(value[space...])
    }
}
