import Foundation
import Testing

@testable import ChatPlatforms

@Suite("JSON that is written the same each time and read strictly")
struct JSONValueTests {
    @Test("what is written is minified, with sorted keys and plain slashes, and Foundation reads it as it was meant")
    func writing() throws {
        let value: JSONValue = [
            "b": ["x/y", "\"q\"\\\n\r\t\u{1}", "héllo ✅"], "a": .null, "é": true, "Z": .integer(-7), "n": .number(1.5), "bad": .number(.infinity),
        ]
        let text = String(decoding: value.encoded, as: UTF8.self)
        #expect(text == #"{"Z":-7,"a":null,"b":["x/y","\"q\"\\\n\r\t\u0001","héllo ✅"],"bad":null,"n":1.5,"é":true}"#)
        let read = try #require(try JSONSerialization.jsonObject(with: Data(value.encoded)) as? [String: Any])
        #expect(read["b"] as? [String] == ["x/y", "\"q\"\\\n\r\t\u{1}", "héllo ✅"])
    }

    @Test("what was written is read back equal")
    func roundTrip() throws {
        let value: JSONValue = ["list": [.integer(.max), .integer(.min), .number(0.1), false, [], [:]], "text": "🇳🇴 \u{7F}\u{2028}"]
        #expect(try JSONValue(reading: value.encoded) == value)
    }

    @Test(
        "documents are read as RFC 8259 says",
        arguments: [
            (" { \"a\" : [ 1 , -2.5e1 , true , null ] }\r\n", ["a": [.integer(1), .number(-25), true, .null]]),
            (#""\u0041\u00e9\ud83d\ude00\/\b\f""#, "Aé😀/\u{8}\u{c}"), ("0", .integer(0)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("[]", []), ("{}", [:]),
        ] as [(String, JSONValue)])
    func reading(text: String, value: JSONValue) throws {
        #expect(try JSONValue(text) == value)
    }

    @Test(
        "anything else is malformed",
        arguments: [
            "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "01", "1.", ".5", "+1", "1e", "NaN", "Infinity", "-", "1e999", "tru", "[1] 2",
            "\"\u{1}\"",
            #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\x""#, #""\u12g4""#, "\"open", #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, "\u{FEFF}{}",
        ])
    func malformed(text: String) {
        #expect(throws: MalformedJSON()) { try JSONValue(text) }
    }

    @Test(
        "bytes that are no UTF-8 are malformed",
        arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        #expect(throws: MalformedJSON()) { try JSONValue(reading: bytes) }
    }

    @Test("64 levels are read; 65 and ten thousand are malformed and do no harm", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(open: String, close: String) throws {
        func nested(_ levels: Int) -> String { String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels) }
        _ = try JSONValue(nested(64))
        for levels in [65, 10_000] { #expect(throws: MalformedJSON()) { try JSONValue(nested(levels)) } }
        #expect(throws: MalformedJSON()) { try JSONValue(String(repeating: open, count: 1_000_000)) }
    }
}
