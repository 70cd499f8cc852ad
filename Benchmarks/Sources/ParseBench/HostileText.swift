import Model
import ReplyParsing

/// A text that repeats what is costly to read.
struct HostileText {
    var name: String
    var pattern: String

    init(_ name: String, _ pattern: String) {
        self.name = name
        self.pattern = pattern
    }

    static let all = [
        HostileText("numbers", "1 23 4.5 6,700 "),
        HostileText("digits", "1234567890"),
        HostileText("separators in numbers", "1,2.3'4 5"),
        HostileText("names", "sign-ups activation rate "),
        HostileText("names with numbers", "sign-ups 1,410, activation 33% "),
        HostileText("names without numbers, then a list", "sign-ups / activation / WAT: 1, 2, 3\n"),
        HostileText("names and as many values", "sign-ups, activation and WAT are 1, 2 and 3, "),
        HostileText("a table's rows", "| 1 | 1,410 | green |\n"),
        HostileText("bars", "| "),
        HostileText("misspelt names", "sgin-ups activtion raet "),
        HostileText("first words of names", "weekly active median time to first "),
        HostileText("from and to", "from 1 to 2 "),
        HostileText("statuses", "on track, at risk, off track, done. "),
        HostileText("confidences", "70% confident, "),
        HostileText("refusals", "not no never without "),
        HostileText("shipped work", "shipped the tour, launched templates and "),
        HostileText("blockers", "blocked by legal because blocked on "),
        HostileText("second thoughts", "hm, that was 1450. no wait, 1451. "),
        HostileText("numbers that are another's", "sign-ups 1450, sorry, that's churn. "),
        HostileText("work taken back", "shipped it. shipped is too strong. "),
        HostileText("confidences put right", "confidence 0.9. no, 0.8. "),
        HostileText("hindrances told before", "the import fails, so we're stuck there, "),
        HostileText("one long sentence of hindrances", "a, so stuck, "),
        HostileText("questions", "is it 12%? why? "),
        HostileText("one long word", "a"),
        HostileText("one long compound", "sign-up-rate-"),
        HostileText("open brackets", "("),
        HostileText("open angles", "<"),
        HostileText("angles with bars", "<@U1|"),
        HostileText("links", "<https://example.org/a?b=1|sign-ups> "),
        HostileText("bare links", "https://example.org/1/2/3?a=4 "),
        HostileText("marks of emphasis", "*_~`"),
        HostileText("code", "``` 12 `3` "),
        HostileText("quotes", "> 12\n>> 13\n"),
        HostileText("empty lines", "\n"),
        HostileText("list items", "- sign-ups: 1,410\n"),
        HostileText("table", "| sign-ups | 1,410 |\n"),
        HostileText("emoji", "🟢👩‍👩‍👧‍👦👍🏽"),
        HostileText("emoji codes", ":white_check_mark::red_circle:"),
        HostileText("combining marks", "e\u{301}\u{302}\u{303}"),
        HostileText("wide characters", "売上１２３％　"),
        HostileText("commas", ",;:/"),
        HostileText("signs", "+-±~≈→"),
        HostileText("periods", "1.2.3.4."),
        HostileText("ellipses", "…and "),
    ]

    /// The pattern over and over, of so many Unicode scalars.
    func text(length: Int) -> String {
        let scalars = Array(pattern.unicodeScalars)
        var text = String.UnicodeScalarView()
        for index in 0..<length { text.append(scalars[index % scalars.count]) }
        return String(text)
    }
}

/// How the time for a text grows with its length.
struct Growth {
    static let lengths = [1000, 2000, 4000]

    var name: String
    /// The least of several tries, for each of the lengths.
    var nanoseconds: [Double]

    init(of text: HostileText, in corpus: Corpus) {
        name = text.name
        nanoseconds = Self.lengths.map { length in
            var reply = corpus.replies[0]
            reply.text = text.text(length: length)
            return (0..<15).map { _ in
                let start = processorTime()
                keep(reply.readOnce())
                return processorTime() - start
            }.min() ?? 0
        }
    }

    var microseconds: String { nanoseconds.map { rounded($0 / 1000) }.joined(separator: ", ") + " µs" }
    var longest: Double { nanoseconds.last ?? 0 }
    /// From the shortest to the longest: 4 where time grows as length does.
    var factor: Double { longest / (nanoseconds.first ?? 1) }
}
