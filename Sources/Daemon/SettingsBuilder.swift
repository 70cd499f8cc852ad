public import ChatPlatforms
public import CheckInFlow
public import DaemonConfig
import Foundation
public import Model
public import Scheduling

/// A configuration with its secrets looked up, its zones loaded and its templates read.
public struct ReadyConfiguration: Sendable {
    public var configuration: Configuration
    public var warnings: [Problem]
    public var settings: FlowSettings
    public var accounts: [AccountID: AccountSettings]
    var chatTokens: ChatTokens
    var isChatOpen: Bool
}

/// Reads everything that a start and a reload need, and starts nothing.
public struct SettingsBuilder: Sendable {
    public var environment: [String: String]
    public var zones: ZoneDirectory

    public init(environment: [String: String]) {
        self.environment = environment
        zones = .system(environment: environment)
    }

    public func read(_ path: String) throws(DaemonFailure) -> ReadyConfiguration {
        switch loadConfiguration(at: path, zones: zones, environment: environment) {
        case .broken(let problems): throw .brokenConfiguration(problems)
        case .loaded(let configuration, let warnings): return try build(configuration, warnings: warnings)
        }
    }

    public func build(_ configuration: Configuration, warnings: [Problem]) throws(DaemonFailure) -> ReadyConfiguration {
        let (accounts, problems) = configuration.resolveAccounts(using: SecretSource(environment: environment))
        guard problems.isEmpty else { throw .brokenConfiguration(problems) }
        var platforms: [AccountID: any ChatPlatform] = [:]
        for account in accounts {
            do throws(SettingsProblem) {
                platforms[account.account] = try makePlatform(account)
            } catch {
                throw .texts("accounts.\(account.account).\(error.setting): \(error.sentence)")
            }
        }
        let rules = try load(configuration.zoneNames)
        var settings = FlowSettings(
            teams: try teams(configuration, rules), channels: channels(configuration), platforms: platforms, zones: rules,
            texts: try texts(configuration.templates))
        settings.kinds = Dictionary(accounts.map { ($0.account, $0.kind) }) { first, _ in first }
        let builtin = accounts.filter { $0.kind == .builtin }
        return ReadyConfiguration(
            configuration: configuration, warnings: warnings, settings: settings,
            accounts: Dictionary(accounts.map { ($0.account, $0) }) { first, _ in first }, chatTokens: ChatTokens(builtin.flatMap(tokens)),
            isChatOpen: builtin.contains { $0.plain["open"] == "true" })
    }

    private func load(_ names: Set<String>) throws(DaemonFailure) -> [String: ZoneRules] {
        var rules: [String: ZoneRules] = [:]
        for name in names {
            do throws(ZoneError) {
                rules[name] = try zones.load(name)
            } catch {
                throw .texts("\(error)")
            }
        }
        return rules
    }

    private func teams(_ configuration: Configuration, _ rules: [String: ZoneRules]) throws(DaemonFailure) -> [TeamID: TeamInZone] {
        var teams: [TeamID: TeamInZone] = [:]
        for team in configuration.teams {
            guard let zone = rules[team.timeZone] else { throw .texts("there is no time zone \(team.timeZone)") }
            teams[team.id] = TeamInZone(team: team, zone: zone, zones: rules)
        }
        return teams
    }

    private func channels(_ configuration: Configuration) -> [ChannelID: ChannelSettings] {
        Dictionary(
            uniqueKeysWithValues: configuration.channels.map { id, entry in
                let unknown: ChannelSettings.UnknownOutcome? = entry.unknownOutcome.map { $0 == .resend ? .resend : .drop }
                return (
                    id,
                    ChannelSettings(
                        id: id, account: entry.account, conversation: entry.conversation, readsAll: entry.read == .all,
                        allowPrivate: entry.allowPrivate,
                        unknownOutcome: unknown)
                )
            })
    }

    private func texts(_ folder: String?) throws(DaemonFailure) -> Texts {
        do throws(TextsProblem) {
            return try Texts(overrides: folder)
        } catch {
            throw .texts("\(error)")
        }
    }

    /// One line a person: `ana: token`.
    private func tokens(_ account: AccountSettings) -> [(PersonID, Secret)] {
        guard let lines = account.secrets["tokens"]?.reveal() else { return [] }
        return lines.split(whereSeparator: \.isNewline).compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, let person = PersonID(parts[0]), !parts[1].isEmpty else { return nil }
            return (person, Secret(parts[1]))
        }
    }
}
