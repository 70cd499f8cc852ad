public import ChatPlatforms
public import Model

extension Configuration {
    /// Joins files without errors, with the defaults put in.
    init(_ daemon: DaemonFile, file: String, base: String, teams: [TeamFile], environment: [String: String]) {
        listen = daemon.opensNoPort ? nil : daemon.listen ?? ListenAddress(host: "127.0.0.1", port: 8484)
        publicURL = daemon.publicURL
        storePath = DaemonConfig.storePath(daemon.store ?? "outcomed.db", folder: base, environment: environment)
        templates = daemon.templates
        proxy = daemon.proxy
        allowedHosts = daemon.allowedHosts
        logFormat = daemon.logFormat ?? .auto
        accounts = daemon.accounts
        channels = daemon.channels
        self.teams = teams.compactMap(\.team)
        origins = Origins(file: file, secrets: daemon.secretPlaces)
        for team in teams {
            if let id = team.id { origins.teams[id] = team.origin }
        }
    }

    /// Looks up the secrets of all accounts. An account with a secret that cannot be had is left out, and told among the problems.
    public func resolveAccounts(using source: SecretSource) -> (settings: [AccountSettings], problems: [Problem]) {
        var settings: [AccountSettings] = []
        var problems: [Problem] = []
        for (id, entry) in accounts.sorted(by: { $0.key < $1.key }) {
            var account = AccountSettings(account: id, kind: entry.kind, plain: entry.plain)
            for (name, reference) in entry.secrets.sorted(by: { $0.key < $1.key }) {
                do {
                    account.secrets[name] = try reference.resolve(using: source)
                } catch {
                    problems.append(problem(setting: name, of: id, error.description))
                }
            }
            if account.secrets.count == entry.secrets.count { settings.append(account) }
        }
        return (settings, problems)
    }

    /// A problem with an account's setting that shows only after its secrets were looked up, such as one that the platform does not take.
    public func problem(setting: String, of account: AccountID, _ sentence: String) -> Problem {
        let place = origins.secrets[account]?[setting] ?? .start
        return Problem(file: origins.file, line: place.line, column: place.column, keyPath: "accounts.\(account).\(setting)", sentence: sentence)
    }
}
