import ChatPlatforms
import Foundation
import Model

/// What a new configuration is made of.
struct InitAnswers {
    var teamName = ""
    var platform = PlatformKind.builtin
    /// The account's plain settings, and the names of its secrets.
    var settings: [String: String] = [:]
    var secrets: Set<String> = []
    var conversation = ""
    /// A channel that the configuration has already; then the platform and all that belongs to it are not asked for.
    var channel: String?
    /// Channels of teams whose files are there already, which the new outcomed.yaml is to have too.
    var keptChannels: [String] = []
    var zone = ""
    var ask = "Mon 09:00"
    var people: [String] = []
    var objective = ""
    var keyResult = ""
    var kind = KeyResult.Kind.number
    var unit = ""
    var baseline: String?
    var target = ""

    var teamID: String { slug(teamName, or: "team") }

    var accountID: String { platform == .builtin ? "local" : platform.rawValue }

    /// By id, in the order given.
    var peopleByID: [(id: String, name: String)] {
        var taken: Set<String> = []
        return people.map { name in
            let first = name.split(separator: " ").first.map(String.init) ?? name
            var id = slug(first, or: "person")
            if taken.contains(id) { id = slug(name, or: "person") }
            var number = 2
            while taken.contains(id) {
                id = slug(first, or: "person") + String(number)
                number += 1
            }
            taken.insert(id)
            return (id, name)
        }
    }
}

/// An id made of a name: `Growth & Sales` becomes `growth-sales`. A long one ends with a whole word.
func slug(_ name: String, or fallback: String) -> String {
    var result = ""
    for scalar in name.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
        if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            result.unicodeScalars.append(scalar)
        } else if scalar.properties.generalCategory != .nonspacingMark, !result.isEmpty, !result.hasSuffix("-") {
            result += "-"
        }
    }
    while let first = result.first, !first.isLetter { result.removeFirst() }
    while result.count > 40 || result.hasSuffix("-") {
        guard let end = result.lastIndex(of: "-") else { return fallback }
        result = String(result[..<end])
    }
    return result.isEmpty ? fallback : result
}
