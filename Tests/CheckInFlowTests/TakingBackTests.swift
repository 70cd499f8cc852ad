import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("What people take back by its name, and what others have said since") struct TakingBackTests {
    @Test("one key result's value goes, and what else was said stays")
    func byName() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "sign-ups 1320, trial 11%")
        try await stage.reply("ben", "scratch my number on sign-ups, ana knows better")
        #expect(try await stage.current() == ["trial": 11])
        #expect(try await stage.history("signups").map(\.state) == [.withdrawn])
        let acknowledgement = try await stage.acknowledgement(to: "Ben")
        #expect(acknowledgement.contains("11 %") && !acknowledgement.contains("1,320"))
        #expect(acknowledgement.contains("Withdrawn: Weekly sign-ups."))
    }

    @Test("where only the number is taken back, how sure its sender is stays, and the title is told once")
    func confidenceStays() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "sign-ups 1320, trial 11%")
        try await stage.reply("ben", "50/50 on trial, I'd say")
        try await stage.reply("ben", "scratch my number on trial then")
        #expect(try await stage.current() == ["signups": 1320])
        let acknowledgement = try await stage.acknowledgement(to: "Ben")
        #expect(acknowledgement.contains("confidence 50 %") && acknowledgement.contains("Withdrawn: Trial conversion."))
    }

    @Test("a number that its sender scratches goes, whether or not its key result is named")
    func byNumber() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "sign-ups 1320, trial 11%")
        try await stage.reply("ben", "scratch the 11%")
        #expect(try await stage.current() == ["signups": 1320])
        #expect(try await stage.acknowledgement(to: "Ben").contains("Withdrawn: Trial conversion."))
    }

    @Test(
        "a number that its sender no longer counts goes, whichever way it is said",
        arguments: ["please scratch the sign-ups number from me", "please scratch the sign-ups figure"])
    func uncounted(text: String) async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "sign-ups 1320, trial 11%")
        try await stage.reply("ben", text)
        #expect(try await stage.current() == ["trial": 11])
    }

    @Test("a number that was counted wrong goes where its sender owns what it counts")
    func countedWrong() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "sign-ups 1320, trial 11%")
        try await stage.reply("ben", "hmm, that 11% was from the broken pipeline so don't count it")
        #expect(try await stage.current() == ["signups": 1320])
    }

    @Test("only what the sender said themselves")
    func others() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1320")
        try await stage.reply("ben", "scratch my number on sign-ups")
        #expect(try await stage.current() == ["signups": 1320])
        #expect(try await stage.newest(.notice).contains("scratch my number on sign-ups"))
    }

    @Test("the same value from somebody else takes nobody's line; another does, and the status beside it is still said back")
    func sameValue() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial 11%")
        try await stage.reply("caro", "trial unchanged")
        try await stage.reply("ben", "trial is on track, 60% sure")
        #expect(try await stage.acknowledgement(to: "Ben").contains("Trial conversion: 11 % · 🟢 on track · confidence 60 %"))
        try await stage.reply("caro", "trial 12%")
        try await stage.reply("ben", "trial at risk, i mean")
        let acknowledgement = try await stage.acknowledgement(to: "Ben")
        #expect(acknowledgement.contains("your 11 % no longer stands: Caro has since reported 12 % · 🟡 at risk"))
    }

    @Test("a colleague's number is told as the one replaced, and as no move of the week's")
    func colleaguesValue() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1462")
        try await stage.reply("ben", "sign-ups are 1471 with the late ones")
        let acknowledgement = try await stage.acknowledgement(to: "Ben")
        #expect(acknowledgement.contains("1,471 users, in place of 1,462 users") && !acknowledgement.contains("→ 1,471"), "\(acknowledgement)")
    }

    @Test("the words that said a value first are quoted, whoever says later that it is the same; who skips after a report is told that it stays")
    func saidFirst() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn down to 4.8% at last")
        try await stage.reply("caro", "no change on churn")
        #expect(try await stage.acknowledgement(to: "Caro").contains("“churn down to 4.8%”"))
        try await stage.reply("caro", "skip me for the rest of this week, I'm off")
        #expect(try await stage.acknowledgement(to: "Caro").contains("what you reported stays"))
    }

    @Test("a number that was left out is told, with its words")
    func leftOut() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. we hired in Lisbon. another 20 on top of that")
        #expect(try await stage.acknowledgement(to: "Caro").contains("“another 20 on top of”. If a number of it counts, say of which key result."))
    }

    @Test("what sounds like a report and came to nothing is told, with its words")
    func unheard() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, second batch of invoices is in")
        #expect(
            try await stage.acknowledgement(to: "Caro").contains(
                "Not recorded: “second batch of invoices is in”. If it is in the way or finished, answer “blocker” or “shipped”."))
    }

    @Test("what was told beside the numbers is quoted as not recorded, cut short, and small talk only where nothing may matter")
    func asides() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. The fair was far too loud")
        #expect(try await stage.acknowledgement(to: "Caro").contains("\nNot recorded: “The fair was far too loud”.\n"))
        try await stage.reply(
            "caro",
            "The stand was quite cold. churn 4.7%. The dog ate the whole sheet and half of the tablecloth that Marta had ironed only that very morning before all the others came\n- the fish are fine and well\n- the fern too, we think\n- two accounts haven't signed"
        )
        let told = try await stage.acknowledgement(to: "Caro")
        #expect(
            told.contains(
                "\nNot recorded: “The dog ate the whole sheet and half of the tablecloth that Marta had ironed only that very morning before all the…” and “two accounts haven't signed”. If one is in the way or finished, say which, such as “the first is a blocker”.\n"
            ), "\(told)")
        try await stage.reply("caro", "churn 4.6%")
        #expect(!(try await stage.acknowledgement(to: "Caro").contains("Not recorded")))
    }

    @Test("what was not taken is told beside a question, too, and what waited for its answer comes with it")
    func beside() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1.475, on track, 7/10 confident. The tent had two holes")
        let asked = try await stage.acknowledgement(to: "Ana")
        #expect(asked.contains("One question before I record anything") && asked.contains("Not recorded: “The tent had two holes”"))
        try await stage.reply("ana", "1475")
        let settled = try await stage.acknowledgement(to: "Ana")
        #expect(settled.contains("1,475 users · 🟢 on track · confidence 70 %"))
    }

    @Test("the words behind a line are those of its value, with what a change started from, and of a status said later")
    func quotedTogether() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1,450")
        try await stage.reply("ana", "sign-ups up another 30")
        #expect(
            try await stage.acknowledgement(to: "Ana").contains("1,480 users, in place of 1,450 users · “sign-ups 1,450 … sign-ups up another 30”"))
        try await stage.reply("ana", "sign-ups are at risk though")
        #expect(
            try await stage.acknowledgement(to: "Ana").contains(
                "1,480 users · 🟡 at risk · “sign-ups 1,450 … sign-ups up another 30 … sign-ups are at risk”"))
    }

    @Test("a number that does not answer the open question is told so, and the question stays")
    func stillAsked() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "it's at 120% now")
        try await stage.reply("ben", "that 120 belongs to the thing above")
        #expect(try await stage.newest(.notice).contains("so I took nothing from it and my question stays open."))
    }

    @Test("\"up 95 not 75\" behind the same number's earlier rise is asked about, since it is open from where it goes up")
    func changeDenied() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups up 75")
        let before = try await stage.live().map(\.value)
        try await stage.reply("ana", "correction, sign-ups up 95 not 75")
        #expect(try await stage.live().map(\.value) == before)
        #expect(try await stage.newest(.question).contains("can be read in more than one way"))
    }

    @Test("what is said for a colleague is told so, in small letters too; for completeness' sake is for nobody")
    func saidForWhom() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "for ana: sign-ups 1,450")
        #expect(try await stage.acknowledgement(to: "Ben").contains("Said for ana."))
        try await stage.reply("caro", "for completeness: churn 4.8%")
        #expect(try await stage.acknowledgement(to: "Caro").contains("Said for") == false)
    }
}
