import ChatPlatforms
import Model

extension Flow {
    /// A message that its platform does not hold whole, as several, each with an id of its own and so with the promises of one. The first carries the
    /// thread and calls the people; the others follow it in order and stand under it where there are threads.
    func parts(of draft: OutboxDraft) -> [OutboxDraft] {
        // Versions of one message replace each other, which several could not.
        guard draft.slot == nil, let platform = settings.platforms[draft.account] else { return [draft] }
        let whole = OutgoingMessage(
            id: draft.id, kind: draft.kind, conversation: draft.conversation, reactsTo: draft.reactsTo, text: draft.text, mentions: draft.mentions,
            checkIn: draft.checkIn, createdAt: draft.createdAt)
        return platform.parts(of: whole).enumerated().map { number, text in
            var part = draft
            part.text = text
            guard number > 0 else { return part }
            part.id = clock.makeID()
            part.mentions = []
            if part.thread == .none { part.thread = .under(draft.id) }
            return part
        }
    }
}
