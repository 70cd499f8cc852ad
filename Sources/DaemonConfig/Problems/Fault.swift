import Scheduling

/// Everything that can be wrong with a configuration; the sentences are in `FaultSentences.swift`.
enum Fault: Hashable, Sendable {
    // Files
    case missingFile, unreadableFile, tooLargeFile(mebibytes: Int), emptyFile, wrongEnding
    case yaml(YAMLFault)

    // Shapes
    case duplicateKey(shown: String, firstLine: Int)
    case unknownKey(shown: String, suggestion: String?, known: [String])
    case missingKey(name: String, example: String)
    case noValue(name: String, example: String)
    case wrongShape(expected: YAMLNode.Shape, found: YAMLNode.Shape, name: String, example: String)

    // Single values
    case badID(String)
    case emptyText, longText(limit: Int), lineBreak
    case notOneOf(String, [String], suggestion: String?)
    case notTrueOrFalse(String)
    case notANumber(String, meant: String?)
    case notADate(String), notASpan(String), spanBackwards(String)
    case notAWeekTime(String), ordinalWithoutMonth(String), monthWithoutOrdinal(String), notAPeriod(String)
    case notADuration(String, example: String)
    case notAnExpectation(String)
    case unknownZone(String, suggestion: String?), unusableZone(String)
    case notAListenAddress, notAWebAddress, notAProxy, proxyWithPassword, notAHostName(String), notAFolder(String)

    // References and ids
    case unknown(Noun, String, suggestion: String?)
    case duplicateID(Noun, String, firstLine: Int)
    case duplicateTeam(String, firstFile: String)
    case sameUser(person: String)
    case sameTitle(other: String)
    case aliasIsNumber(String), aliasIsPosition(String)
    case aliasClash(String, other: String, Clash)
    case idIsPosition(String)
    case wasIsCurrent(String), wasTwice(String), movedTwice(String)

    // Goals
    case noTarget, targetAndKeep, keepNotOne, keepBackwards, keepWrongCount
    case keepNotFor(String), unitForBoolean, unitForPercent, missingUnit(String, example: String), unknownDurationUnit(String)
    case notYesOrNo(String), notWholeSteps(String)
    case cycleBackwards

    // Schedule
    case schedule(ScheduleProblem)
    case holidays(CalendarFault)

    // Accounts and channels
    case plainSecret, badReference, strayReference
    case setting(String)
    case missingConversation, openBeyondLoopback

    /// What ids name.
    enum Noun: String, Hashable, Sendable {
        case account, channel, team, person, objective, initiative
        case keyResult = "key result"
    }

    enum Clash: String, Hashable, Sendable { case id, title, alias }
}
