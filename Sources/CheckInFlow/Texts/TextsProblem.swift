/// What is wrong with a folder of overriding templates, and where.
public enum TextsProblem: Error, Hashable, Sendable {
    case unreadableFolder(path: String)
    /// Not there, not to be read, or not UTF-8.
    case unreadableFile(path: String)
    case unknownTemplate(path: String, known: [String])
    case unknownName(path: String, line: Int, column: Int, name: String, known: [String])
    /// A tag that asks for more than messages offer, such as a partial; with its braces.
    case unsupportedTag(path: String, line: Int, column: Int, tag: String)
    case unclosedTag(path: String, line: Int, column: Int)
    /// The place is the end of the template.
    case unclosedSection(path: String, line: Int, column: Int)
    /// An end without a beginning, or not that of the innermost section; the place is its name.
    case strayEnd(path: String, line: Int, column: Int)
}

/// `file:line:column: sentence`.
extension TextsProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadableFolder(let path): "\(path): this folder of templates cannot be read"
        case .unreadableFile(let path): "\(path): this template cannot be read as UTF-8 text"
        case .unknownTemplate(let path, let known): "\(path): there is no template of this name; there are \(known.joined(separator: ", "))"
        case .unknownName(let path, let line, let column, let name, let known):
            "\(path):\(line):\(column): there is no {{\(name)}} in this template; there are \(known.joined(separator: ", "))"
        case .unsupportedTag(let path, let line, let column, let tag):
            "\(path):\(line):\(column): \(tag) is not supported; use variables, sections, inverted sections and comments"
        case .unclosedTag(let path, let line, let column): "\(path):\(line):\(column): a tag is not closed"
        case .unclosedSection(let path, let line, let column): "\(path):\(line):\(column): a section is never ended"
        case .strayEnd(let path, let line, let column): "\(path):\(line):\(column): this does not end the section that is open here"
        }
    }
}
