public import Model

/// What a check-in asks about, in the order of its prompt: all that names and values are read against.
public struct ReadingContext: Hashable, Sendable {
    /// A key result as the prompt numbered it. Owners are any strings, as long as a ``Moment``'s sender is of the same kind.
    public struct KeyResultContext: Hashable, Sendable {
        public var id: KeyResultID
        /// From 1, through the whole prompt.
        public var number: Int
        public var title: String
        public var aliases: [String]
        public var kind: KeyResult.Kind
        public var unit: String
        public var baseline: Double?
        public var target: Double?
        public var current: Double?
        public var owner: String?

        public init(
            id: KeyResultID, number: Int, title: String, aliases: [String] = [], kind: KeyResult.Kind, unit: String = "", baseline: Double? = nil,
            target: Double? = nil, current: Double? = nil, owner: String? = nil
        ) {
            self.id = id
            self.number = number
            self.title = title
            self.aliases = aliases
            self.kind = kind
            self.unit = unit
            self.baseline = baseline
            self.target = target
            self.current = current
            self.owner = owner
        }
    }

    public struct InitiativeContext: Hashable, Sendable {
        public var id: InitiativeID
        public var title: String
        public var moves: [KeyResultID]

        public init(id: InitiativeID, title: String, moves: [KeyResultID] = []) {
            self.id = id
            self.title = title
            self.moves = moves
        }
    }

    public struct ObjectiveContext: Hashable, Sendable {
        public var id: ObjectiveID
        public var title: String
        public var keyResults: [KeyResultContext]
        public var initiatives: [InitiativeContext]

        public init(id: ObjectiveID, title: String, keyResults: [KeyResultContext], initiatives: [InitiativeContext] = []) {
            self.id = id
            self.title = title
            self.keyResults = keyResults
            self.initiatives = initiatives
        }
    }

    /// `en`, `de`, `fr`, `es`, `pt`, `nb` or `nl`; a region behind it (`de-AT`) is ignored, and any other is read as `en`.
    public var locale: String
    public var objectives: [ObjectiveContext]

    public init(locale: String, objectives: [ObjectiveContext]) {
        self.locale = locale
        self.objectives = objectives
    }

    /// A key result that is to stay within bounds has its nearest bound for a target.
    public init(snapshot: Snapshot) {
        self.init(
            locale: snapshot.locale,
            objectives: snapshot.objectives.map { objective in
                ObjectiveContext(
                    id: objective.id, title: objective.title, keyResults: objective.keyResults.map(KeyResultContext.init),
                    initiatives: objective.initiatives.map { InitiativeContext(id: $0.id, title: $0.title, moves: $0.moves.map(\.keyResult)) })
            })
    }
}

extension ReadingContext.KeyResultContext {
    init(_ state: Snapshot.KeyResultState) {
        let definition = state.definition
        self.init(
            id: definition.id, number: state.number, title: definition.title, aliases: definition.aliases, kind: definition.kind,
            unit: definition.unit,
            baseline: definition.baseline, target: definition.target ?? definition.keep?.bound(near: state.current), current: state.current,
            owner: definition.owner?.rawValue)
    }
}

extension Keep {
    fileprivate func bound(near current: Double?) -> Double {
        switch self {
        case .atLeast(let bound), .atMost(let bound): bound
        case .between(let low, let high): (current ?? low) - low <= high - (current ?? low) ? low : high
        }
    }
}
