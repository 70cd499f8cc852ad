import Foundation
public import Model

/// Where references are looked up: an environment, and the folders that it names.
public struct SecretSource: Sendable {
    /// The most bytes that a secret's file may have.
    public static let limit = 64 * 1024

    private let environment: [String: String]

    public init(environment: [String: String]) { self.environment = environment }

    /// A credential is looked for as `outcomed_name`, then as `name`.
    func fetch(_ reference: SecretReference) throws(SecretProblem) -> Secret {
        switch reference {
        case .env(let name):
            guard let text = environment[name] else { throw .missing(reference) }
            return try secret(Array(text.utf8), reference)
        case .file(let path):
            guard let bytes = try contents(of: path, reference) else { throw .missing(reference) }
            return try secret(bytes, reference)
        case .credential(let name):
            guard let folder = environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else { throw .noCredentials(reference) }
            for file in ["outcomed_\(name)", name] {
                if let bytes = try contents(of: "\(folder)/\(file)", reference) { return try secret(bytes, reference) }
            }
            throw .missing(reference)
        }
    }

    /// Nil when there is no such file.
    private func contents(of path: String, _ reference: SecretReference) throws(SecretProblem) -> [UInt8]? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
        guard !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path) else { throw .unreadable(reference) }
        defer { try? handle.close() }
        do {
            return Array(try handle.read(upToCount: Self.limit + 1) ?? Data())
        } catch {
            throw .unreadable(reference)
        }
    }

    // Editors end a file with a line break, which is no part of the secret.
    private func secret(_ bytes: [UInt8], _ reference: SecretReference) throws(SecretProblem) -> Secret {
        guard bytes.count <= Self.limit else { throw .tooLarge(reference, bytes: Self.limit) }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else { throw .notText(reference) }
        let bare = text.hasSuffix("\n") || text.hasSuffix("\r\n") ? String(text.dropLast()) : text
        guard !bare.isEmpty else { throw .empty(reference) }
        return Secret(bare)
    }
}

extension SecretReference {
    public func resolve(using source: SecretSource) throws(SecretProblem) -> Secret { try source.fetch(self) }
}
