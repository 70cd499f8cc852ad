public import Model

/// What a reminder says: who is missing, and which numbers they own.
public struct ReminderContent: Hashable, Sendable {
    public struct Missing: Hashable, Sendable {
        public var name: String
        /// Number and title of each silent key result they own.
        public var keyResults: [NumberedTitle]

        public init(name: String, keyResults: [NumberedTitle]) {
            self.name = name
            self.keyResults = keyResults
        }
    }

    public var checkIn: CheckInID
    public var teamName: String
    public var missing: [Missing]
    /// On the team's clock.
    public var closes: LocalDateTime?
    public var timeZone: String
    /// Sent to one person alone.
    public var isDirect: Bool

    /// - Parameter missing: as `missingPeople` gives them.
    public init(checkIn: CheckInID, snapshot: Snapshot, missing: [(PersonID, [KeyResultID])], closes: LocalDateTime?, isDirect: Bool = false) {
        self.checkIn = checkIn
        teamName = snapshot.teamName
        self.closes = closes
        timeZone = snapshot.timeZone
        self.isDirect = isDirect
        self.missing = missing.map { person, keyResults in
            Missing(
                name: snapshot.person(person)?.name ?? person.rawValue,
                keyResults: keyResults.compactMap(snapshot.keyResult).map { NumberedTitle($0) })
        }
    }
}

/// A key result as messages name it: its number in the prompt and its title.
public struct NumberedTitle: Hashable, Sendable {
    public var number: Int
    public var title: String

    public init(number: Int, title: String) {
        self.number = number
        self.title = title
    }

    public init(_ state: Snapshot.KeyResultState) {
        self.init(number: state.number, title: state.definition.title)
    }
}
