public import HistoryStore
public import Logging
public import Model
public import OutboundHTTP

/// What every step of the flow works with.
public struct Flow: Sendable {
    public let store: HistoryStore
    public let inForce: SettingsInForce
    public let clock: FlowClock
    public let transport: any HTTPTransport
    /// This process, as the owner of leases.
    public let owner: UniqueID
    public let log: Logger
    public let pulses: Pulses
    public var retry = RetryPolicy()
    /// What is fetched again and again is fresh soon, or not at all.
    public var pollRetry = RetryPolicy(steps: [.seconds(5), .seconds(20), .minutes(1), .minutes(5)])
    public let identities = Identities()
    public let arrivals = Arrivals()
    /// How long an operation waits for people; nothing else in the flow waits.
    public var sleep: @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    public let metrics: FlowMetrics
    public let keyRing = KeyRing()
    public let chatChanges = ChatChanges()
    let vocabularies = Vocabularies()

    /// The loops that a step may wake.
    public struct Pulses: Sendable {
        public let schedule = Pulse()
        public let outbox = Pulse()
        public let inbox = Pulse()
        public let poll = Pulse()

        public init() {}
    }

    public init(
        store: HistoryStore, settings: SettingsInForce, clock: FlowClock, transport: any HTTPTransport, log: Logger, pulses: Pulses = Pulses(),
        metrics: FlowMetrics = FlowMetrics()
    ) {
        self.store = store
        self.inForce = settings
        self.clock = clock
        self.transport = transport
        self.owner = clock.makeID()
        self.log = log
        self.pulses = pulses
        self.metrics = metrics
    }

    var settings: FlowSettings { inForce.current }
}

/// How often a step reads again and recomputes when somebody else wrote in between.
let staleTries = 5

/// Why an operation could not be done; for the operator.
public enum FlowError: Error, Hashable, Sendable {
    case unknownTeam(String, known: [String])
    case unknownKeyResult(String, known: [String])
    case unknownChannel(ChannelID)
    case noCheckIn(TeamID)
    case noSuchCheckIn(CheckInID)
    case alreadyAsked(CheckInID)
    case notOpen(CheckInID)
    case outsideCycle(TeamID)
    case busy(CheckInID)
    case unknownID(String)
    case pauseIsOver(LocalDate, today: LocalDate)
}

extension FlowError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownTeam(let id, let known): "there is no team \(id); the configuration has \(listed(known))"
        case .unknownKeyResult(let id, let known): "there is no key result \(id); the team has \(listed(known))"
        case .unknownChannel(let id): "there is no channel \(id) in the configuration"
        case .noCheckIn(let team): "\(team) has no check-in yet; `outcomed ask \(team)` opens one"
        case .noSuchCheckIn(let id): "there is no check-in \(id)"
        case .alreadyAsked(let id): "\(id) has been asked already; `--again` sends its prompt anew"
        case .notOpen(let id): "\(id) is not open"
        case .outsideCycle(let team): "\(team) has no objectives to ask about"
        case .busy(let id): "\(id) is being written to without pause; try again"
        case .unknownID(let id): "nothing is known under \(id)"
        case .pauseIsOver(let date, let today): "a pause ends after today; \(date) is not after \(today) on the team's clock"
        }
    }
}

/// `a`, `a and b`, `a, b and c`; `none` for an empty list.
func listed(_ items: [String]) -> String {
    guard let last = items.last else { return "none" }
    return items.count == 1 ? last : items.dropLast().joined(separator: ", ") + " and " + last
}
