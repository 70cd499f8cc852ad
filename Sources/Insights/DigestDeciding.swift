import Model

extension DigestContent {
    /// Decides what the facts come to. A check-in without a snapshot has no lines.
    public init(_ facts: CheckInFacts) {
        let snapshot = facts.checkIn.snapshot
        checkIn = facts.checkIn.id
        teamName = snapshot?.teamName ?? facts.checkIn.id.team.rawValue
        locale = snapshot?.locale ?? "en"
        promptDelivered = facts.promptDelivered
        lines = snapshot.map { Self.lines(facts, in: $0) } ?? []
        let authors = facts.authorsInTime
        answered = (snapshot?.people ?? []).filter { authors.contains(.person($0.id)) }.map { Person(id: $0.id, name: $0.name, numbers: []) }
        let present = (snapshot?.people ?? []).filter { !$0.isAway || authors.contains(.person($0.id)) }
        asked = present.count
        otherAnswers = authors.count - answered.count
        unsure = facts.strangersHeard
        missing = snapshot.map { Self.missing(facts, in: $0) } ?? []
        outputs = facts.outputs.filter { $0.state == .live }.map { Self.output($0, facts) }
        blockers = facts.blockers.filter { $0.state == .live }.map { Self.blocker($0, facts) }
        readAnew = facts.readAnew.compactMap { item in
            snapshot?.keyResult(item.update.keyResult).map {
                ReadAnewLine(week: item.update.checkIn.week, definition: $0.definition, old: item.before, new: item.update.value)
            }
        }
        mode = Self.mode(facts, isAnswered: !authors.isEmpty)
        let isStill = !outputs.isEmpty && !lines.contains { $0.movement != nil }
        outputQuestion = isStill ? OutputQuestion(weeks: facts.weeksOfOutputWithoutMovement + 1) : nil
    }

    /// The second silent check-in in a row is worth one line and the third a question; later ones stay at one line.
    private static func mode(_ facts: CheckInFacts, isAnswered: Bool) -> Mode {
        let weeks = facts.weeksWithoutAnswer + 1
        guard !isAnswered, facts.promptDelivered, weeks > 1 else { return .full }
        return weeks == 3 && facts.takesReplies ? .pauseQuestion(weeks: weeks) : .oneLine(weeks: weeks)
    }

    private static func lines(_ facts: CheckInFacts, in snapshot: Snapshot) -> [Line] {
        let outcomes = outcomes(snapshot: snapshot, updates: facts.updates, skips: facts.skips, questions: facts.questions)
        let said = Dictionary(grouping: facts.updates.filter { $0.state == .live }, by: \.keyResult)
        return snapshot.keyResults.map { state in
            let id = state.definition.id
            return line(state, outcome: outcomes[id] ?? .silent, said: said[id] ?? [], in: snapshot)
        }
    }

    private static func line(_ state: Snapshot.KeyResultState, outcome: KeyResultOutcome, said: [Update], in snapshot: Snapshot) -> Line {
        let valued = newestValued(said)
        let status = newestStatus(said)
        let value = valued?.value ?? state.current
        let progress = Progress(of: state.definition)
        let owner = state.definition.owner
        return Line(
            number: state.number, definition: state.definition, outcome: outcome, value: value,
            movement: movement(from: state.current, to: valued?.value, progress), status: status?.status,
            confidence: said.filter { $0.confidence != nil }.max { $0.saidAt < $1.saidAt }?.confidence,
            isLate: valued?.late ?? status?.late ?? false, isMet: value.flatMap(progress.isMet) ?? false,
            ownerName: owner.map { snapshot.person($0)?.name ?? $0.rawValue },
            series: seriesWithCurrent(state, newest: valued?.value))
    }

    private static func seriesWithCurrent(_ state: Snapshot.KeyResultState, newest: Double?) -> [Double?] {
        let before = series(of: state)
        guard let newest, newest != state.current else { return before }
        return before + [newest]
    }

    private static func movement(from old: Double?, to new: Double?, _ progress: Progress) -> Movement? {
        guard let old, let new, old != new else { return nil }
        return Movement(old: old, new: new, direction: progress.direction(from: old, to: new))
    }

    private static func missing(_ facts: CheckInFacts, in snapshot: Snapshot) -> [Person] {
        missingPeople(
            snapshot: snapshot, updates: facts.updates, skips: facts.skips, questions: facts.questions, promptDelivered: facts.promptDelivered,
            takesReplies: facts.takesReplies, reached: facts.reached
        ).map { id, keyResults in
            Person(id: id, name: snapshot.person(id)?.name ?? id.rawValue, numbers: keyResults.compactMap { snapshot.keyResult($0)?.number })
        }
    }

    private static func output(_ output: Output, _ facts: CheckInFacts) -> OutputLine {
        let snapshot = facts.checkIn.snapshot
        let initiative = output.initiative.flatMap { id in snapshot?.initiatives.first { $0.id == id } }
        return OutputLine(
            words: facts.words(of: output.evidence), authorName: facts.name(of: output.author), initiative: initiative?.title,
            shouldMove: (initiative?.moves ?? []).compactMap { snapshot?.keyResult($0.keyResult)?.definition.title })
    }

    private static func blocker(_ blocker: Blocker, _ facts: CheckInFacts) -> BlockerLine {
        BlockerLine(
            words: facts.words(of: blocker.evidence), authorName: facts.name(of: blocker.author),
            keyResult: blocker.keyResult.flatMap { facts.checkIn.snapshot?.keyResult($0)?.definition.title })
    }
}

extension CheckInFacts {
    /// Who answered before the close, by any word that was recorded or asked about; for whom somebody spoke has answered too.
    var authorsInTime: Set<Author> {
        let end = checkIn.closedAt ?? Instant(milliseconds: .max)
        var authors: Set<Author> = []
        for update in updates where update.state == .live && !update.late {
            authors.insert(update.author)
            if let other = update.saidFor { authors.insert(other) }
        }
        authors.formUnion(outputs.filter { $0.state == .live && $0.saidAt <= end }.map(\.author))
        authors.formUnion(blockers.filter { $0.state == .live && $0.saidAt <= end }.map(\.author))
        authors.formUnion(skips.filter { $0.state == .live && $0.saidAt <= end }.map(\.author))
        authors.formUnion(questions.filter { $0.state != .withdrawn && $0.askedAt <= end }.map(\.author))
        return authors
    }

    /// Everybody who recorded something that holds, in time or late, and is no person of the team's.
    var strangersHeard: [String] {
        let late = updates.filter { $0.state == .live }.map(\.author)
        return authorsInTime.union(late).compactMap { author in
            guard case .user(_, let user) = author else { return nil }
            return strangers[author] ?? user
        }.sorted()
    }

    /// Nil where they were said in private or are gone.
    func words(of evidence: Evidence) -> String? { privateMessages.contains(evidence.message) ? nil : evidence.text }

    func name(of author: Author) -> String? { author.person.flatMap { checkIn.snapshot?.person($0)?.name } }
}
