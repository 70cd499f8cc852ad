import Testing

@testable import ReplyParsing

@Suite("The lexicon")
struct LexiconTests {
    private static let languages = ["en": LexiconText.english].merging(LexiconText.others) { first, _ in first }

    @Test("every section of every language is known", arguments: languages.keys.sorted())
    func sections(language: String) throws {
        let text = try #require(Self.languages[language])
        var count = 0
        for line in LexiconText.lines(text) {
            guard case .section(let section) = line else { continue }
            count += 1
            let isOther = ["emoji", "verb_endings", "noun_endings", "only_here"].contains(section.name) || section.name == "word"
            #expect(Meaning.section(section.name) != nil || isOther, "\(section.name)")
        }
        #expect(count > 40)
    }

    @Test("every argument is understood", arguments: languages.keys.sorted())
    func arguments(language: String) throws {
        let text = try #require(Self.languages[language])
        for line in LexiconText.lines(text) {
            guard case .section(let section) = line else { continue }
            var entry = Lexicon.Entry()
            section.apply(to: &entry, [])
            switch section.name {
            case "status": #expect(entry.status != nil)
            case "unit": #expect(entry.unit != nil)
            case "currency": #expect(entry.currency != nil, "\(section.argument)")
            case "command": #expect(entry.command != nil)
            case "word": #expect(WordRole.byName[section.argument] != nil, "\(section.argument)")
            case "emoji": #expect(!EmojiMeaning(section.argument).isEmpty, "\(section.argument)")
            default: break
            }
        }
    }

    @Test("a word that a language has for something else loses its English meaning there, and keeps the phrases it stands in")
    func onlyHere() {
        func meaning(_ word: String, _ locale: String) -> Meaning {
            let lexicon = Lexicon.lexicon(for: locale)
            return lexicon.meaning(ofWord: lexicon.word(Folding.hash(word)))
        }
        #expect(meaning("as", "en").has(.because) && !meaning("as", "pt").has(.because) && meaning("as", "pt").has(.filler))
        #expect(meaning("no", "en").has(.negation) && !meaning("no", "pt").has(.negation) && meaning("no", "nb").has(.negation))
        #expect(GrowthTeam.gist("lançámos as páginas novas no site", locale: "pt", from: "ana") == "out -")
        #expect(GrowthTeam.gist("churn: no change", locale: "pt", from: "ana") == "churn 4.5")
    }

    @Test("phrases are found in any case and without accents")
    func folding() {
        #expect(Folding.hash("Zähler") == Folding.hash("zahler"))
        #expect(Folding.hash("l’été") == Folding.hash("L'ETE"))
        #expect(Folding.hash("ŁÓDŹ") == Folding.hash("lodz"))
        #expect(Folding.join(Folding.hash("sign"), Folding.hash("ups"), secondLength: 3) == Folding.hash("signups"))
    }

    @Test(
        "a word and its plural meet",
        arguments: [
            ("case", "cases"), ("query", "queries"), ("dispatch", "dispatches"), ("delay", "delays"), ("backlog", "backlog's"), ("MQL", "MQLs"),
            ("cache", "caches"),
        ])
    func stems(singular: String, plural: String) {
        #expect(Folding.stemHash(Folding.fold(singular)[...]) == Folding.stemHash(Folding.fold(plural)[...]))
    }

    @Test("words that are not the same do not meet", arguments: [("on", "one"), ("press", "pres"), ("rate", "rat")])
    func differentStems(first: String, second: String) {
        #expect(Folding.stemHash(Folding.fold(first)[...]) != Folding.stemHash(Folding.fold(second)[...]))
    }

    @Test(
        "typing errors are bounded by the word's length",
        arguments: [
            ("actvation", true), ("activatoin", true), ("activationn", true), ("actation", false), ("accusation", false), ("tier", false),
            ("chrun", true), ("crhnu", false),
        ])
    func spelling(word: String, isNear: Bool) {
        var index = SpellingIndex()
        for (number, name) in ["activation", "churn", "time"].enumerated() { index.add(Folding.fold(name).span, Int32(number)) }
        #expect((index.nearest(to: Folding.fold(word).span) != nil) == isNear)
    }

    @Test("a misspelt word that is as near to two names is left alone")
    func tie() {
        var index = SpellingIndex()
        index.add(Folding.fold("store").span, 0)
        index.add(Folding.fold("score").span, 1)
        #expect(index.nearest(to: Folding.fold("sbore").span) == nil)
    }

    @Test("a word's roles have room for all of them") func roomForRoles() { #expect(WordRole.allCases.count <= WordRoleSet.limit) }

    @Test("every role that a rule looks for has a word of English", arguments: WordRole.allCases)
    func everyRoleHasAWord(role: WordRole) {
        #expect(Lexicon.lexicon(for: "en").roles.contains { $0.contains(role) })
    }

    @Test("a role's words are known in the team's language, and none of another language's")
    func rolesAreOfTheLanguage() {
        let german = Lexicon.lexicon(for: "de")
        let english = Lexicon.lexicon(for: "en")
        func isOnly(_ word: String, _ lexicon: Lexicon) -> Bool {
            let number = lexicon.word(Folding.hash(word))
            return number >= 0 && lexicon.roles[Int(number)].contains(.only)
        }
        #expect(isOnly("nur", german) && isOnly("only", german))
        #expect(isOnly("only", english) && !isOnly("nur", english))
    }
}
