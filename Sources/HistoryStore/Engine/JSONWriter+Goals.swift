import Model

extension JSONWriter {
    /// A snapshot as its decoding reads it.
    mutating func snapshot(_ snapshot: Snapshot) throws {
        try object { json in
            json.field("teamName", snapshot.teamName)
            json.field("locale", snapshot.locale)
            json.field("timeZone", snapshot.timeZone)
            json.field("channel", snapshot.channel.rawValue)
            json.cycle(snapshot.cycle)
            try json.field("objectives", snapshot.objectives) { json, objective in
                try json.object { json in
                    json.field("id", objective.id.rawValue)
                    json.field("title", objective.title)
                    try json.field("keyResults", objective.keyResults) { try $0.state($1) }
                    json.field("initiatives", objective.initiatives) { $0.initiative($1) }
                }
            }
            json.field("people", snapshot.people) { $0.person($1) }
        }
    }

    private mutating func state(_ state: Snapshot.KeyResultState) throws {
        try object { json in
            json.key("definition")
            try json.keyResult(state.definition)
            json.field("objective", state.objective.rawValue)
            json.field("number", state.number)
            try json.field("current", state.current)
            json.field("status", state.status?.rawValue)
            try json.field("history", state.history) { json, value in
                if let value { try json.number(value) } else { json.null() }
            }
        }
    }

    private mutating func person(_ person: Snapshot.PersonState) {
        object { json in
            json.field("id", person.id.rawValue)
            json.field("name", person.name)
            json.chat(person.chat)
            json.key("isAway")
            json.flag(person.isAway)
        }
    }

    mutating func keyResult(_ keyResult: KeyResult) throws {
        try object { json in
            json.field("id", keyResult.id.rawValue)
            json.field("title", keyResult.title)
            json.field("aliases", keyResult.aliases) { $0.string($1) }
            json.field("kind", keyResult.kind.rawValue)
            json.field("unit", keyResult.unit)
            try json.field("baseline", keyResult.baseline)
            try json.field("target", keyResult.target)
            if let keep = keyResult.keep { try json.keep(keep) }
            json.field("owner", keyResult.owner?.rawValue)
            json.field("indicator", keyResult.indicator?.rawValue)
            json.field("was", keyResult.was) { $0.string($1.rawValue) }
        }
    }

    private mutating func keep(_ keep: Keep) throws {
        let (name, bounds) =
            switch keep {
            case .atLeast(let least): ("atLeast", [least])
            case .atMost(let most): ("atMost", [most])
            case .between(let least, let most): ("between", [least, most])
            }
        key("keep")
        try object { json in
            json.key(name)
            try json.object { json in
                for (index, bound) in bounds.enumerated() { try json.field("_\(index)", bound) }
            }
        }
    }

    mutating func initiative(_ initiative: Initiative) {
        object { json in
            json.field("id", initiative.id.rawValue)
            json.field("title", initiative.title)
            json.field("moves", initiative.moves) { json, move in
                json.object { json in
                    json.field("keyResult", move.keyResult.rawValue)
                    json.field("expect", move.expect)
                    json.field("withinDays", move.withinDays)
                }
            }
        }
    }

    mutating func cycle(_ cycle: Cycle?) {
        guard let cycle else { return }
        key("cycle")
        object { json in
            json.field("name", cycle.name)
            json.field("start", cycle.start.description)
            json.field("end", cycle.end.description)
        }
    }

    mutating func chat(_ chat: [AccountID: String]) {
        key("chat")
        object { json in
            for (account, user) in chat.sorted(by: { $0.key < $1.key }) { json.field(account.rawValue, user) }
        }
    }
}
