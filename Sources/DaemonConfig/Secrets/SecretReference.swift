/// Where a secret is kept. It may be printed: it names the secret and does not hold it.
public enum SecretReference: Hashable, Sendable {
    /// A file in systemd's credentials directory.
    case credential(String)
    case env(String)
    /// An absolute path.
    case file(String)

    /// Reads `${credential:name}`, `${env:NAME}` or `${file:path}`; a relative path is taken from `folder`.
    init?(_ text: String, folder: String) {
        guard text.hasPrefix("${"), text.hasSuffix("}"), let colon = text.firstIndex(of: ":") else { return nil }
        let name = String(text[text.index(after: colon)...].dropLast())
        switch text[..<colon] {
        case "${credential" where Self.isCredentialName(name): self = .credential(name)
        case "${env" where Self.isVariableName(name): self = .env(name)
        case "${file" where !name.isEmpty && name.utf8.count <= 1024 && !name.contains(where: { $0.isNewline || $0 == "}" }):
            self = .file(absolutePath(name, in: folder))
        default: return nil
        }
    }

    /// Whether somebody who wrote this meant a reference.
    static func isMeant(by text: String) -> Bool {
        // Asked of every text of a configuration, of which hardly any has the sign.
        text.utf8.contains(UInt8(ascii: "$")) && ["${credential:", "${env:", "${file:"].contains { text.contains($0) }
    }

    // systemd takes no slash in a credential's name, and dots alone are no file name.
    private static func isCredentialName(_ name: String) -> Bool {
        (1...255).contains(name.utf8.count) && !name.hasPrefix(".")
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    }

    private static func isVariableName(_ name: String) -> Bool {
        (1...255).contains(name.utf8.count) && !(name.first?.isNumber ?? true)
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}

extension SecretReference: CustomStringConvertible {
    public var description: String {
        switch self {
        case .credential(let name): "${credential:\(name)}"
        case .env(let name): "${env:\(name)}"
        case .file(let path): "${file:\(path)}"
        }
    }
}
