import Testing

@testable import DaemonConfig

@Suite("Did you mean")
struct SuggestionTests {
    @Test(
        "slips are counted as letters put in, left out, changed or swapped",
        arguments: [
            ("listen", "listen", 0), ("lisen", "listen", 1), ("litsen", "listen", 1), ("listens", "listen", 1), ("kisten", "listen", 1),
            ("", "abc", 3), ("ca", "abc", 3),
        ])
    func distances(_ left: String, _ right: String, _ distance: Int) {
        #expect(slips(from: Array(left.unicodeScalars), to: Array(right.unicodeScalars)) == distance)
        #expect(slips(from: Array(right.unicodeScalars), to: Array(left.unicodeScalars)) == distance)
    }

    @Test(
        "the nearest name is offered, and none where none is near",
        arguments: [
            ("lisen", "listen"), ("pubic_url", "public_url"), ("Store", "store"), ("chanels", "channels"), ("acounts", "accounts"), ("xyzzy", nil),
            ("", nil),
            ("banana", nil),
        ] as [(String, String?)])
    func offers(_ word: String, _ offer: String?) {
        #expect(nearest(to: word, among: ["listen", "public_url", "store", "accounts", "channels"]) == offer)
    }
}
