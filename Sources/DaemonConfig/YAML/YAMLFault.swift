/// Why a file is not YAML that this reader takes.
enum YAMLFault: Hashable, Sendable {
    case tab, unclosedQuote, unclosedBracket, colonInValue, missingColon, unknownAlias, secondDocument, badEscape, badIndentation, textAfterValue,
        reservedCharacter
    case nestedTooDeep, unfoldsTooFar, keyIsNoText
    case notUTF8, controlCharacter(UInt32)
    case duplicateKey(String)
    /// The YAML library's own words, which never hold text of the file.
    case other(String)

    /// Sorts the library's constant messages into causes that a person can act on.
    ///
    /// `before` and `text` are what stands on the line before the place and from it on.
    init(problem: String, context: String, before: String, text: String) {
        let both = context + " " + problem
        self =
            if problem.contains("cannot start any token"), text.hasPrefix("\t") {
                .tab
            } else if problem.contains("cannot start any token") {
                .reservedCharacter
            } else if both.contains("quoted scalar"), problem.contains("end of") || problem.contains("document indicator") {
                .unclosedQuote
            } else if both.contains("flow sequence") || both.contains("flow mapping") || both.contains("flow node") {
                .unclosedBracket
            } else if problem.contains("mapping values are not allowed") {
                .colonInValue
            } else if problem.contains("could not find expected ':'") {
                .missingColon
            } else if problem.contains("undefined alias") {
                .unknownAlias
            } else if problem.contains("another document") {
                .secondDocument
            } else if both.contains("escape") || problem.contains("hexdecimal") {
                .badEscape
            } else if problem.contains("nesting level") {
                .nestedTooDeep
            } else if both.contains("block mapping"), !before.allSatisfy({ $0 == " " || $0 == "-" }) {
                .textAfterValue
            } else if both.contains("block mapping") || both.contains("block collection") || both.contains("block sequence")
                || problem.contains("<document start>")
            {
                .badIndentation
            } else {
                .other(problem)
            }
    }

    var sentence: String {
        switch self {
        case .tab: "a tab stands where only spaces may: indent with spaces"
        case .unclosedQuote: "a quotation mark is opened and never closed"
        case .unclosedBracket: "a `[` or `{` is opened and not closed, or a comma is missing inside it"
        case .colonInValue: "a second `: ` on this line: put quotation marks around a value that holds a colon, and check the indentation"
        case .missingColon: "a key without `:` after it: write `key: value`"
        case .unknownAlias: "an alias (`*name`) without an anchor (`&name`) before it: put quotation marks around a value that begins with `*`"
        case .secondDocument: "a second document begins here: keep one to a file and remove the `---`"
        case .badEscape: "an escape that YAML does not know: use single quotation marks where a backslash is meant as itself"
        case .badIndentation: "the indentation does not fit the lines above: keys of one group begin in the same column"
        case .textAfterValue: "a value ends before this: check the quotation marks, on the lines above too"
        case .reservedCharacter: "a value cannot begin with this character: put quotation marks around it"
        case .nestedTooDeep: "groups are nested deeper than any setting is"
        case .unfoldsTooFar: "the aliases of this file unfold to more than the reader takes: write the values out"
        case .keyIsNoText: "a key must be a word, not a list, a group or an alias"
        case .notUTF8: "the file is not UTF-8 from here on: save it as UTF-8"
        case .controlCharacter(let code): "an invisible control character (U+\(hexadecimal(code))) stands here: remove it"
        case .duplicateKey(let key): "\(key) stands twice in the same group: keep one of the two"
        case .other(let problem): "this is not YAML: \(problem)"
        }
    }
}

private func hexadecimal(_ code: UInt32) -> String {
    let digits = String(code, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// A YAML fault with its place: then the one problem of its file.
struct YAMLFailure: Error {
    var fault: YAMLFault
    var place: Place
}
