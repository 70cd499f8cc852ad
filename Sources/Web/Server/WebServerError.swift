/// Why the server could not listen, or stopped by itself.
public enum WebServerError: Error, Sendable, Hashable {
    case addressInUse(String)
    case addressNotOurs(String)
    case notPermitted(String)
    case unknownHost(String)
    case pathTooLong(String)
    case notASocket(Int32)
    case failed(String, detail: String)
    case listenerClosed(String)
}

extension WebServerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .addressInUse(let address): "\(address) is in use by another program"
        case .addressNotOurs(let address): "\(address) is not an address of this machine"
        case .notPermitted(let address): "this user may not listen on \(address)"
        case .unknownHost(let host): "the name \(host) has no address"
        case .pathTooLong(let path): "\(path) is too long for a socket's path"
        case .notASocket(let descriptor): "descriptor \(descriptor) is not a listening socket"
        case .failed(let address, let detail): "cannot listen on \(address): \(detail)"
        case .listenerClosed(let address): "the listening socket of \(address) closed by itself"
        }
    }
}
