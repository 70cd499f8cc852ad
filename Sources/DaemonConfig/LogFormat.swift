/// How the daemon logs.
public enum LogFormat: String, Hashable, Sendable, CaseIterable {
    /// `journal` where standard error leads to the journal, else `plain`.
    case auto
    /// Time, level, text and facts on one line.
    case plain
    /// As `plain`, with the priority in front in place of time and level: `<6>`.
    case priority
    /// The journal's own protocol, each fact a field.
    case journal
    /// One JSON object a line.
    case json
}
