import Model

extension Team {
    /// Tells, the same way on every run, whether this is the definition that was learnt before: FNV-1a over 64 bits of all that it says.
    func fingerprint() throws -> Int64 {
        var json = JSONWriter()
        try json.definition(self)
        return Int64(bitPattern: json.text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 })
    }
}

extension JSONWriter {
    fileprivate mutating func definition(_ team: Team) throws {
        try object { json in
            json.field("id", team.id.rawValue)
            json.field("name", team.name)
            json.field("channel", team.channel.rawValue)
            json.field("timeZone", team.timeZone)
            json.field("locale", team.locale)
            json.schedule(team.schedule)
            json.field("people", team.people) { $0.person($1) }
            json.cycle(team.cycle)
            try json.field("objectives", team.objectives) { json, objective in
                try json.object { json in
                    json.field("id", objective.id.rawValue)
                    json.field("title", objective.title)
                    try json.field("keyResults", objective.keyResults) { try $0.keyResult($1) }
                    json.field("initiatives", objective.initiatives) { $0.initiative($1) }
                }
            }
        }
    }

    private mutating func schedule(_ schedule: CheckInSchedule) {
        key("schedule")
        object { json in
            json.field("ask", schedule.ask.description)
            switch schedule.cadence {
            case .weeks(let count): json.field("weeks", count)
            case .month(let ordinal): json.field("month", ordinal)
            }
            json.field("starting", schedule.starting?.description)
            if let remind = schedule.remind { json.field("remind", remind) { $0.string($1.description) } }
            json.field("close", schedule.close?.description)
            json.field("skip", schedule.skip) { $0.span($1) }
            json.key("isPaused")
            json.flag(schedule.isPaused)
            json.field("catchUp", Int(schedule.catchUp.milliseconds))
            json.field("askIn", schedule.askIn.rawValue)
        }
    }

    private mutating func person(_ person: Person) {
        object { json in
            json.field("id", person.id.rawValue)
            json.field("name", person.name)
            json.chat(person.chat)
            json.field("timeZone", person.timeZone)
            json.field("away", person.away) { $0.span($1) }
        }
    }

    private mutating func span(_ span: DateSpan) { string("\(span.first.daysSinceEpoch)..\(span.last.daysSinceEpoch)") }
}
