import Foundation
import Model
import ReplyParsing
import Testing

/// A message that names nothing goes on about what its sender has told before.
@Suite("Messages that go on about what was told")
struct FollowUpTests {
    private static let team = """
        {"id": "x", "context": {"date": "2026-03-09", "locale": "en", "sender": "ben", "focus": null, "pending": null, "objectives": [{"id": "o", "title": "More",
        "key_results": [
        {"id": "calls", "title": "Calls answered", "aliases": [], "kind": "percent", "unit": "%", "baseline": 50, "target": 80, "current": 64, "owner": "ben"},
        {"id": "fund", "title": "Library fund", "aliases": [], "kind": "currency", "unit": "GBP", "baseline": 0, "target": 9000, "current": 6200, "owner": "ben"},
        {"id": "clubs", "title": "Pupils in clubs", "aliases": [], "kind": "number", "unit": "pupils", "baseline": 100, "target": 250, "current": 174, "owner": "cem"}],
        "initiatives": []}]}, "message": {"platform": "plain", "text": ""}, "expect": {"updates": [], "outputs": [], "blockers": [], "skips": [], "questions": [],
        "command": null}}
        """

    private func reading(_ text: String, told: [Moment.Told]) throws -> Reading {
        let line = try LabelledLine(json: Self.team).line
        let moment = Moment(
            date: LocalDate(daysSinceEpoch: 20_000), sender: "ben",
            current: Dictionary(uniqueKeysWithValues: told.compactMap { told in told.value.map { (told.keyResult, $0) } }),
            spoken: told.map(\.keyResult), told: told)
        return ReplyParsing.read(text, markup: .plain, vocabulary: Vocabulary(line.readingContext), moment: moment)
    }

    private func read(_ text: String, told: [Moment.Told]) throws -> [String] {
        let reading = try reading(text, told: told)
        return reading.updates.map { update in
            [
                update.keyResult.rawValue, update.value.map { "\($0)" }, update.status?.rawValue,
                update.confidence.map { "\(Int(($0 * 100).rounded())) %" },
            ]
            .compactMap { $0 }.joined(separator: " ")
        } + reading.questions.map { "? \($0.reason.rawValue)" }
    }

    private static let both = [
        Moment.Told(keyResult: "fund", value: 7100, status: .offTrack, confidence: 0.8, isLatest: false),
        Moment.Told(keyResult: "calls", value: 66, status: .onTrack, confidence: 0.6, isLatest: true),
    ]

    @Test(
        "a number that was told says whose the other one is",
        arguments: [
            ("66 was wrong. It's 61", "calls 61.0"), ("66 was wrong, Joe had counted five of them twice. 61.", "calls 61.0"),
            ("Sorry, 7,100 included gift aid we haven't got. 6,800.", "fund 6800.0"),
            ("7.1k had the raffle in it. Without it 6,950", "fund 6950.0"),
        ])
    func numberTold(text: String, update: String) throws { #expect(try read(text, told: Self.both) == [update]) }

    @Test(
        "what points back or puts right is about what was told last",
        arguments: [
            ("so that one's amber for me", "calls at_risk"), ("7 out of 10 confident on that one, if anyone asks", "calls 70 %"),
            ("sorry, make that 65", "calls 65.0"), ("Call that one green", "calls on_track"),
        ])
    func last(text: String, update: String) throws { #expect(try read(text, told: Self.both) == [update]) }

    @Test("what comes on top of a number that was told is added to it")
    func onTop() throws { #expect(try read("It counts for 2, the 650 comes on top of the 7.1k.", told: Self.both) == ["fund 7750.0"]) }

    @Test("a status in place of another is that of the one that had it")
    func status() throws { #expect(try read("so amber rather than red", told: Self.both) == ["fund at_risk"]) }

    @Test(
        "a share in place of another is how sure somebody is",
        arguments: [
            ("My 8 should be a 7", "fund 70 %"), ("rather 70 than 80", "fund 70 %"),
            ("could you lower my 60% to 40%", "calls 40 %"),
        ])
    func rating(text: String, update: String) throws { #expect(try read(text, told: Self.both) == [update]) }

    @Test(
        "what is far from all that was told, or names others, is nothing of theirs",
        arguments: ["it took 2 hours", "that was 12 people in the queue", "Clubs have 181 kids", "is that one amber?"])
    func others(text: String) throws {
        #expect(try read(text, told: Self.both).allSatisfy { !$0.hasPrefix("calls") && !$0.hasPrefix("fund") })
    }

    @Test(
        "how sure somebody is lies between nothing and all",
        arguments: [
            "sorry, make that 15/10", "My 8/10 should be 15/10", "make it 12 out of 10", "Fund I'd rate -3/10", "Confidence on fund is -1/3",
            "Confidence in mine: 12/10 for the fund", "Confidence in mine: -4/10 for the fund",
        ])
    func bounds(text: String) throws {
        let fund = [Moment.Told(keyResult: "fund", value: 7100, status: .offTrack, confidence: 0.8, isLatest: true)]
        #expect(try reading(text, told: fund).updates.allSatisfy { (0...1).contains($0.confidence ?? 0) })
    }

    @Test("without anything told, nothing is gone on about")
    func nothingTold() throws { #expect(try read("so that one's amber for me", told: []).isEmpty) }
}

extension LabelledLine {
    fileprivate init(json: String) throws { self = try JSONDecoder().decode(LabelledLine.self, from: Data(json.utf8)) }
}
