import Scheduling

extension Fault {
    /// One sentence that says what is wrong and how to put it right.
    var sentence: String {
        switch self {
        case .missingFile: "there is no such file"
        case .unreadableFile: "the file cannot be read: check its permissions"
        case .tooLargeFile(let mebibytes): "the file is larger than \(mebibytes) MiB, which no configuration is"
        case .emptyFile: "the file is empty"
        case .wrongEnding: "files of teams end in .yaml: rename this one, or move it elsewhere"
        case .yaml(let fault): fault.sentence

        case .duplicateKey(let shown, let line): "\(shown) stands twice in the same group, first on line \(line): keep one of the two"
        case .unknownKey(let shown, let suggestion, let known):
            "\(shown) is not known here; " + (suggestion.map { "did you mean `\($0)`?" } ?? "known are \(listed(known))")
        case .missingKey(let name, let example): "`\(name)` is missing; write, say, `\(name): \(example)`"
        case .noValue(let name, let example): "`\(name)` has no value; write, say, `\(name): \(example)`, or remove it"
        case .wrongShape(let expected, let found, let name, let example):
            "expected \(expected.rawValue), found \(found.rawValue); write, say, `\(name): \(example)`"

        case .badID(let text): "\(quoted(text)) is no id: an id is a lower-case letter, then up to 39 lower-case letters, digits, `_` or `-`"
        case .emptyText: "the text is empty: write one, or remove the key"
        case .longText(let limit): "the text is longer than \(limit) characters: shorten it"
        case .lineBreak: "the text runs over several lines: write it on one"
        case .notOneOf(let text, let choices, let suggestion):
            "\(quoted(text)) is not known here; " + (suggestion.map { "did you mean `\($0)`?" } ?? "write \(listed(choices, last: "or"))")
        case .notTrueOrFalse(let text): "\(quoted(text)) is not known here; write true or false"
        case .notANumber(let text, let meant):
            "\(quoted(text)) is not a number; " + (meant.map { "write \($0)" } ?? "write digits, with a dot before decimals, such as 2500 or 99.9")
        case .notADate(let text): "\(quoted(text)) is no date; write year, month and day, such as 2026-10-01"
        case .notASpan(let text): "\(quoted(text)) is neither a date nor a span; write 2026-12-24, or 2026-12-21..2027-01-01"
        case .spanBackwards(let text): "the span \(quoted(text)) ends before it begins: swap its dates"
        case .notAWeekTime(let text): "\(quoted(text)) is no weekday with a time; write, say, Mon 09:00"
        case .ordinalWithoutMonth(let text): "\(quoted(text)) names a week of the month; add `every: month`, or write the weekday alone"
        case .monthWithoutOrdinal(let text): "\(quoted(text)) does not say in which week of the month; write, say, first Mon 09:00"
        case .notAPeriod(let text): "\(quoted(text)) is no period; write 1 week, 2 weeks and so on, or month"
        case .notADuration(let text, let example): "\(quoted(text)) is no duration here; write, say, \(example)"
        case .notAnExpectation(let text): "\(quoted(text)) is no expected movement; write a number with its sign, such as \"+300\" or \"-5%\""
        case .unknownZone(let text, let suggestion):
            "there is no time zone \(quoted(text)); " + (suggestion.map { "did you mean `\($0)`?" } ?? "write a name such as Europe/Oslo")
        case .unusableZone(let sentence): sentence
        case .notAListenAddress: "this is no address to listen at; write host:port, such as 127.0.0.1:8484 or [::1]:8484, or none"
        case .notAWebAddress: "this is no web address; write, say, https://checkins.example.org, without user name, query or fragment"
        case .notAProxy: "this is no proxy address; write, say, http://proxy.example.org:3128 (http, https, socks5 or socks5h)"
        case .proxyWithPassword: "a proxy's user name and password cannot stand here: give the daemon a proxy that needs none"
        case .notAHostName(let text): "\(quoted(text)) is no host name; write it without scheme and path, such as checkins.example.org"
        case .notAFolder(let path): "there is no folder \(quoted(path))"

        case .unknown(let noun, let text, let suggestion):
            "there is no \(noun.rawValue) \(quoted(text))" + (suggestion.map { "; did you mean `\($0)`?" } ?? "; \(noun.whereToAdd)")
        case .duplicateID(let noun, let id, let line): "\(noun.article) `\(id)` stands already on line \(line): ids are unique in a team"
        case .duplicateTeam(let id, let file): "the team `\(id)` is defined already in \(file): give one of the two another id"
        case .sameUser(let person): "this is the chat user of `\(person)` too: each person has their own"
        case .sameTitle(let other): "`\(other)` has the same title, so that a reply could mean either: tell them apart"
        case .aliasIsNumber(let alias): "\(quoted(alias)) reads as a number, which replies use for values: choose a word"
        case .aliasIsPosition(let alias): "\(quoted(alias)) reads as a position in the prompt: choose another word"
        case .aliasClash(let alias, let other, let clash):
            "\(quoted(alias)) is the \(clash.rawValue) of `\(other)` too, so that a reply could mean either"
        case .idIsPosition(let id): "`\(id)` reads as another position in the prompt than the key result has: choose another id"
        case .wasIsCurrent(let id): "`\(id)` is the id of a key result of today: an earlier id must be out of use"
        case .wasTwice(let id): "two key results say that they were `\(id)`: a series has one heir"
        case .movedTwice(let id): "`\(id)` stands here twice: keep one of the two"

        case .noTarget: "a key result needs a target, or bounds to keep: write, say, `target: 2500`, or `keep: {at_least: 99.9}`"
        case .targetAndKeep: "a key result has either a target or bounds to keep: remove one of the two"
        case .keepNotOne: "`keep` takes exactly one of at_least, at_most and between"
        case .keepBackwards: "the first bound must be below the second: swap them"
        case .keepWrongCount: "`between` takes two numbers; write, say, `between: [10, 20]`"
        case .keepNotFor(let kind): "a \(kind) has a target, not bounds to keep"
        case .unitForBoolean: "a boolean has no unit: remove it"
        case .unitForPercent: "the unit of percent is %: write \"%\", or remove it"
        case .missingUnit(let kind, let example): "a \(kind) needs a unit; write, say, `unit: \(example)`"
        case .unknownDurationUnit(let text): "\(quoted(text)) is no unit of time here; write ms, s, min, h, days or weeks"
        case .notYesOrNo(let text): "\(quoted(text)) is no value of a boolean; write yes or no"
        case .notWholeSteps(let text): "a milestone counts steps: \(quoted(text)) must be a whole number, and a target at least 1"
        case .cycleBackwards: "the cycle ends before it starts: swap the dates"

        case .schedule(let problem): problem.description
        case .holidays(let fault): fault.sentence

        case .plainSecret:
            "a secret must not stand in the file (what stands there is not shown); put it into a credential and write \"${credential:name}\", "
                + "\"${env:NAME}\" or \"${file:path}\""
        case .badReference: "this is no secret reference (it is not shown); write \"${credential:name}\", \"${env:NAME}\" or \"${file:path}\""
        case .strayReference: "this key takes no secret reference: write the value itself"
        case .setting(let sentence): sentence
        case .openBeyondLoopback: "a chat without sign-in is only for `listen` on this machine (127.0.0.1); give people `tokens` instead"
        case .missingConversation: "`conversation` is missing: the platform's id of the room, such as C0GROWTH"
        }
    }
}

extension Fault.Noun {
    fileprivate var article: String {
        switch self {
        case .account, .objective, .initiative: "an \(rawValue)"
        case .channel, .team, .person, .keyResult: "a \(rawValue)"
        }
    }

    fileprivate var whereToAdd: String {
        switch self {
        case .account: "accounts stand in outcomed.yaml under `accounts`"
        case .channel: "channels stand in outcomed.yaml under `channels`"
        case .team: "teams stand in teams/*.yaml"
        case .person: "people stand in the team's file under `people`"
        case .objective, .initiative, .keyResult: "\(rawValue)s stand in the team's file under `objectives`"
        }
    }
}
