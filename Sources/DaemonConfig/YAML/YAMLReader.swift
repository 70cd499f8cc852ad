import Yams

/// A file's tree, and the keys that stand twice in it.
struct YAMLTree {
    struct Duplicate {
        var key: String
        var place: Place
        var path: String
        var firstLine: Int
    }

    var root: YAMLNode?
    var duplicates: [Duplicate]
}

/// Reads one file. A file that is no YAML fails with its first fault; duplicate keys are found and do not hide the rest.
func readYAML(_ bytes: [UInt8]) throws(YAMLFailure) -> YAMLTree {
    var text = try YAMLText(bytes)
    try refuseAliasesInKeys(text)
    // The library stops at a duplicate key. Its first occurrence is written over and the file read again, until none is left.
    var renamed: [Place: String] = [:]
    while true {
        do {
            let root = try Yams.compose(yaml: text.joined, .basic, .default, .utf8)
            var unfolding = Unfolding(renamed: renamed)
            return YAMLTree(
                root: try root.map { node throws(YAMLFailure) in try unfolding.node(node, path: "", depth: 0) }, duplicates: unfolding.duplicates)
        } catch let failure as YAMLFailure {
            throw failure
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            let key = keys.first ?? ""
            let place = Place(context.mark)
            let mark = Unicode.Scalar(0xE000 + UInt32(renamed.count)) ?? "\u{E000}"
            guard renamed.count < 50, text.overwrite(key, at: place, with: mark) else {
                throw YAMLFailure(fault: .duplicateKey(shownKey(key)), place: place)
            }
            renamed[place] = key
        } catch {
            throw failure(error, in: text)
        }
    }
}

private func failure(_ error: any Error, in text: YAMLText) -> YAMLFailure {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
        .composer(let context, let problem, let mark, _):
        let fault = YAMLFault(
            problem: problem, context: context?.text ?? "", before: text.text(before: Place(mark)), text: text.text(from: Place(mark)))
        // What is never closed is looked for where it was opened.
        let isOpen = fault == .unclosedQuote || fault == .unclosedBracket
        return YAMLFailure(fault: fault, place: Place(isOpen ? context?.mark ?? mark : mark))
    case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
        return YAMLFailure(fault: .other(problem), place: .start)
    case .no, .memory, .dataCouldNotBeDecoded, .duplicatedKeysInMapping, nil:
        return YAMLFailure(fault: .other("it could not be read"), place: .start)
    }
}

extension Place {
    init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}
