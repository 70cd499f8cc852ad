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
            ("nobody has had time because Marek is out sick", .unread), ("procurement has gone quiet on us", .unread), ("I'm not skipping", .unread),
            ("we fixed the export", .unread), ("is anything delayed today?", .chatter), ("new release froze my laptop", .chatter),
            ("hope you're all well", .chatter),
            ("hi all", .chatter), ("thanks!", .chatter),
            ("all good?", .chatter),
        ])
    func unread(text: String, kind: ReplyRecord.ReadingKind) {
        #expect(GrowthTeam.reading(text).kind == kind)
    }

    @Test(
        "a number like the one on record, and a move of no amount, are not passed over where the sender owns one",
        arguments: [
            ("it went down a bit since this morning", ReplyRecord.ReadingKind.unread), ("what slows us down is the broken mail", .report),
            ("could you share the sheet? I can't find the link", .chatter), ("cheer up", .chatter),
            ("finance sent the list: 4.6", .report), ("finance sent the list: 17", .chatter),
        ])
    func likeOwn(text: String, kind: ReplyRecord.ReadingKind) {
        #expect(GrowthTeam.reading(text, from: "caro").kind == kind)
    }

    @Test(
        "of two numbers that are asked about, one is picked by its place or size",
        arguments: [
            ("the lower one", 1410.0), ("take the second", 1410), ("the higher", 1450), ("the first one, the other has partners in it", 1450),
            ("not the first", nil), ("let me look at it first", nil), ("without the partners", nil),
        ])
    func picked(text: String, value: Double?) {
        let pending = PendingQuestion(
            reason: .whichValue, text: "1450 if you include the partners, 1410", candidates: ["signups"])
        #expect(GrowthTeam.reading(text, from: "ana", pending: pending).updates.map(\.value) == (value.map { [$0] } ?? []))
    }

    @Test(
        "beside an open question, a number that answers nothing is told so",
        arguments: [
            ("that 35 belongs to the thing above", ReplyRecord.ReadingKind.unread), ("back in 10, school run", .chatter),
            ("let me ask Jonas, one minute", .chatter),
        ])
    func besideQuestion(text: String, kind: ReplyRecord.ReadingKind) {
        let pending = PendingQuestion(reason: .whichKeyResult, text: "it's 35 now", candidates: ["activated", "first_value"], value: 35)
        #expect(GrowthTeam.reading(text, from: "ben", pending: pending).kind == kind)
    }
}
