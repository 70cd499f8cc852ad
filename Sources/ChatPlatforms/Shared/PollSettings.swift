import Model

extension SettingSpec {
    /// Whether the account is polled, for platforms that can do either.
    static let poll = SettingSpec("poll", "whether replies are fetched, so that the daemon needs no public address: true or false; false by default")
    static let pollEvery = SettingSpec("poll_every", "the pause between two fetches of a conversation, such as 30 s or 2 min; 30 s by default")
}

extension SettingForms {
    static let pauseSentence = "must be a time from 1 s to 1 h, such as 30 s or 2 min"
    static let defaultPause = Duration.seconds(30)

    /// Checks `poll` and `poll_every`.
    mutating func polling() {
        flag("poll")
        if let text = plain["poll_every"], Self.pause(text) == nil { complain("poll_every", Self.pauseSentence) }
    }

    /// `30 s`, `2 min`, `1 h`, with or without the space.
    static func pause(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...4).contains(digits.count), let count = Int(digits) else { return nil }
        let pause: Duration
        switch String(text[digits.endIndex...]).trimmed {
        case "s": pause = .seconds(count)
        case "min": pause = .minutes(count)
        case "h": pause = .hours(count)
        default: return nil
        }
        return pause >= .seconds(1) && pause <= .hours(1) ? pause : nil
    }
}

extension AccountSettings {
    /// `poll` is on.
    var isPolled: Bool { plain["poll"] == "true" }

    var pollPause: Duration { plain["poll_every"].flatMap(SettingForms.pause) ?? SettingForms.defaultPause }
}
