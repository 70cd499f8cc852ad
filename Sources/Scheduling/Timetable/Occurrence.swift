public import Model

/// Whether a week is asked or left out.
public enum Disposition: Hashable, Sendable {
    case ask
    case skip(SkipReason)
}

/// One nominal week of one team: when it is asked, reminded and closed.
public struct Occurrence: Hashable, Sendable {
    /// Team and ISO week of the nominal date. This, never an instant, says whether two occurrences are the same one.
    public var id: CheckInID
    /// The local time that the schedule names, in the team's zone.
    public var nominal: LocalDateTime
    /// The nominal time as an instant. With `ask_in: direct` it is the first of the people's own.
    public var askAt: Instant
    /// Ascending, all of them between the ask and the close.
    public var remindAt: [Instant]
    public var closesAt: Instant
    public var disposition: Disposition
    /// It is the one after the cycle's end that asks for the closing values.
    public var isClosing: Bool
    /// With `ask_in: direct` each present person's own times, in the order of the team's file; else empty.
    public var personal: [PersonalTimes]

    public init(
        id: CheckInID, nominal: LocalDateTime, askAt: Instant, remindAt: [Instant] = [], closesAt: Instant, disposition: Disposition = .ask,
        isClosing: Bool = false, personal: [PersonalTimes] = []
    ) {
        self.id = id
        self.nominal = nominal
        self.askAt = askAt
        self.remindAt = remindAt
        self.closesAt = closesAt
        self.disposition = disposition
        self.isClosing = isClosing
        self.personal = personal
    }
}

/// When one person is asked and reminded by direct message, by the clock of their own zone.
public struct PersonalTimes: Hashable, Sendable {
    public var person: PersonID
    public var askAt: Instant
    public var remindAt: [Instant]

    public init(person: PersonID, askAt: Instant, remindAt: [Instant]) {
        self.person = person
        self.askAt = askAt
        self.remindAt = remindAt
    }
}
