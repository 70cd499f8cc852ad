/// Invisible characters that part what a platform would take for markup. They are for platforms without a documented way to escape.
///
/// Scalar by scalar, and never shorter for a piece alone than within its text, so that ``TextLimit`` may measure letter by letter.
enum Disarming {
    static let invisibleSpace: Unicode.Scalar = "\u{200B}"

    /// Parts every `<` from what follows it, so that no mention, link or element begins there; comparisons such as `<5` are left alone.
    static func tags(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
        var parted = String.UnicodeScalarView()
        let scalars = text.unicodeScalars
        for index in scalars.indices {
            parted.append(scalars[index])
            if scalars[index] == "<", opens(before: scalars.index(after: index), in: scalars) { parted.append(invisibleSpace) }
        }
        return String(parted)
    }

    private static func opens(before index: String.Index, in scalars: String.UnicodeScalarView) -> Bool {
        guard index < scalars.endIndex else { return true }
        return switch scalars[index] {
        case "0"..."9", " ", "=": false
        default: true
        }
    }

    /// A text as it stands between the quotes of a JSON string, whose length is what a limit on whole bodies counts.
    static func inJSON(_ text: String) -> String {
        String(decoding: JSONValue.string(text).encoded.dropFirst().dropLast(), as: UTF8.self)
    }
}
