extension ConfigurationKey {
    static let teamKeys: [ConfigurationKey] = [
        ConfigurationKey(.team, "team", "id", required: true, "The team's id; its history hangs on it.", example: "growth"),
        ConfigurationKey(.team, "name", "text", default: "the id", "What the team is called in messages.", example: "Growth"),
        ConfigurationKey(.team, "channel", "id of a channel", required: true, "Where the team is asked.", example: "growth"),
        ConfigurationKey(.team, "time_zone", "zone name", required: true, "The zone of all the team's times and dates.", example: "Europe/Oslo"),
        ConfigurationKey(
            .team, "locale", "en, de, fr, es, pt, nb or nl", default: "en", "How the team writes numbers, and in which language.", example: "en"),
        ConfigurationKey(.team, "check_in", "group", required: true, "When the team is asked.", example: "{ask: Mon 09:00}"),
        ConfigurationKey(.team, "people", "group, one id each", "Who answers.", example: "{ana: {name: Ana}}"),
        ConfigurationKey(
            .team, "cycle", "group", default: "no end", "The span that the goals are set for; nothing is asked outside it but once at its end.",
            example: "{name: 2026 Q4, start: 2026-10-01, end: 2026-12-31}"),
        ConfigurationKey(
            .team, "objectives", "list of groups", "What the team wants to be true, in the order of the prompt.",
            example: "[{id: activation, title: New users reach value}]"),
        ConfigurationKey(
            .checkIn, "ask", "weekday and time", required: true, "When the team is asked; with every: month it names the week: first Mon 09:00.",
            example: "Mon 09:00"),
        ConfigurationKey(.checkIn, "every", "n weeks, or month", default: "1 week", "How often the team is asked.", example: "2 weeks"),
        ConfigurationKey(
            .checkIn, "starting", "date", default: "the week of the cycle's start",
            "The week from which every n weeks counts; nothing is asked before it.", example: "2026-10-05"
        ),
        ConfigurationKey(
            .checkIn, "remind", "list of weekdays with times", default: "4 hours before the close",
            "When those who have not answered are reminded; [] for never.", example: "[Tue 09:00]"),
        ConfigurationKey(.checkIn, "close", "weekday and time", default: "32 hours after the ask", "When the digest is sent.", example: "Tue 17:00"),
        ConfigurationKey(
            .checkIn, "skip", "list of dates or spans", "Days on which nothing is asked.", example: "[2026-12-21..2027-01-01]"),
        ConfigurationKey(
            .checkIn, "holidays", "path", "An iCalendar file, relative to the team's file, whose all-day events are skipped too.",
            example: "calendar.ics"),
        ConfigurationKey(
            .checkIn, "paused", "true or false", default: "false", "Whether weeks are skipped until this is taken away.", example: "true"),
        ConfigurationKey(
            .checkIn, "catch_up", "duration", default: "48 h", "How long after its time a check-in missed in a downtime may still be asked.",
            example: "48 h"),
        ConfigurationKey(
            .checkIn, "ask_in", "channel or direct", default: "channel", "Whether the prompt goes to the channel or to each person.",
            example: "direct"),
        ConfigurationKey(.person, "name", "text", default: "the id", "What the person is called in messages.", example: "Ana"),
        ConfigurationKey(
            .person, "chat", "group, one account each", "The person's user id on each account.", example: "{company-slack: U0ANA}"),
        ConfigurationKey(.person, "time_zone", "zone name", default: "the team's", "The zone that the person lives in.", example: "Europe/Lisbon"),
        ConfigurationKey(
            .person, "away", "list of dates or spans", "Days on which the person is not asked, not reminded and not missing.",
            example: "[2026-11-02..2026-11-06]"),
        ConfigurationKey(.cycle, "name", "text", required: true, "What the cycle is called.", example: "2026 Q4"),
        ConfigurationKey(.cycle, "start", "date", required: true, "Its first day.", example: "2026-10-01"),
        ConfigurationKey(.cycle, "end", "date", required: true, "Its last day.", example: "2026-12-31"),
    ]
}
