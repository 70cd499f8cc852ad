import Model

/// A check-in's names, compiled once: which words stand in which key result's title, alias or id, and what each is kept in.
public struct Vocabulary: Sendable {
    /// A key result with what the reader asks of it for every value; a class, since it is handed around for each of them.
    final class Target: Sendable {
        /// Its own id alone, as claims need it.
        let ids: [KeyResultID]
        let number: Int
        let kind: KeyResult.Kind
        let unit: String
        let duration: DurationUnit?
        let currency: CurrencyCode?
        let baseline: Double?
        let target: Double?
        let current: Double?
        let objective: Int
        let indexInObjective: Int
        /// Its title says that it counts afresh each week, month or the like.
        let isPeriodic: Bool
        /// A boolean's last title words, such as "agreed": to say them is to say yes.
        let stateStems: [UInt64]
        /// The stems of what its unit is called: "m" is "metres" too.
        let unitStems: [UInt64]

        init(_ keyResult: ReadingContext.KeyResultContext, objective: Int, indexInObjective: Int, _ lexicon: Lexicon) {
            let title = VocabularyCompiler.nameWords(keyResult.title)
            ids = [keyResult.id]
            number = keyResult.number
            kind = keyResult.kind
            unit = keyResult.unit
            duration = DurationUnit(unitName: keyResult.unit)
            currency = CurrencyCode(keyResult.unit)
            baseline = keyResult.baseline
            target = keyResult.target
            current = keyResult.current
            self.objective = objective
            self.indexInObjective = indexInObjective
            isPeriodic = VocabularyCompiler.isPeriodic(title, lexicon)
            stateStems = keyResult.kind == .boolean ? VocabularyCompiler.stateStems(title, lexicon) : []
            let stem = Folding.stemHash(Folding.fold(keyResult.unit)[...])
            unitStems = Self.measures.first { $0.contains(stem) } ?? [stem]
            isInMetres = keyResult.unit == "m"
            isNPS = keyResult.unit.uppercased() == "NPS"
        }

        /// A number of metres is written as one of minutes or of millions is.
        let isInMetres: Bool
        /// What may well be below nought.
        let isNPS: Bool

        /// Whether the stem is that of its unit.
        func counts(_ stem: UInt64) -> Bool { unitStems.contains(stem) }

        private static let measures = [
            ["m", "metre", "meter", "metro"], ["km", "kilometre", "kilometer", "kilometro"], ["kg", "kilo", "kilogram", "kilogramm"],
            ["l", "litre", "liter", "litro"], ["t", "tonne", "ton", "tonelada"], ["kwh", "kilowatt-hour"],
        ].map { $0.map { Folding.stemHash(Folding.fold($0)[...]) } }

        var id: KeyResultID { ids[0] }
    }

    struct Initiative: Sendable {
        let id: InitiativeID
        let moves: IndexSet128
    }

    /// A word of some name.
    struct NameWord: Sendable {
        var keyResults = IndexSet128()
        var initiatives = IndexSet128()
        /// Those of the key results in whose names it is not just what a value is counted by: "meal" of "Meals served", and not of "Cost per meal".
        var proper = IndexSet128()
        /// Of no weight by itself: "rate", "weekly", "of".
        var isGeneric = true
        /// Two for a compound written as one word.
        var weight = 1
        let stem: UInt64
        /// Only ever the verb of a compound, and what goes with it: "sign" in "sign-ups". Nought where it has another part too.
        var particle: UInt64

        subscript(kind: NameKind) -> IndexSet128 { kind == .keyResult ? keyResults : initiatives }
    }

    struct ExactName: Sendable {
        var keyResults = IndexSet128()
        var initiatives = IndexSet128()

        subscript(kind: NameKind) -> IndexSet128 { kind == .keyResult ? keyResults : initiatives }
    }

    enum NameKind { case keyResult, initiative }

    private let store: Store

