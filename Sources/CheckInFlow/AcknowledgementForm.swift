import ChatPlatforms
import Model

/// How an acknowledgement reaches its reader: the best that the platform has.
enum AcknowledgementForm: Hashable, Sendable {
    /// One message a person and check-in, edited as they say more.
    case edited
    /// A message of its own in the thread, each time.
    case threaded
    /// A mark on the person's own message.
    case mark
    /// A message in the channel.
    case message

    /// - Parameter saysMore: there is something that a mark could not tell: a note, an open question, a value that was left as it is.
    init(_ capabilities: Capabilities, to event: IncomingEvent, saysMore: Bool) {
        if capabilities.edits && capabilities.returnsMessageID {
            self = .edited
        } else if capabilities.threads {
            self = .threaded
        } else if capabilities.reacts && !event.isCommand && event.change != .deleted && !saysMore {
            self = .mark
        } else {
            self = .message
        }
    }
}

extension AcknowledgementContent {
    /// Something in it must be read, and not only be known to have arrived.
    var saysMore: Bool { hasOpenQuestion || !notes.isEmpty || lines.contains { $0.kept != nil || $0.isApproximate } }
}
