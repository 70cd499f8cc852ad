import ChatPlatforms
import Model

/// An account with the places of its secrets.
struct DecodedAccount {
    var entry: AccountEntry
    var places: [String: Place] = [:]

    /// Nil where the platform is not known, since then nothing is known of its settings.
    init?(_ item: Item, at keyPlace: Place, folder: String) {
        guard let kind = Self.kind(of: item, at: keyPlace) else { return nil }
        guard let section = Section(item, .account, at: keyPlace, settings: kind.settings) else { return nil }
        entry = AccountEntry(kind: kind)
        for setting in kind.settings {
            guard let item = section[setting] else { continue }
            if setting.isSecret {
                entry.secrets[setting.name] = item.secret(folder: folder)
                places[setting.name] = item.place
            } else {
                entry.plain[setting.name] = item.text(limit: 1024)
            }
        }
        check(section)
    }

    /// The platform's own checks; what could not be read counts as present, so that it is told once.
    private func check(_ section: Section) {
        let named = Set(entry.kind.settings.filter { $0.isSecret && section.has($0.name) }.map(\.name))
        for problem in entry.kind.checkSettings(plain: entry.plain, secretNames: named) {
            let isBroken = section.has(problem.setting) && !named.contains(problem.setting) && entry.plain[problem.setting] == nil
            if isBroken || section.isMeant(problem.setting) && !section.has(problem.setting) { continue }
            section.findings.report(.setting(problem.sentence), at: section.valuePlace(problem.setting), path: joined(section.path, problem.setting))
        }
    }

    private static func kind(of item: Item, at keyPlace: Place) -> PlatformKind? {
        guard let entries = item.entries() else { return nil }
        guard let platform = entries.first(where: { $0.key == "platform" }) else {
            // Opens the group with every platform's settings, so that only what no platform has is unknown.
            _ = Section(item, .account, at: keyPlace, settings: PlatformKind.allCases.flatMap(\.settings))?.required("platform")
            return nil
        }
        let path = joined(item.path, "platform")
        return Item(node: platform.value, path: path, name: "platform", example: "slack", findings: item.findings).choice()
    }
}

extension Item {
    /// A reference to a secret. Whatever else stands there is never shown.
    func secret(folder: String) -> SecretReference? {
        guard let text = raw() else { return nil }
        if let reference = SecretReference(text, folder: folder) { return reference }
        return fail(text.hasPrefix("${") ? .badReference : .plainSecret)
    }
}
