import Foundation
import Model
import Testing

@Suite struct IdentityTests {
    @Test(
        "ids of things have the form that the configuration promises",
        arguments: [
            ("a", true), ("growth", true), ("kr_1-b", true), (String(repeating: "a", count: 40), true), (String(repeating: "a", count: 41), false),
            ("", false),
            ("1a", false), ("Growth", false), ("a b", false), ("ä", false), ("-a", false),
        ])
    func identifiers(text: String, isGood: Bool) {
        #expect((TeamID(text) != nil) == isGood)
    }

    @Test("unique ids are 22 characters, read back, and order by time")
    func uniqueIDs() throws {
        var random = SystemRandomNumberGenerator()
        var before: UniqueID?
        for second in stride(from: Int64(0), to: 4_000_000_000, by: 40_000_007) {
            let id = UniqueID.make(at: Instant(seconds: second), using: &random)
            #expect(id.description.utf8.count == 22)
            #expect(UniqueID(id.description) == id)
            let (version, variant) = (id.high >> 12 & 0xF, id.low >> 62)
            #expect(version == 7 && variant == 2)
            if let before { #expect(before < id) }
            before = id
        }
    }

    @Test(
        "what is no unique id is not read",
        arguments: ["", "AAAA", "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAB", "ÄAAAAAAAAAAAAAAAAAAAAA"])
    func noUniqueID(text: String) {
        #expect(UniqueID(text) == nil)
    }

    @Test("a secret never prints, however it is printed")
    func secrets() {
        struct Holder { var token = Secret("xoxb-planted") }
        let secret = Secret("xoxb-planted")
        var dumped = ""
        dump(Holder(), to: &dumped)
        for text in [
            "\(secret)", String(describing: secret), String(reflecting: secret), "\(Holder())", dumped, "\([secret])", "\(Optional(secret) as Any)",
        ] {
            #expect(!text.contains("planted"), "\(text)")
        }
        #expect(secret.reveal() == "xoxb-planted")
    }

    @Test("an update's JSON has every key, absent ones as null")
    func updateJSON() throws {
        let update = Update(
            id: UniqueID(high: 1, low: 2), team: "growth", keyResult: "signups",
            checkIn: CheckInID(team: "growth", week: ISOWeek(containing: LocalDate(daysSinceEpoch: 20_000))), value: 1450,
            saidAt: Instant(seconds: 0),
            author: .person("ana"), source: .reply)
        let object = try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(update)) as? [String: Any])
        let keys = [
            "id", "team", "key_result", "check_in", "value", "status", "confidence", "note", "said_at", "author", "for", "source", "late", "evidence",
            "supersedes", "state", "reason",
        ]
        #expect(Set(object.keys) == Set(keys))
        #expect(object["evidence"] is NSNull)
        #expect(object["author"] as? String == "ana")
        #expect(object["said_at"] as? String == "1970-01-01T00:00:00Z")
        let back = try JSONDecoder().decode(Update.self, from: JSONEncoder().encode(update))
        #expect(back == update)
    }

    @Test("an author reads back as the person or the chat user it was", arguments: [Author.person("ana"), .user("company-slack", "U0:X")])
    func authors(author: Author) {
        #expect(Author(author.description) == author)
    }
}
