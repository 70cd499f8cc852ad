extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let path): "there is no store at \(path)"
        case .inUse(let path): "the store at \(path) is in use by another daemon"
        case .unusable(let path, let detail): "the store at \(path) cannot be used: \(detail)"
        case .foreign(let path): "\(path) is a database of another program"
        case .newerSchema(let found, let known):
            "the store was written by a newer version of outcomed (its schema is \(found), this version knows \(known)): install that version, or restore a backup"
        case .olderSchema(let found, let known):
            "the store was written by an older version of outcomed (its schema is \(found), this version wants \(known)): start the daemon once to bring it up to date"
        case .damaged(let path, let detail): "the store at \(path) is damaged: \(detail)"
        case .taken(let path): "there is a file at \(path) already; nothing was written"
        case .unreadable(let detail): "what was to be imported cannot be read: \(detail)"
        case .full: "no room is left on the disk of the store"
        case .busy: "the store is busy: try again"
        case .contradiction(let detail): "what was to be stored contradicts what is there: \(detail)"
        case .cancelled: "reading the store was cancelled"
        }
    }
}
