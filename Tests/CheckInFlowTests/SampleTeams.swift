import Model

extension Team {
    /// Asked on Mondays at nine in Oslo, reminded on Tuesday at nine, closed on Tuesday at five.
    static func growth(channel: ChannelID = "demo", schedule: (inout CheckInSchedule) -> Void = { _ in }) -> Team {
        var plan = CheckInSchedule(ask: WeekTime(.monday, .at(9)), remind: [WeekTime(.tuesday, .at(9))], close: WeekTime(.tuesday, .at(17)))
        schedule(&plan)
        return Team(
            id: "growth", name: "Growth", channel: channel, timeZone: "Europe/Oslo", schedule: plan,
            people: [Person(id: "ana", name: "Ana"), Person(id: "ben", name: "Ben"), Person(id: "caro", name: "Caro")],
            objectives: [
                Objective(
                    id: "activation", title: "New users reach value in their first week",
                    keyResults: [
                        KeyResult(
                            id: "signups", title: "Weekly sign-ups", aliases: ["sign ups"], kind: .number, unit: "users", baseline: 1000,
                            target: 2500,
                            owner: "ana"),
                        KeyResult(id: "trial", title: "Trial conversion", kind: .percent, unit: "%", baseline: 8, target: 15, owner: "ben"),
                    ],
                    initiatives: [Initiative(id: "tour", title: "Guided product tour", moves: [Move(keyResult: "signups", expect: "+300")])]),
                Objective(
                    id: "keep", title: "Customers stay",
                    keyResults: [KeyResult(id: "churn", title: "Monthly churn", kind: .percent, unit: "%", baseline: 6, target: 3, owner: "caro")]),
            ])
    }

    /// A second team, in the same conversation where a test wants it there.
    static func sales(channel: ChannelID = "demo") -> Team {
        Team(
            id: "sales", name: "Sales", channel: channel, timeZone: "Europe/Oslo",
            schedule: CheckInSchedule(ask: WeekTime(.monday, .at(9)), remind: [], close: WeekTime(.tuesday, .at(17))),
            people: [Person(id: "dele", name: "Dele"), Person(id: "ana", name: "Ana")],
            objectives: [
                Objective(
                    id: "revenue", title: "Revenue grows",
                    keyResults: [
                        KeyResult(id: "deals", title: "Closed deals", kind: .number, unit: "deals", baseline: 10, target: 40, owner: "dele"),
                        KeyResult(id: "pipeline", title: "Pipeline coverage", kind: .number, unit: "x", baseline: 2, target: 4, owner: "dele"),
                    ])
            ])
    }
}

extension LocalTime {
    /// A full hour of the day.
    static func at(_ hour: Int) -> LocalTime {
        guard let time = LocalTime(hour: hour, minute: 0) else { preconditionFailure("a day has hours 0 to 23") }
        return time
    }
}