    /// The tables, shared by all copies.
    private final class Store: Sendable {
        let lexicon: Lexicon
        let numberStyle: NumberStyle
        let targets: [Target]
        let everything: IndexSet128
        let initiatives: [Initiative]
        let names: VocabularyCompiler
        // Searched from the front: a team has few owners, and each message asks.
        let owned: [(owner: String, keyResults: IndexSet128)]

        init(_ context: ReadingContext) {
            lexicon = Lexicon.lexicon(for: context.locale)
            numberStyle = NumberStyle(locale: context.locale)
            targets = VocabularyCompiler.targets(context, lexicon)
            everything = IndexSet128.all(targets.count)
            initiatives = VocabularyCompiler.initiatives(context)
            var compiler = VocabularyCompiler(lexicon: lexicon)
            compiler.compile(context)
            names = compiler
            var owned: [String: IndexSet128] = [:]
            for (index, keyResult) in context.objectives.flatMap(\.keyResults).enumerated() {
                if let owner = keyResult.owner { owned[owner, default: IndexSet128()].insert(index) }
            }
            self.owned = owned.map { ($0.key, $0.value) }
        }
    }

    public init(_ context: ReadingContext) {
        store = Store(context)
    }

    var lexicon: Lexicon { store.lexicon }
    var numberStyle: NumberStyle { store.numberStyle }
    var everything: IndexSet128 { store.everything }

    var targets: [Target] { store.targets }
    /// The key results that somebody owns.
    func owned(by sender: String) -> IndexSet128 { store.owned.first { $0.owner == sender }?.keyResults ?? IndexSet128() }

    var initiatives: [Initiative] { store.initiatives }
    var nameWords: [NameWord] { store.names.words }

    /// The number of a word by its stem's hash, or -1.
    func word(_ stem: UInt64) -> Int32 { store.names.wordIndex[stem] }

    /// Whether some key result counts in a unit with this stem.
    func hasUnit(_ stem: UInt64) -> Bool { targets.contains { $0.counts(stem) } }

    /// Whether a name holds the word in exactly this form.
    func hasForm(_ hash: UInt64) -> Bool { store.names.forms.contains(hash) }

    func exact(_ hash: UInt64) -> ExactName? {
        let index = store.names.exactIndex[hash]
        return index < 0 ? nil : store.names.exactNames[Int(index)]
    }

    /// Whether some word of a name begins with a digit and goes on with letters: "3D".
    var hasLabels: Bool { store.names.hasLabels }

    /// Whether a name holds this number right behind this word, as "Year 3" does.
    func hasPair(_ word: UInt64, _ number: UInt64) -> Bool { store.names.numberPairs.contains(Folding.join(word, number, secondLength: 1)) }

    func nearestWord(to word: Span<UInt8>) -> Int32? {
        store.names.spellings.nearest(to: word) { nameWords[Int($0)].keyResults == nameWords[Int($1)].keyResults }
    }

    /// Of the words of no weight by themselves, which are only looked for behind another word of a name: "time to frist value".
    func nearestGeneric(to word: Span<UInt8>) -> Int32? {
        store.names.genericSpellings.nearest(to: word) { nameWords[Int($0)].keyResults == nameWords[Int($1)].keyResults }
    }

    /// The word that is abbreviated so: "act" for "activation"; of several, one, where all stand in the names of the same key results. A planned work's word
    /// does not stand in its way.
    func wordAbbreviated(by word: Span<UInt8>) -> Int32? {
        store.names.spellings.only(beginningWith: word) {
            !nameWords[Int($0)].keyResults.isEmpty
        } isSame: {
            nameWords[Int($0)].keyResults == nameWords[Int($1)].keyResults
        }
    }

    func index(of id: String) -> Int? { store.targets.firstIndex { $0.id.rawValue == id } }

    /// The key results with these ids.
    func places(of ids: [String]) -> IndexSet128 { ids.reduce(into: IndexSet128()) { set, id in if let place = index(of: id) { set.insert(place) } } }

    /// The key result with the only one of these ids.
    func only(of ids: [String]) -> Int? { ids.count == 1 ? index(of: ids[0]) : nil }
}
