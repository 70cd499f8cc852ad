import HistoryStore
import Model
import Testing

@testable import CheckInFlow

/// Lines of the minutes of which people speak in passing.
@Suite("Talk about lines that stand")
struct LineTalkTests {
    private func lines(_ stage: Stage) async throws -> [String] {
        let messages = try await stage.store.messages(checkIn: Stage.id())
        func said(_ evidence: Evidence) -> String { messages.first { $0.id == evidence.message }.map { words($0, evidence) } ?? "" }
        return try await stage.store.outputs(checkIn: Stage.id()).filter { $0.state == .live }.map { "shipped: " + said($0.evidence) }
            + stage.store.blockers(checkIn: Stage.id()).filter { $0.state == .live }.map { "blocker: " + said($0.evidence) }
    }

    private func left(_ first: String, _ second: String) async throws -> [String] {
        let stage = try await Stage.asked()
        try await stage.reply("caro", first)
        try await stage.reply("caro", second)
        return try await lines(stage)
    }

    @Test(
        "what was waited for is there",
        arguments: [
            ("churn 4.8%, waiting for the new blades", "Blades came on the noon truck! You can drop that"),
            ("churn 4.8%, waiting on the council's money", "council paid. I could kiss someone"),
            ("churn 4.8%, we can't start until somebody finds us a room", "It would, thank you! Then forget the bit about the room"),
            ("churn 4.8%, stuck at customs with the van", "customs let my van go! It'll be registered next week"),
            ("churn 4.8%, blocked by the auditor who cancelled", "The auditor rang, new date is the 3rd. So that's not in the way any more"),
            ("churn 4.8%, waiting for the key from the bank", "just got it lol, sorted"),
        ])
    func relief(first: String, second: String) async throws { #expect(try await left(first, second).isEmpty) }

    @Test(
        "what is still in the way stays",
        arguments: [
            "Blades should come tomorrow", "The blades came late and the wrong ones, so we need others", "Have the blades come?",
            "blades aren't here yet",
            "The truck came, nice driver", "we finished the lunch early",
            "That has nothing to do with churn, the 0.2 comes off my own number. So 4.6",
        ])
    func stays(talk: String) async throws {
        #expect(try await left("churn 4.8%, waiting for the new blades", talk).contains("blocker: waiting for the new blades"))
    }

    @Test(
        "a line goes where it is asked for in any words",
        arguments: [
            "The referral page can go from the list", "would you take the referral page out?", "that should go, the referral page isn't done",
            "the first one can be taken out", "remove the first line please",
        ])
    func takenOut(words: String) async throws {
        #expect(
            try await left("churn 4.8%, launched the referral page, published the price list", words) == ["shipped: published the price list"])
    }

    @Test("of what stands joined in one line, only the part that is named goes")
    func part() async throws {
        #expect(
            try await left(
                "churn 4.8%. Also done: new pricing page and the referral email",
                "One correction: the referral email isn't actually out yet, it goes on Thursday, so please take that off the done list.")
                == ["shipped: Also done: new pricing page"])
        #expect(
            try await left("churn 4.8%. Shipped the price list and the guide", "please take the guide out") == ["shipped: Shipped the price list"])
    }

    @Test("the reason for which a line goes is no line")
    func reason() async throws {
        #expect(
            try await left("churn 4.8%. We rolled out the exit survey", "please take the exit survey off, it's only live for half of them").isEmpty)
        #expect(
            try await left("churn 4.8%, blocked by the supplier", "“blocked by the supplier” isn't a blocker, that's just how it is").isEmpty)
    }

    @Test(
        "a line may be put in other words",
        arguments: [
            ("Please put the blocker as \"invoice export broken\", nobody will understand it otherwise.", "blocker: invoice export broken"),
            (
                "The blocker should read “Brightline hasn't signed its renewal yet”, because Halvorsen is in.",
                "blocker: Brightline hasn't signed its renewal yet"
            ),
            ("My blocker should read 'export broken for big accounts'", "blocker: export broken for big accounts"),
        ])
    func reworded(words: String, line: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, blocked by that old thing with the invoices")
        try await stage.reply("caro", words)
        #expect(try await lines(stage) == [line])
        #expect(try await stage.acknowledgement(to: "Caro").contains(line.replacing("blocker: ", with: "blocker: “") + "”"))
    }

    @Test("of several, the sender is told that it is not clear which")
    func unclear() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, blocked by the supplier. Waiting on legal for the contract")
        try await stage.reply("caro", "One of my two obstacles has been dealt with, so you may cross it out.")
        #expect(try await lines(stage).count == 2)
        #expect(try await stage.ours().contains { $0.text.contains("Not recorded:") || $0.text.contains("I could not tell which line") })
    }
}
