/// How people speak so that the platform tells us of it.
public enum Hearing: String, Sendable, Hashable, Encodable {
    /// As to anybody: under our message, or in the channel.
    case plainly
    /// With a mention of us; without one where we are alone with them.
    case byMention
    /// By a slash command of ours.
    case byCommand
    /// Not at all: we only post.
    case never
}
