import ChatPlatforms
import Model

/// A group of the file whose keys the table of keys lists. Opening it reports the keys that the table does not have.
struct Section {
    let place: Place
    let path: String
    let group: ConfigurationKey.Group
    let findings: Findings
    private let entries: [YAMLNode.Entry]
    /// Known keys that an unknown one was probably meant for: that they are missing is the same mistake.
    private let misspelled: Set<String>

    /// Nil, with a fault reported, where the item is no group. `at` is where faults of the group as a whole are shown: mostly its key.
    init?(_ item: Item, _ group: ConfigurationKey.Group, at place: Place? = nil, settings: [SettingSpec] = []) {
        guard let entries = item.entries() else { return nil }
        self.entries = entries
        self.place = place ?? item.place
        self.path = item.path
        self.group = group
        self.findings = item.findings
        let known = ConfigurationKey.of(group).map(\.name) + settings.map(\.name)
        var misspelled = Set<String>()
        for entry in entries where !known.contains(entry.key) {
            let suggestion = nearest(to: entry.key, among: known)
            if let suggestion { misspelled.insert(suggestion) }
            let at = isPlainWord(entry.key) ? joined(path, entry.key) : path
            findings.report(.unknownKey(shown: shownKey(entry.key), suggestion: suggestion, known: known), at: entry.keyPlace, path: at)
        }
        self.misspelled = misspelled
    }

    func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

    /// Whether the key is there, perhaps misspelled.
    func isMeant(_ key: String) -> Bool { has(key) || misspelled.contains(key) }

    func keyPlace(_ key: String) -> Place { entries.first { $0.key == key }?.keyPlace ?? place }

    /// The place of the key's value, or of the group where the key is missing.
    func valuePlace(_ key: String) -> Place { entries.first { $0.key == key }?.value.place ?? place }

    func report(_ fault: Fault, key: String? = nil) {
        findings.report(fault, at: key.map(keyPlace) ?? place, path: key.map { joined(path, $0) } ?? path)
    }

    subscript(_ key: String) -> Item? { item(key, example: ConfigurationKey.of(group).first { $0.name == key }?.example ?? "…") }

    subscript(_ setting: SettingSpec) -> Item? { item(setting.name, example: setting.example) }

    /// The same, and a fault where the key is missing.
    func required(_ key: String) -> Item? {
        if let item = self[key] { return item }
        if misspelled.contains(key) { return nil }
        let example = ConfigurationKey.of(group).first { $0.name == key }?.example ?? "…"
        findings.report(.missingKey(name: key, example: example), at: place, path: path)
        return nil
    }

    private func item(_ key: String, example: String) -> Item? {
        entries.first { $0.key == key }.map { Item(node: $0.value, path: joined(path, key), name: key, example: example, findings: findings) }
    }
}

/// The form of ids, whatever they name.
enum Identifiers {
    static func isWellFormed(_ text: String) -> Bool { TeamID.isWellFormed(text) }
}
