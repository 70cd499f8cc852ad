import CheckInFlow
import Foundation
import Insights
import Model
import Testing

@Suite("Templates that override the built-in texts") struct TextsOverridesTests {
    /// A folder with these files, removed when the test is over.
    private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "texts-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name)) }
        try body(folder)
    }

    private func problem(of folder: String) -> String {
        do throws(TextsProblem) {
            _ = try Texts(overrides: folder)
            return "none"
        } catch {
            return error.description.replacingOccurrences(of: folder + "/", with: "")
        }
    }

    @Test("an override replaces one text and leaves the others, and nothing in it is escaped")
    func override() throws {
        try withFolder([
            "unread.mustache": "# Pardon?\r\n\r\n{{! ours }}\r\n{{#quote}}\r\nNot sure about {{quote}} & co.\r\n{{/quote}}", "notes.txt": "{{",
        ]) { folder in
            let texts = try Texts(overrides: folder)
            let text = texts.unread(UnreadContent(words: "<12>", snapshot: nil))
            #expect(text.title == "Pardon?")
            #expect(text.paragraphs == ["Not sure about “<12>” & co."])
            #expect(try texts.notice(.nothingToUndo) == Texts().notice(.nothingToUndo))
        }
    }

    @Test("a value stands as it is whether a tag has two braces, three or an ampersand, and is never read as a template")
    func braces() throws {
        try withFolder(["unread.mustache": "{{! {{ours }}{{quote}} {{{ quote }}}\n  {{#quote}}{{& quote}}{{/quote}}{{^example}}.{{/example}}"]) {
            folder in
            let text = try Texts(overrides: folder).unread(UnreadContent(words: "<a> & {{quote}}", snapshot: nil))
            let words = "“<a> & {{quote}}”"
            #expect(text.plain == "\(words) \(words)\n  \(words).")
        }
    }

    static let broken: [(String, String, String)] = [
        (
            "promt.mustache", "x",
            "promt.mustache: there is no template of this name; there are prompt.mustache, reminder.mustache, acknowledgement.mustache, question.mustache, unread.mustache, help.mustache, status.mustache, notice.mustache, digest.mustache"
        ),
        (
            "unread.mustache", "one\n  {{qote}}",
            "unread.mustache:2:3: there is no {{qote}} in this template; there are example, isAsked, isOfLine, isOnlyOne, quote"
        ),
        ("unread.mustache", "one\n\n{{#quote}} x", "unread.mustache:3:13: a section is never ended"),
        ("unread.mustache", "{{#quote}}{{#example}}{{/quote}}{{/example}}", "unread.mustache:1:26: this does not end the section that is open here"),
        ("unread.mustache", "a\n{{/quote}}", "unread.mustache:2:4: this does not end the section that is open here"),
        ("unread.mustache", "a\nb {{quote", "unread.mustache:2:10: a tag is not closed"),
        ("unread.mustache", "a {{quote\n{{example}}", "unread.mustache:1:3: a tag is not closed"),
        ("unread.mustache", "a\n{{\nquote}}", "unread.mustache:2:1: a tag is not closed"),
        (
            "unread.mustache", "{{! {{qote}}{{^qote}}",
            "unread.mustache:1:13: there is no {{qote}} in this template; there are example, isAsked, isOfLine, isOnlyOne, quote"
        ),
        (
            "unread.mustache", "{{> help}}",
            "unread.mustache:1:1: {{> help}} is not supported; use variables, sections, inverted sections and comments"
        ),
        (
            "unread.mustache", "{{=<% %>=}}",
            "unread.mustache:1:1: {{=<% %>=}} is not supported; use variables, sections, inverted sections and comments"
        ),
        ("unread.mustache", "{{}}", "unread.mustache:1:1: {{}} is not supported; use variables, sections, inverted sections and comments"),
        ("unread.mustache", "{{.}}", "unread.mustache:1:1: {{.}} is not supported; use variables, sections, inverted sections and comments"),
        (
            "unread.mustache", "{{{first(quote)}}}",
            "unread.mustache:1:1: {{{first(quote)}}} is not supported; use variables, sections, inverted sections and comments"
        ),
        (
            "unread.mustache", "{{% CONTENT_TYPE: HTML}}",
            "unread.mustache:1:1: {{% CONTENT_TYPE: HTML}} is not supported; use variables, sections, inverted sections and comments"
        ),
        (
            "unread.mustache", "{{$quote}}x{{/quote}}",
            "unread.mustache:1:1: {{$quote}} is not supported; use variables, sections, inverted sections and comments"
        ),
    ]

    @Test("a broken override is told with its file, line and column", arguments: broken)
    func brokenOverride(name: String, text: String, expected: String) throws {
        try withFolder([name: text]) { #expect(problem(of: $0) == expected) }
    }

    @Test("a folder that is not there and a file that is no text are told")
    func unreadable() throws {
        #expect(problem(of: "/nonexistent/texts") == "/nonexistent/texts: this folder of templates cannot be read")
        try withFolder([:]) { folder in
            try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: folder + "/help.mustache"))
            #expect(problem(of: folder) == "help.mustache: this template cannot be read as UTF-8 text")
        }
    }

    @Test("every beginning of a template is either taken or told, and none crashes")
    func truncated() throws {
        let template = "# {{team}}\n{{#lines}}\n{{number}} {{{title}}}{{^goal}}, {{& value}}{{/goal}}\n{{/lines}}{{! done }}\n"
        for length in 0...template.count {
            try withFolder(["status.mustache": String(template.prefix(length))]) { folder in
                let sentence = problem(of: folder)
                #expect(sentence == "none" || sentence.hasPrefix("status.mustache:"))
            }
        }
    }
}
