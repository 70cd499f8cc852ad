public import DaemonConfig
public import HistoryStore
public import Web

/// Why the daemon did not start, or had to stop.
public enum DaemonFailure: Error, Sendable {
    case noConfiguration(looked: [String])
    case brokenConfiguration([Problem])
    case store(StoreError)
    case web(WebServerError)
    case texts(String)

    /// The exit codes that the unit and scripts go by (sysexits.h where it has one).
    public var exitCode: Int32 {
        switch self {
        case .noConfiguration, .brokenConfiguration, .texts: 78
        case .store(.inUse): 69
        // Somebody else's lock goes away: the manager is to try again.
        case .store(.busy): 1
        case .store(.taken), .store(.unreadable), .store(.contradiction): 1
        case .store: 74
        case .web: 1
        }
    }

    /// One sentence for each thing that is wrong.
    public var problems: [String] {
        switch self {
        case .brokenConfiguration(let problems): problems.map(\.description)
        case .noConfiguration, .store, .web, .texts: [description]
        }
    }
}

extension DaemonFailure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noConfiguration(let looked): "no configuration: looked for \(looked.joined(separator: " and ")); name one with --config"
        case .brokenConfiguration(let problems): problems.map(\.description).joined(separator: "\n")
        case .store(let error): error.description
        case .web(let error): error.description
        case .texts(let sentence): sentence
        }
    }
}
