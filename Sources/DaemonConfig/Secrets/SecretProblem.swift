/// Why a secret could not be fetched. It names the reference, never the content.
public enum SecretProblem: Error, Hashable, Sendable {
    /// `$CREDENTIALS_DIRECTORY` is not set: the daemon was not started by systemd with credentials.
    case noCredentials(SecretReference)
    case missing(SecretReference)
    case unreadable(SecretReference)
    case empty(SecretReference)
    case tooLarge(SecretReference, bytes: Int)
    /// It is not UTF-8, or holds a zero byte.
    case notText(SecretReference)
}

extension SecretProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noCredentials(let reference):
            "\(reference) needs systemd's credentials, and $CREDENTIALS_DIRECTORY is not set: start the service by systemd, or use ${env:…} or ${file:…}"
        case .missing(.credential(let name)):
            "there is no credential for ${credential:\(name)}: add `LoadCredential=outcomed_\(name):…` to the unit"
        case .missing(.env(let name)): "the environment has no \(name) for ${env:\(name)}: set it"
        case .missing(let reference): "there is no file for \(reference)"
        case .unreadable(let reference): "the file of \(reference) cannot be read: check its owner and permissions"
        case .empty(let reference): "\(reference) is empty"
        case .tooLarge(let reference, let bytes): "\(reference) is larger than \(bytes / 1024) KiB, which no secret is"
        case .notText(let reference): "\(reference) is not text"
        }
    }
}
