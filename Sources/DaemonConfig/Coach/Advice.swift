/// What the coach sees in a team's goals; each comes with the way out.
enum Advice: Hashable, Sendable {
    case outputInDisguise(title: String)
    case noBaseline(title: String)
    case noOwner(title: String)
    case noKeyResults(team: String)
    case manyObjectives(count: Int)
    case manyKeyResults(objective: String, count: Int)
    case targetMet(title: String)
    case fractionForPercent(title: String)
    case movesNothing(initiative: String)
    case movedByNothing(title: String)
    case noReplies(channel: String)
    case noDirectMessages(channel: String)
    case notReachable(person: String, account: String)

    var sentence: String {
        switch self {
        case .outputInDisguise(let title):
            "\(quoted(title)) sounds like work to deliver, not like something that changes for anybody; make it an initiative, and measure what it should move"
        case .noBaseline(let title):
            "\(quoted(title)) has no baseline, so progress cannot be told; add `baseline` with today's value, even a rough one"
        case .noOwner(let title): "\(quoted(title)) has no owner, so nobody is reminded of it; add `owner` with somebody of the team"
        case .noKeyResults(let team): "\(quoted(team)) has no key results, so there is nothing to ask about; add one under `objectives`"
        case .manyObjectives(let count): "\(count) objectives are more than a team keeps in mind; up to five is a good number, fewer are better"
        case .manyKeyResults(let objective, let count):
            "\(quoted(objective)) has \(count) key results, more than one conversation holds; keep the five or fewer that tell most"
        case .targetMet(let title):
            "the target of \(quoted(title)) is met by its baseline; set one that is still ahead, or use `keep` if it is to stay there"
        case .fractionForPercent(let title):
            "the values of \(quoted(title)) are below 1, and 0.4 means 0.4 %, not 40 %; if 40 % is meant, write 40"
        case .movesNothing(let initiative): "\(quoted(initiative)) moves no key result; say under `moves` which number it should change, or drop it"
        case .movedByNothing(let title):
            "no initiative moves \(quoted(title)); what will the team do about it? Name it under `moves` of an initiative"
        case .noReplies(let channel): "the channel `\(channel)` takes no replies, so nobody can answer there; \(Self.howToReceive)"
        case .noDirectMessages(let channel):
            "`ask_in: direct` needs an account that can write to people, and that of the channel `\(channel)` cannot; the channel is asked instead"
        case .notReachable(let person, let account):
            "\(quoted(person)) owns key results and is to be asked directly, but has no user id; add it under `chat` for the account `\(account)`"
        }
    }

    private static let howToReceive = "set up receiving for its account, or ask in another channel"
}
