import ChatPlatforms

/// The table of every key, as the docs hold it: place, type, default, meaning.
public func keyTable() -> String {
    let daemon = ConfigurationKey.all.filter(\.group.isDaemon)
    let team = ConfigurationKey.all.filter { !$0.group.isDaemon }
    var text = "### In `outcomed.yaml`\n\n" + table(daemon.map(row))
    for kind in PlatformKind.allCases where !kind.settings.isEmpty {
        text += "\n### Accounts with `platform: \(kind.rawValue)`\n\n" + table(kind.settings.map(row))
    }
    return text + "\n### In `teams/*.yaml`\n\n" + table(team.map(row))
}

private func table(_ rows: [String]) -> String {
    "| key | type | default | meaning |\n| --- | --- | --- | --- |\n" + rows.map { $0 + "\n" }.joined()
}

private func row(_ key: ConfigurationKey) -> String {
    line(key.place, key.type, key.isRequired ? "required" : key.defaultValue ?? "none", key.meaning)
}

private func row(_ setting: SettingSpec) -> String {
    line("accounts.*.\(setting.name)", setting.type, setting.isRequired ? "required" : "none", sentence(setting.meaning))
}

private func line(_ place: String, _ type: String, _ fallback: String, _ meaning: String) -> String {
    let cells = ["`\(place)`", type, fallback, meaning].map { $0.replacing("|", with: "\\|") }
    return "| " + cells.joined(separator: " | ") + " |"
}

/// With a capital at its start and a full stop at its end, unless it begins with something quoted or a path.
private func sentence(_ text: String) -> String {
    let ended = text.hasSuffix(".") ? text : text + "."
    return ended.prefix(1).uppercased() + ended.dropFirst()
}
