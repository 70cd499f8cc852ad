import ChatPlatforms
import Foundation
import Model

/// What `outcomed.yaml` says, as far as it could be read.
struct DaemonFile {
    var listen: ListenAddress?
    /// `listen: none`.
    var opensNoPort = false
    var publicURL: String?
    var store: String?
    var templates: String?
    var proxy: String?
    var allowedHosts: [String] = []
    var logFormat: LogFormat?
    var accounts: [AccountID: AccountEntry] = [:]
    var channels: [ChannelID: ChannelEntry] = [:]
    var secretPlaces: [AccountID: [String: Place]] = [:]
    /// The names that teams may refer to, those of broken entries included, so that one mistake is told once.
    var accountNames: Set<String> = []
    var channelNames: Set<String> = []

    init?(_ root: Item, folder: String) {
        guard let section = Section(root, .daemon) else { return nil }
        opensNoPort = section["listen"]?.isNone ?? false
        listen = opensNoPort ? nil : section["listen"]?.listenAddress()
        publicURL = section["public_url"]?.publicURL()
        store = section["store"]?.text(limit: 1024)
        templates = section["templates"]?.folder(in: folder)
        proxy = section["proxy"]?.proxy()
        allowedHosts = section["allowed_hosts"]?.list()?.compactMap { $0.hostName() } ?? []
        logFormat = section["log_format"]?.choice()
        decodeAccounts(section["accounts"]?.named(.account) ?? [], folder: folder)
        decodeChannels(section["channels"]?.named(.channel) ?? [])
    }

    private mutating func decodeAccounts(_ items: [(id: String, keyPlace: Place, item: Item)], folder: String) {
        accountNames = Set(items.map(\.id))
        for (id, keyPlace, item) in items {
            guard let account = DecodedAccount(item, at: keyPlace, folder: folder) else { continue }
            refuseOpenChat(account.entry, item)
            accounts[AccountID(trusted: id)] = account.entry
            secretPlaces[AccountID(trusted: id)] = account.places
        }
    }

    /// A chat that anybody may write in under any name stays on this machine.
    private func refuseOpenChat(_ entry: AccountEntry, _ item: Item) {
        guard entry.plain["open"] == "true", let host = listen?.host, host != "localhost", host != "::1", !host.hasPrefix("127.") else { return }
        let place = item.entries()?.first { $0.key == "open" }?.value.place ?? item.place
        item.findings.report(.openBeyondLoopback, at: place, path: joined(item.path, "open"))
    }

    private mutating func decodeChannels(_ items: [(id: String, keyPlace: Place, item: Item)]) {
        channelNames = Set(items.map(\.id))
        for (id, keyPlace, item) in items {
            channels[ChannelID(trusted: id)] = channel(item, id: id, at: keyPlace)
        }
    }

    private func channel(_ item: Item, id: String, at keyPlace: Place) -> ChannelEntry? {
        guard let section = Section(item, .channel, at: keyPlace) else { return nil }
        let account: AccountID? = section.required("account")?.reference(.account, among: accountNames)
        let written = section["conversation"]?.text()
        let read: ChannelEntry.ReadPolicy? = section["read"]?.choice()
        let allowPrivate = section["allow_private"]?.flag()
        let unknownOutcome: ChannelEntry.UnknownOutcome? = section["unknown_outcome"]?.choice()
        let kind = account.flatMap { accounts[$0]?.kind }
        let isBuiltin = kind == .builtin
        if !section.isMeant("conversation"), kind != nil, !isBuiltin { section.report(.missingConversation) }
        guard let account, let conversation = written ?? (isBuiltin ? id : nil) else { return nil }
        return ChannelEntry(
            account: account, conversation: conversation, read: read ?? .mentions, allowPrivate: allowPrivate ?? false, unknownOutcome: unknownOutcome
        )
    }
}

extension Item {
    /// The word alone.
    var isNone: Bool {
        if case .scalar(let text) = node.value { text == "none" } else { false }
    }

    /// An absolute path to a folder that is there.
    func folder(in base: String) -> String? {
        guard let text = text(limit: 1024) else { return nil }
        let path = absolutePath(text, in: base)
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue ? path : fail(.notAFolder(text))
    }
}
