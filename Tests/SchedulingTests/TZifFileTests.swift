import Model
import Testing

@testable import Scheduling

/// Writes TZif files, sound ones and others.
struct TZifWriter {
    var version: UInt8 = UInt8(ascii: "2")
    var transitions: [(at: Int64, kind: UInt8)] = []
    var types: [(offset: Int32, isDaylight: UInt8, name: UInt8)] = [(3600, 0, 0), (7200, 1, 4)]
    var characters = Array("CET\0CEST\0".utf8)
    var leapSeconds = 0
    var footer: String? = ""
    var standardIndicators = 0

    var bytes: [UInt8] {
        guard version != 0 else { return block(timeSize: 4) }
        return block(timeSize: 4) + block(timeSize: 8) + Array((footer.map { "\n\($0)\n" } ?? "").utf8)
    }

    private func block(timeSize: Int) -> [UInt8] {
        var out = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, standardIndicators, leapSeconds, transitions.count, types.count, characters.count] { out += big(Int64(count), 4) }
        for transition in transitions { out += big(transition.at, timeSize) }
        out += transitions.map(\.kind)
        for type in types { out += big(Int64(type.offset), 4) + [type.isDaylight, type.name] }
        return out + characters + [UInt8](repeating: 0, count: leapSeconds * (timeSize + 4) + standardIndicators)
    }

    private func big(_ value: Int64, _ size: Int) -> [UInt8] { (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> Int64(8 * $0)) } }
}

@Suite struct TZifFileTests {
    @Test("versions 1 to 4 are read, with leap-second records passed over", arguments: [0, UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4")])
    func versions(version: UInt8) throws {
        let writer = TZifWriter(version: version, transitions: [(1000, 1), (2000, 0)], leapSeconds: 3, standardIndicators: 2)
        let rules = try ZoneRules(tzif: writer.bytes, name: "Test")
        #expect([999, 1000, 1999, 2000].map { rules.offset(at: Instant(seconds: $0)) } == [3600, 7200, 7200, 3600])
        #expect(rules.abbreviation(at: Instant(seconds: 1500)) == "CEST")
    }

    @Test("from version 2 on the times may lie beyond 32 bits")
    func beyond32Bits() throws {
        let rules = try ZoneRules(tzif: TZifWriter(transitions: [(5_000_000_000, 1)]).bytes, name: "Test")
        #expect(rules.offset(at: Instant(seconds: 4_999_999_999)) == 3600)
        #expect(rules.offset(at: Instant(seconds: 5_000_000_000)) == 7200)
    }

    @Test("without transitions the footer holds for all time")
    func footerOnly() throws {
        let rules = try ZoneRules(tzif: TZifWriter(footer: "EST5").bytes, name: "Test")
        #expect(rules.offset(at: Instant(seconds: -9_000_000_000)) == -18000)
    }

    @Test("a last transition into the footer's own year leaves no local time before it to the footer")
    func footerFromLastTransition() throws {
        // The rule's summer would reach to this last transition, but the list says winter time before it too.
        let end = try instant("2030-10-27T01:00").seconds
        let writer = TZifWriter(transitions: [(1000, 0), (end, 0)], footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let rules = try ZoneRules(tzif: writer.bytes, name: "Test")
        #expect(rules.instant(try local("2030-10-27T02:00")) == Instant(seconds: end))
        #expect(rules.instant(try local("2030-10-27T01:59")) == Instant(seconds: end - 60))
    }

    @Test("what is wrong with damaged data is told with its place")
    func damage() throws {
        let cases: [(TZifWriter, TZifError)] = [
            (TZifWriter(transitions: [(10, 0), (10, 1)]), .badTransition(1)), (TZifWriter(transitions: [(10, 2)]), .badTransition(0)),
            (TZifWriter(transitions: [(.min, 0)]), .badTransition(0)), (TZifWriter(types: [(90_000_000, 0, 0)]), .badType(0)),
            (TZifWriter(types: [(0, 0, 0), (0, 2, 0)]), .badType(1)), (TZifWriter(types: [(0, 0, 200)]), .badType(0)),
            (TZifWriter(types: []), .badCounts(at: 0)), (TZifWriter(characters: Array("CET\0CEST".utf8)), .badType(1)),
            (TZifWriter(standardIndicators: 1), .badCounts(at: 0)), (TZifWriter(footer: "CET-1CEST"), .badFooter("CET-1CEST", at: 131)),
            (TZifWriter(footer: nil), .endsEarly(at: 130)), (TZifWriter(characters: Array("C T\0CEST\0".utf8)), .badType(0)),
        ]
        for (writer, problem) in cases {
            #expect(throws: problem) { try ZoneRules(tzif: writer.bytes, name: "Test") }
        }
        #expect(throws: TZifError.notTZif) { try ZoneRules(tzif: Array("# tzdata\nmore".utf8), name: "Test") }
        #expect(throws: TZifError.endsEarly(at: 0)) { try ZoneRules(tzif: [], name: "Test") }
    }

    @Test(
        "each problem has its sentence",
        arguments: [
            (ZoneError.unknown("Mars/Base"), "there is no time zone \"Mars/Base\""),
            (.unreadable("Europe/Oslo"), "the file of time zone \"Europe/Oslo\" cannot be read"),
            (.damaged("X", .notTZif), "the file of time zone \"X\" is damaged: it is no time zone file"),
            (.damaged("X", .endsEarly(at: 44)), "the file of time zone \"X\" is damaged: it ends early: data is missing at byte 44"),
            (.damaged("X", .badCounts(at: 0)), "the file of time zone \"X\" is damaged: the counts in the header at byte 0 cannot be right"),
            (.damaged("X", .badTransition(7)), "the file of time zone \"X\" is damaged: its transition 7 cannot be right"),
            (.damaged("X", .badType(1)), "the file of time zone \"X\" is damaged: its local time type 1 cannot be right"),
            (.damaged("X", .badFooter("C", at: 9)), "the file of time zone \"X\" is damaged: the rule \"C\" at byte 9 cannot be read"),
        ])
    func sentences(error: ZoneError, sentence: String) { #expect(error.description == sentence) }

    @Test("a file cut short anywhere is refused")
    func cutShort() throws {
        let whole = try fixtureBytes("America/Nuuk")
        for length in 0..<whole.count {
            #expect(throws: TZifError.self) { try ZoneRules(tzif: Array(whole[..<length]), name: "Test") }
        }
    }

    @Test("no damage makes the reader or its answers crash", arguments: ["Europe/Berlin", "America/Nuuk", "Pacific/Apia", "Africa/Casablanca"])
    func hostile(name: String) throws {
        var random = SeededRandom(seed: 20_261_026)
        let sound = try fixtureBytes(name)
        var readable = 0
        for _ in 0..<1500 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                // Headers and footer are where damage does most.
                let place = Bool.random(using: &random) ? Int.random(in: 0..<bytes.count, using: &random) : Int.random(in: 0..<64, using: &random)
                bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            }
            guard let rules = try? ZoneRules(tzif: bytes, name: name) else { continue }
            readable += 1
            for _ in 0..<4 {
                let seconds = Int64.random(in: -8_000_000_000_000...8_000_000_000_000, using: &random)
                let offset = rules.offset(at: Instant(seconds: seconds))
                #expect((-89_999...93_599).contains(offset))
                _ = rules.instant(LocalDateTime(secondsSinceEpoch: seconds))
            }
        }
        #expect(readable > 0)
    }
}
