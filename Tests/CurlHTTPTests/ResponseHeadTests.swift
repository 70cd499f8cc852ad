import Testing

@testable import CurlHTTP

@Suite struct ResponseHeadTests {
    private func head(_ lines: [String]) -> (fields: [String], isWithinLimits: Bool) {
        var head = ResponseHead()
        let isWithinLimits = lines.allSatisfy { head.take(Array(($0 + "\r\n").utf8)) }
        return (head.fields.map { "\($0.name)=\($0.value)" }, isWithinLimits)
    }

    @Test("names stay as sent, blanks around values go, the order stays")
    func fields() {
        let result = head(["HTTP/1.1 200 OK", "X-Two:  b \t", "x-one:a:b", "Empty:", ""])
        #expect(result.fields == ["X-Two=b", "x-one=a:b", "Empty="])
    }

    @Test("the headers of an interim answer and the trailers are dropped")
    func interim() {
        let result = head(["HTTP/1.1 103 Early Hints", "Link: </a>", "", "HTTP/1.1 200 OK", "A: b", "", "Trailer: late"])
        #expect(result.fields == ["A=b"])
    }

    @Test("a folded line goes on with the value before it, and a line without a colon is dropped")
    func folded() { #expect(head(["HTTP/1.1 200 OK", "A: b", " c", "junk", ""]).fields == ["A=b c"]) }

    @Test("one header more than the limit breaks it")
    func count() {
        let lines = (0..<ResponseHead.maximumCount).map { "X-\($0): y" }
        #expect(head(["HTTP/1.1 200 OK"] + lines).isWithinLimits)
        #expect(!head(["HTTP/1.1 200 OK"] + lines + ["One: more"]).isWithinLimits)
    }

    @Test("one byte more than the limit breaks it, interim answers counted")
    func bytes() {
        #expect(head([String(repeating: "x", count: ResponseHead.maximumBytes - 2)]).isWithinLimits)
        #expect(!head([String(repeating: "x", count: ResponseHead.maximumBytes - 1)]).isWithinLimits)
        #expect(!head(Array(repeating: "HTTP/1.1 100 Continue", count: 3000)).isWithinLimits)
    }
}
