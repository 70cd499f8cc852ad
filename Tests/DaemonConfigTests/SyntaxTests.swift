import Testing

@testable import DaemonConfig

@Suite("A file that is no YAML")
struct SyntaxTests {
    @Test(
        "has one problem, at its place",
        arguments: [
            ("a: \"x\nb: y\n", "1:4: a quotation mark is opened and never closed"),
            ("a: 'x\n", "1:4: a quotation mark is opened and never closed"),
            ("a: [b, c\nd: e\n", "1:4: a `[` or `{` is opened and not closed, or a comma is missing inside it"),
            ("a: {b: c d: e}\n", "1:4: a `[` or `{` is opened and not closed, or a comma is missing inside it"),
            ("a:\n\tb: c\n", "2:1: a tab stands where only spaces may: indent with spaces"),
            ("a: b: c\n", "1:5: a second `: ` on this line: put quotation marks around a value that holds a colon, and check the indentation"),
            ("a: b\nc\nd: e\n", "3:1: a key without `:` after it: write `key: value`"),
            ("a: @b\n", "1:4: a value cannot begin with this character: put quotation marks around it"),
            ("a: \"b\" c\nd: e\n", "1:8: a value ends before this: check the quotation marks, on the lines above too"),
            ("  a: b\n c: d\n", "2:2: the indentation does not fit the lines above: keys of one group begin in the same column"),
            ("a: b\n---\nc: d\n", "2:1: a second document begins here: keep one to a file and remove the `---`"),
            ("a: \"\\q\"\n", "1:5: an escape that YAML does not know: use single quotation marks where a backslash is meant as itself"),
            ("a: *b\n", "1:4: an alias (`*name`) without an anchor (`&name`) before it: put quotation marks around a value that begins with `*`"),
            ("é: [a]: b\n", "1:7: a second `: ` on this line: put quotation marks around a value that holds a colon, and check the indentation"),
        ])
    func syntax(_ text: String, _ line: String) {
        let findings = Findings(file: "f")
        let file = decode(Array(text.utf8), findings) { DaemonFile($0, folder: "/nowhere") }
        #expect(file == nil)
        #expect(findings.sorted.map(\.description) == ["f:" + line])
    }

    @Test("a file with a byte order mark, or with the line ends of another system, is read with the same places")
    func lineEnds() {
        for text in ["\u{FEFF}a: b\nc: d\n", "a: b\r\nc: d\r\n", "a: b\rc: d\r"] {
            let findings = Findings(file: "f")
            _ = decode(Array(text.utf8), findings) { DaemonFile($0, folder: "/nowhere") }
            #expect(findings.sorted.map { "\($0.line):\($0.column)" } == ["1:1", "2:1"])
        }
    }

    @Test("a key may stand many times, each told, and one too odd to write over is the file's one problem")
    func duplicates() {
        let many = Findings(file: "f")
        _ = decode(Array("a: 1\n\"a\": 2\n'a': 3\nstore: x\n".utf8), many) { DaemonFile($0, folder: "/nowhere") }
        #expect(
            many.sorted.map(\.description) == [
                "f:2:1: a: `a` stands twice in the same group, first on line 1: keep one of the two",
                "f:3:1: a: `a` stands twice in the same group, first on line 1: keep one of the two",
                "f:3:1: a: `a` is not known here; known are listen, public_url, store, templates, proxy, allowed_hosts, log_format, accounts and channels",
            ])
        let odd = Findings(file: "f")
        _ = decode(Array("\"\\x61\": 1\na: 2\n".utf8), odd) { DaemonFile($0, folder: "/nowhere") }
        #expect(odd.sorted.map(\.description) == ["f:1:1: `a` stands twice in the same group: keep one of the two"])
    }
}
