import Model
import ReplyParsing
import Testing

@Suite("What kind of message it is")
struct KindTests {
    @Test(
        "a request to undo stays one, whatever is said of its reason",
        arguments: [
            "undo", "undo that last one pls, the trial users were counted", "undo, wrong week", "undo - I counted the trials", "please undo that!",
            "undo that because the sheet was old",
        ])
    func undone(text: String) {
        let reading = GrowthTeam.reading(text)
        #expect(reading.kind == .command && reading.command == .undo)
    }

    @Test(
        "a message that only begins like one, or says more than its reason, is none",
        arguments: [
            ("undo the rollback first, then ship", ReplyRecord.ReadingKind.chatter), ("undo that? no", .chatter),
            ("undo that, churn is 4.2", .report),
            ("help, my laptop died", .chatter),
        ])
    func notUndone(text: String, kind: ReplyRecord.ReadingKind) {
        let reading = GrowthTeam.reading(text)
        #expect(reading.kind == kind && reading.command == nil)
    }

    @Test(
        "what is meant as a report and sets down nothing is told so; chatter is let be",
        arguments: [
            ("both fine", ReplyRecord.ReadingKind.unread), ("everything ok here", .unread), ("churn is unblocked now", .unread),
            ("2 and 3 are no longer blocked", .unread), ("ignore please the confidence, I was guessing", .unread),
            ("rvn approx 22k, looking healthy", .unread), ("I'm off next week so skip me then", .unread), ("took €9,300 over the counter", .unread),
            ("hope you're all well", .chatter),
            ("hi all", .chatter), ("thanks!", .chatter),
            ("all good?", .chatter),
        ])
    func unread(text: String, kind: ReplyRecord.ReadingKind) {
        #expect(GrowthTeam.reading(text).kind == kind)
    }
}
