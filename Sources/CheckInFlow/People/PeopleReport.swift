public import Model

/// Whose chat user is whose, as far as it can be told.
public struct PeopleReport: Encodable, Hashable, Sendable {
    public struct Seen: Encodable, Hashable, Sendable {
        /// How the proposal was come by.
        public enum Ground: String, Encodable, Hashable, Sendable {
            /// The configuration says so.
            case configured
            case sameName = "same_name"
            case firstName = "first_name"
        }

        /// The platform's user id.
        public var user: String
        public var name: String?
        public var messages: Int
        public var lastAt: Instant
        public var person: PersonID?
        public var ground: Ground?
    }

    public var team: TeamID
    public var account: AccountID
    public var seen: [Seen]
    /// People of the team without a user on the account, and without a proposal.
    public var unmatched: [PersonID]
    /// Their names, for the lines to paste.
    var names: [PersonID: String] = [:]

    enum CodingKeys: String, CodingKey { case team, account, seen, unmatched }

    var text: String {
        guard !seen.isEmpty else { return "nobody has written to \(team) yet: ask people to reply once, then run this again" }
        let rows = seen.map { one in
            [one.user, one.name ?? "–", one.messages == 1 ? "1 message" : "\(one.messages) messages", judged(one)]
        }
        return (table(rows) + proposal + open).joined(separator: "\n")
    }

    private func judged(_ one: Seen) -> String {
        guard let person = one.person, let ground = one.ground else { return "nobody of the team by that name" }
        return switch ground {
        case .configured: "is \(person)"
        case .sameName: "\(person), by the same name"
        case .firstName: "perhaps \(person), by the first name"
        }
    }

    private var proposal: [String] {
        let new = seen.filter { $0.person != nil && $0.ground != .configured }
        guard !new.isEmpty else { return [] }
        let lines = new.compactMap { one in
            one.person.map { "  \($0): {name: \(names[$0] ?? $0.rawValue), chat: {\(account): \(quoted(one.user))}}" }
        }
        return ["", "In the team's file, where it is right:", "people:"] + lines
    }

    /// YAML takes most ids as they are; digits alone and signs are better quoted.
    private func quoted(_ user: String) -> String {
        user.first?.isLetter == true && user.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
            ? user : "\"\(user)\""
    }

    private var open: [String] {
        unmatched.isEmpty ? [] : ["", "Not seen yet: \(unmatched.map(\.rawValue).joined(separator: ", "))"]
    }
}
