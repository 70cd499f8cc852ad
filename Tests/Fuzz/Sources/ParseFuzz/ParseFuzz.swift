import Model
import ReplyParsing

/// Two check-ins whose vocabularies have every kind of key result, one in English and one in German.
private let vocabularies = ["en", "de"].map { locale in
    Vocabulary(
        ReadingContext(
            locale: locale,
            objectives: [
                .init(
                    id: "activation", title: "New users reach value in their first week",
                    keyResults: [
                        .init(
                            id: "signups", number: 1, title: "Weekly sign-ups", aliases: ["sign ups"], kind: .number, unit: "users", baseline: 1000,
                            target: 2500, current: 1320, owner: "ana"),
                        .init(
                            id: "churn", number: 2, title: "Monthly churn", aliases: [], kind: .percent, unit: "%", baseline: 6, target: 3,
                            current: nil,
                            owner: "ben"),
                        .init(
                            id: "ttv", number: 3, title: "Median time to first report", aliases: ["TTV"], kind: .duration, unit: "min", baseline: 45,
                            target: 15, current: 32, owner: nil),
                    ],
                    initiatives: [.init(id: "tour", title: "Guided product tour", moves: ["signups"])]),
                .init(
                    id: "money", title: "Customers stay and pay",
                    keyResults: [
                        .init(
                            id: "arr", number: 4, title: "Recurring revenue", aliases: ["ARR"], kind: .currency, unit: "EUR", baseline: 100_000,
                            target: 200_000, current: 120_000, owner: "ana"),
                        .init(
                            id: "audits", number: 5, title: "Audit steps", aliases: [], kind: .milestone, unit: "steps", baseline: 0, target: 5,
                            current: 2, owner: "ben"),
                        .init(
                            id: "soc2", number: 6, title: "SOC 2 report signed", aliases: [], kind: .boolean, unit: "", baseline: 0, target: 1,
                            current: 0,
                            owner: nil),
                    ], initiatives: []),
            ]))
}

private let pending = PendingQuestion(reason: .whichKeyResult, text: "42", candidates: ["signups", "churn"], value: 42)
private let told = [
    Moment.Told(keyResult: "arr", value: 130_000, status: .offTrack, confidence: 0.8, isLatest: false),
    Moment.Told(keyResult: "signups", value: 1_400, status: .onTrack, confidence: 0.6, isLatest: true),
]
private let date = LocalDate(daysSinceEpoch: 20_500)

/// Reads one input: its first byte chooses markup, language, focus and pending question, the rest is the message.
///
/// Besides crashes and hangs it finds readings that break their promises: spans outside the message or inside a character, values that are no numbers,
/// a key result updated twice.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParse(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard let data, size > 0 else { return 0 }
    let choice = Int(data[0])
    let text = String(decoding: UnsafeBufferPointer(start: data + 1, count: size - 1), as: UTF8.self)
    let moment = Moment(
        date: date, sender: choice & 64 == 0 ? "ana" : "dele", focus: choice & 16 == 0 ? nil : "churn", pending: choice & 32 == 0 ? nil : pending,
        told: choice & 8 == 0 ? [] : told)
    let markup = Markup.allCases[choice % Markup.allCases.count]
    let reading = read(text, markup: markup, vocabulary: vocabularies[choice >> 7], moment: moment)
    check(reading, text, markup)
    let vocabulary = vocabularies[choice >> 7]
    _ = rulings(in: text, markup: markup, vocabulary: vocabulary)
    let bytes = text.utf8.count
    let spans =
        lineTalk(in: text, markup: markup, vocabulary: vocabulary).flatMap { talk in
            if case .reword(let words) = talk.kind { [talk.span, talk.sentence, words] } else { [talk.span, talk.sentence] }
        } + asides(in: text, markup: markup, vocabulary: vocabulary, reading: reading).map(\.span)
    precondition(spans.allSatisfy { 0 <= $0.start && $0.start <= $0.end && $0.end <= bytes }, "a span outside the message")
    return 0
}

private func check(_ reading: Reading, _ text: String, _ markup: Markup) {
    let bytes = Array(text.utf8)
    func isGood(_ span: TextSpan) -> Bool {
        guard 0 <= span.start, span.start <= span.end, span.end <= bytes.count else { return false }
        return [span.start, span.end].allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
    }
    var seen: Set<KeyResultID> = []
    for update in reading.updates {
        precondition(isGood(update.evidence), "a span outside the message")
        precondition(update.value?.isFinite ?? true, "a value that is no number")
        precondition((0...1).contains(update.confidence ?? 0), "a confidence outside 0 to 1")
        precondition(seen.insert(update.keyResult).inserted, "a key result twice")
        _ = plainText(of: text, markup: markup, span: update.evidence)
    }
    let spans = reading.outputs.map(\.span) + reading.blockers.map(\.span) + reading.skips.map(\.span) + reading.questions.map(\.span)
    precondition((spans + reading.claims.map(\.span)).allSatisfy(isGood), "a span outside the message")
}
