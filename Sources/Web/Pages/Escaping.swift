/// Text made safe for an element's content or a quoted attribute.
///
/// By Unicode scalars: a template engine that goes by characters misses a `<` that a combining or prepended mark has joined.
func escaped(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": safe.append(contentsOf: "&amp;".unicodeScalars)
        case "<": safe.append(contentsOf: "&lt;".unicodeScalars)
        case ">": safe.append(contentsOf: "&gt;".unicodeScalars)
        case "\"": safe.append(contentsOf: "&quot;".unicodeScalars)
        case "'": safe.append(contentsOf: "&#39;".unicodeScalars)
        default: safe.append(scalar)
        }
    }
    return String(safe)
}

/// What a template is filled with. Texts are escaped here, once, so that templates insert them as they are, with three braces.
enum PageValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    case text(String)
    case flag(Bool)
    case list([[String: PageValue]])

    init(stringLiteral text: String) { self = .text(text) }
    init(booleanLiteral flag: Bool) { self = .flag(flag) }

    var rendered: Any {
        switch self {
        case .text(let text): escaped(text)
        case .flag(let flag): flag
        case .list(let rows): rows.map { $0.mapValues(\.rendered) }
        }
    }
}
