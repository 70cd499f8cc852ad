import Model

/// A labelled message in the form of the corpus: one JSON object a line.
public struct ParseLine: Codable, Sendable {
    public struct Context: Codable, Sendable {
        public struct Objective: Codable, Sendable {
            public var id: String
            public var title: String
            public var key_results: [KeyResult]
            public var initiatives: [Initiative]?
        }

        public struct KeyResult: Codable, Sendable {
            public var id: String
            public var title: String
            public var aliases: [String]?
            public var kind: String
            public var unit: String?
            public var baseline: Double?
            public var target: Double?
            public var current: Double?
            public var owner: String?
        }

        public struct Initiative: Codable, Sendable {
            public var id: String
            public var title: String
            public var moves: [String]?
        }

        public struct Pending: Codable, Sendable {
            public var reason: String
            public var text: String?
            public var candidates: [String]?
            public var value: Double?
        }

        public var date: String
        public var locale: String
        public var sender: String
        public var focus: String?
        public var pending: Pending?
        public var objectives: [Objective]
    }

    public struct Message: Codable, Sendable {
        public var platform: String
        public var text: String
    }

    public var id: String
    public var context: Context
    public var message: Message
}

/// What a message was read as, in the form of the corpus' labels, with spans and kind beside them.
public struct ParseAnswer: Encodable, Sendable {
    public struct Update: Encodable, Sendable {
        public var kr: String
        public var value: Double?
        public var status: String?
        public var confidence: Double?
        public var approximate: Bool
        public var span: TextSpan
    }

    public struct Output: Encodable, Sendable {
        public var text: String
        public var initiative: String?
        public var span: TextSpan
    }

    public struct Blocker: Encodable, Sendable {
        public var kr: String?
        public var text: String
        public var span: TextSpan
    }

    public struct Question: Encodable, Sendable {
        public var reason: String
        public var candidates: [String]
        public var value: Double?
        public var span: TextSpan
    }

    public var id: String
    public var kind: String
    public var updates: [Update]
    public var outputs: [Output]
    public var blockers: [Blocker]
    /// Key result ids; `*` for the whole check-in.
    public var skips: [String]
    public var questions: [Question]
    public var command: String?
}

/// Reads one line of the corpus.
public func answer(_ line: ParseLine) -> ParseAnswer {
    let reading = read(
        line.message.text, markup: Markup(rawValue: line.message.platform) ?? .plain, vocabulary: Vocabulary(line.readingContext), moment: line.moment
    )
    return ParseAnswer(id: line.id, reading)
}

extension ParseAnswer {
    public init(id: String, _ reading: Reading) {
        self.id = id
        kind = reading.kind.rawValue
        updates = reading.updates.map {
            Update(
                kr: $0.keyResult.rawValue, value: $0.value, status: $0.status?.rawValue, confidence: $0.confidence, approximate: $0.isApproximate,
                span: $0.evidence)
        }
        outputs = reading.outputs.map { Output(text: $0.text, initiative: $0.initiative?.rawValue, span: $0.span) }
        blockers = reading.blockers.map { Blocker(kr: $0.keyResult?.rawValue, text: $0.text, span: $0.span) }
        skips = reading.skips.map { skip in
            switch skip.subject {
            case .keyResult(let id): id.rawValue
            case .everything: "*"
            }
        }
        questions = reading.questions.map {
            Question(reason: $0.reason.rawValue, candidates: $0.candidates.map(\.rawValue), value: $0.value, span: $0.span)
        }
        command = reading.command?.rawValue
    }
}

extension ParseLine {
    /// The check-in that the line's message belongs to, numbered as its prompt was.
    public var readingContext: ReadingContext {
        var number = 0
        let objectives = context.objectives.map { objective in
            ReadingContext.ObjectiveContext(
                id: ObjectiveID(trusted: objective.id), title: objective.title,
                keyResults: objective.key_results.map { keyResult in
                    number += 1
                    return keyResult.context(number)
                },
                initiatives: (objective.initiatives ?? []).map {
                    .init(id: InitiativeID(trusted: $0.id), title: $0.title, moves: ($0.moves ?? []).map { KeyResultID(trusted: $0) })
                })
        }
        return ReadingContext(locale: context.locale, objectives: objectives)
    }

    public var moment: Moment {
        let pending = context.pending.flatMap { pending in
            Model.Question.Reason(rawValue: pending.reason).map {
                PendingQuestion(reason: $0, text: pending.text ?? "", candidates: pending.candidates ?? [], value: pending.value)
            }
        }
        return Moment(date: LocalDate(context.date) ?? LocalDate(daysSinceEpoch: 0), sender: context.sender, focus: context.focus, pending: pending)
    }
}

extension ParseLine.Context.KeyResult {
    fileprivate func context(_ number: Int) -> ReadingContext.KeyResultContext {
        ReadingContext.KeyResultContext(
            id: KeyResultID(trusted: id), number: number, title: title, aliases: aliases ?? [], kind: Model.KeyResult.Kind(rawValue: kind) ?? .number,
            unit: unit ?? "", baseline: baseline, target: target, current: current, owner: owner)
    }
}
