import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("Blockers that are gone") struct UnblockedTests {
    @Test("who waits for nothing frees the colleague who is spoken to")
    func colleagueSpokenTo() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, we're stuck until legal signs the new terms")
        try await stage.reply("ben", "fyi Caro, legal signed the new terms this morning, so you're unblocked. trial conversion 13%")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).allSatisfy { $0.state != .live })
    }

    @Test("a hindrance that is told again, with nothing new, stands once")
    func repeated() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "Brevik won't sign until legal is through with the contract, so that one is blocked for now")
        try await stage.reply("caro", "churn 4.8%. Brevik is still stuck.")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).count == 1)
        try await stage.reply("caro", "the export is stuck too")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).count == 2)
    }

    @Test("what its author no longer finds in the way leaves the acknowledgement and the digest, and is told so")
    func ended() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, blocked by the billing export")
        #expect(try await stage.acknowledgement(to: "Caro").contains("blocker: “"))
        try await stage.reply("caro", "billing came through, so not blocked any more, churn back on track")
        let acknowledgement = try await stage.acknowledgement(to: "Caro")
        #expect(!acknowledgement.contains("blocker: “") && acknowledgement.contains("No longer in the way: “blocked by the billing export”"))
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.superseded])
        try await stage.move(to: Stage.close)
        #expect(try await !stage.newest(.digest).contains("billing export"))
    }

    @Test("the words alone are enough, and another's blocker stays")
    func alone() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion blocked by legal")
        try await stage.reply("caro", "no blockers from me")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.live])
        try await stage.reply("ben", "no longer blocked")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.superseded])
        #expect(try await stage.newest(.acknowledgement).contains("No longer in the way: “trial conversion blocked by legal”"))
    }

    @Test("a colleague whom the sentence names is freed, and not the sender")
    func colleague() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion blocked by legal")
        try await stage.reply("caro", "churn 4.8%, blocked by the billing export")
        try await stage.reply("caro", "legal just signed off, so Ben's not blocked anymore")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.superseded, .live])
        #expect(try await stage.acknowledgement(to: "Caro").contains("No longer in the way: “trial conversion blocked by legal”"))
    }

    @Test("who is freed by a colleague sees it in their own acknowledgement")
    func toldToBoth() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 13%, blocked by legal")
        try await stage.reply("caro", "legal just signed off, so Ben's not blocked anymore")
        let told = try await stage.acknowledgement(to: "Ben")
        #expect(told.contains("13") && told.contains("No longer in the way: “blocked by legal”") && !told.contains("blocker: “"), "\(told)")
    }

    @Test("a colleague who helped, or who has no blocker, is not the one who is freed")
    func helper() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion blocked by legal")
        try await stage.reply("caro", "churn 4.8%, blocked by the billing export")
        try await stage.reply("caro", "Ben sorted it out, so not blocked any more")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.live, .superseded])
    }

    @Test("of several blockers the one whose words are said again is gone, and the others stay")
    func oneOfSeveral() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%, waiting on legal for the new terms")
        try await stage.reply("caro", "the win-back offer is stuck, finance holds the budget")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.live, .live])
        try await stage.reply("caro", "No longer waiting on legal. Only the finance one is open.")
        #expect(try await stage.acknowledgement(to: "Caro").contains("win-back offer is stuck"))
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.superseded, .live])
    }

    @Test("good news ends the blocker that speaks of the same thing, and no other")
    func relief() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 12%, waiting on infra to give us a bigger instance. churn is blocked by the billing export")
        try await stage.reply("ben", "the coffee machine works again")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.live, .live])
        try await stage.reply("ben", "infra came through, pipeline is running again")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.superseded, .live])
        #expect(try await stage.newest(.acknowledgement).contains("No longer in the way: “waiting on infra to give us a bigger instance”"))
    }

    @Test("what was waited for is done, or was agreed to")
    func waitedFor() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 12%, I'm waiting on Jonas for the backfill. churn is blocked by legal")
        try await stage.reply("ben", "the newsletter is done")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.live, .live])
        try await stage.reply("ben", "Backfill's done, thanks Jonas. trial conversion 13%")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.superseded, .live])
        #expect(try await stage.acknowledgement(to: "Ben").contains("No longer in the way: “I'm waiting on Jonas for the backfill”"))
        try await stage.reply("ben", "Legal finally said yes!!")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.superseded, .superseded])
    }

    @Test("one word in common with what is waited for is too little, and who is still in the way stays")
    func otherMatter() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "churn 4.8%. please note the procurement contract as a blocker")
        try await stage.reply("caro", "the two upgrades are finished, contract signed by both")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.live])
        try await stage.reply("caro", "Lindex has signed today, so only the procurement contract is left as hindrance")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).contains { $0.state == .live })
    }

    @Test("of several, the one whose key result is named")
    func named() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion blocked by legal. churn is blocked by the billing export")
        try await stage.reply("ben", "no longer blocked")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.live, .live])
        try await stage.reply("ben", "churn is no longer blocked")
        #expect(try await stage.store.blockers(checkIn: Stage.id()).map(\.state) == [.live, .superseded])
    }
}
