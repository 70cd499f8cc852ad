import Foundation

/// The fields of an `application/x-www-form-urlencoded` body, as outgoing webhooks and slash commands send them.
struct FormFields: Sendable, Hashable {
    private var fields: [String: String] = [:]

    /// Nil where it is no UTF-8, an escape is broken, or a name stands twice.
    init?(_ body: [UInt8]) {
        guard let text = String(validating: body, as: UTF8.self) else { return nil }
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : ""),
                fields.updateValue(value, forKey: name) == nil
            else { return nil }
        }
    }

    subscript(name: String) -> String? { fields[name] }

    private static func decoded(_ text: Substring) -> String? { text.replacing("+", with: " ").removingPercentEncoding }
}
