import Foundation
import Mustache

/// A template as it was written, in Mustache.
struct TemplateSource {
    /// For problems.
    let path: String
    let text: String

    /// Says that nothing is escaped, since messages are plain text until an adapter dresses them.
    private static let heading = "{{% CONTENT_TYPE: TEXT}}\n"

    init(builtIn name: TemplateName) {
        path = name.fileName
        text = String(decoding: name.builtIn, as: UTF8.self)
    }

    init(file path: String) throws(TextsProblem) {
        guard let bytes = FileManager.default.contents(atPath: path), let raw = String(validating: bytes, as: UTF8.self) else {
            throw .unreadableFile(path: path)
        }
        self.path = path
        text = raw.replacingOccurrences(of: "\r\n", with: "\n")
    }

    func parsed() throws(TextsProblem) -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: Self.heading + text)
        } catch let error as MustacheTemplate.ParserError {
            throw problem(error)
        } catch {
            throw .unreadableFile(path: path)
        }
    }

    private func problem(_ error: MustacheTemplate.ParserError) -> TextsProblem {
        // The heading is a line that its author does not see.
        let (line, column) = (error.context.lineNumber - 1, error.context.columnNumber)
        switch error.error as? MustacheTemplate.Error {
        case .sectionCloseNameIncorrect: return .strayEnd(path: path, line: line, column: column)
        case .expectedSectionEnd: return .unclosedSection(path: path, line: line, column: column)
        // Tags of any other kind were turned away before, unless they never end.
        default: return .unclosedTag(path: path, line: line, column: column)
        }
    }
}

/// Mustache takes a misspelt name for an absent one, and a partial that is not there for an empty one. A message would have a gap; here it is an error.
extension TemplateSource {
    /// All that its tags name.
    var names: Set<String> { Set(tags.compactMap { Self.name(in: $0.content) }) }

    /// - Parameter known: the names that it may use.
    func checkTags(known: Set<String>) throws(TextsProblem) {
        for tag in tags where tag.content.first != "!" {
            let (line, column) = place(of: tag.whole.startIndex)
            guard !tag.content.contains(where: \.isNewline) else { throw .unclosedTag(path: path, line: line, column: column) }
            guard let name = Self.name(in: tag.content) else {
                throw .unsupportedTag(path: path, line: line, column: column, tag: String(tag.whole))
            }
            guard known.contains(name) else {
                throw .unknownName(path: path, line: line, column: column, name: name, known: known.sorted())
            }
        }
    }

    /// Each with its braces and without.
    private var tags: [(whole: Substring, content: Substring)] {
        text.matches(of: /\{\{(.*?)\}\}\}?/.dotMatchesNewlines()).map { ($0.output.0, $0.output.1) }
    }

    /// Nil in a comment, and where a tag asks for more than a variable or a section.
    private static func name(in tag: Substring) -> String? {
        tag.wholeMatch(of: /[{&#^\/]?\s*([A-Za-z]+)\s*/).map { String($0.output.1) }
    }

    /// Both count from 1.
    private func place(of index: String.Index) -> (line: Int, column: Int) {
        let before = text[..<index]
        let line = before.split(separator: "\n", omittingEmptySubsequences: false)
        return (line.count, (line.last?.count ?? 0) + 1)
    }
}
