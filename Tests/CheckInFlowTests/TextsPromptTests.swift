import CheckInFlow
import Insights
import Model
import TestSupport
import Testing

@Suite("The texts of prompts, reminders and status answers") struct TextsPromptTests {
    let texts: Texts

    init() throws { texts = try Texts() }

    @Test("a prompt lists objectives, numbered key results, values, targets, last changes and owners")
    func prompt() throws {
        let text = texts.prompt(PromptContent(checkIn: TextsFixture.checkIn(), closes: TextsFixture.closes))
        #expect(text.title == "Growth · 2026-W43: did our numbers move?")
        try GoldenFile.check(text.plain, "prompt.txt", in: "Golden/Texts")
    }

    @Test("a late prompt says that it is late and why, and one after the cycle asks for closing values")
    func latePrompt() throws {
        let content = PromptContent(
            checkIn: TextsFixture.checkIn(), closes: TextsFixture.closes, lateReason: "outcomed was not running", missedBy: .hours(5) + .minutes(12),
            isClosing: true)
        try GoldenFile.check(texts.prompt(content).plain, "prompt-late-closing.txt", in: "Golden/Texts")
    }

    @Test("a direct prompt shows the person's own numbers and says what the team will see")
    func directPrompt() throws {
        let content = PromptContent(checkIn: TextsFixture.checkIn(locale: "de"), closes: TextsFixture.closes, person: "ben")
        try GoldenFile.check(texts.prompt(content).plain, "prompt-direct-de.txt", in: "Golden/Texts")
    }

    @Test("a prompt of a check-in without a snapshot still makes a text")
    func emptyPrompt() {
        var checkIn = TextsFixture.checkIn()
        checkIn.snapshot = nil
        #expect(texts.prompt(PromptContent(checkIn: checkIn)).title == "growth · 2026-W43: did our numbers move?")
    }

    @Test("a reminder names only the missing and what they own")
    func reminder() throws {
        let snapshot = TextsFixture.snapshot()
        let missing: [(PersonID, [KeyResultID])] = [("ana", ["signups", "audit"]), ("ben", ["churn"])]
        let content = ReminderContent(checkIn: TextsFixture.checkInID, snapshot: snapshot, missing: missing, closes: TextsFixture.closes)
        try GoldenFile.check(texts.reminder(content).plain, "reminder.txt", in: "Golden/Texts")
        let direct = ReminderContent(
            checkIn: TextsFixture.checkInID, snapshot: snapshot, missing: [missing[0]], closes: TextsFixture.closes, isDirect: true)
        try GoldenFile.check(texts.reminder(direct).plain, "reminder-direct.txt", in: "Golden/Texts")
    }

    @Test("a status answer shows where each number stands and who is still to answer")
    func status() throws {
        let facts = CheckInFacts(checkIn: TextsFixture.checkIn(), updates: TextsFixture.someUpdates)
        try GoldenFile.check(texts.status(StatusContent(facts, closes: TextsFixture.closes)).plain, "status-open.txt", in: "Golden/Texts")
        let closed = CheckInFacts(checkIn: TextsFixture.checkIn(.closed), updates: TextsFixture.someUpdates)
        let content = StatusContent(closed, current: ["answer": 24], closes: TextsFixture.closes)
        try GoldenFile.check(texts.status(content).plain, "status-closed.txt", in: "Golden/Texts")
    }
}
