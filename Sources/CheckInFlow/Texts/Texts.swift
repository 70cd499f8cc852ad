public import Insights
public import Model

/// The wording of every message, made from templates: the built-in ones, or those of a folder that overrides them.
public struct Texts: Sendable {
    private let templates: TemplateSet

    /// - Parameter overrides: a folder with `prompt.mustache` and so on; what it lacks stays built in.
    public init(overrides folder: String? = nil) throws(TextsProblem) {
        templates = try TemplateSet(overrides: folder)
    }

    public func prompt(_ content: PromptContent) -> OutgoingText { templates.render(.prompt, content.view) }

    public func reminder(_ content: ReminderContent) -> OutgoingText { templates.render(.reminder, content.view) }

    public func acknowledgement(_ content: AcknowledgementContent) -> OutgoingText { templates.render(.acknowledgement, content.view) }

    public func question(_ content: QuestionContent) -> OutgoingText { templates.render(.question, content.view) }

    public func unread(_ content: UnreadContent) -> OutgoingText { templates.render(.unread, content.view) }

    public func help(_ content: HelpContent) -> OutgoingText { templates.render(.help, content.view) }

    public func status(_ content: StatusContent) -> OutgoingText { templates.render(.status, content.view) }

    public func notice(_ content: NoticeContent) -> OutgoingText { templates.render(.notice, content.view) }

    public func digest(_ content: DigestContent) -> OutgoingText { templates.render(.digest, content.view) }
}
