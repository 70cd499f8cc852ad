import Mustache

/// What a template is filled with: texts, flags and lists of the same, by name.
///
/// Setting a text to nil leaves it out, and a section of its name is then not shown.
struct View: Sendable, ExpressibleByDictionaryLiteral {
    private var values: [String: any Sendable] = [:]

    init() {}

    init(dictionaryLiteral texts: (String, String)...) {
        for (name, text) in texts { values[name] = text }
    }

    subscript(name: String) -> String? {
        get { values[name] as? String }
        set { values[name] = newValue }
    }

    subscript(name: String) -> Bool {
        get { values[name] as? Bool ?? false }
        set { values[name] = newValue }
    }

    subscript(name: String) -> [View] {
        get { values[name] as? [View] ?? [] }
        set { values[name] = newValue }
    }
}

extension View: MustacheParent {
    func child(named name: String) -> Any? { values[name] }
}
