import CheckInFlow
import Foundation
import HistoryStore
import Model
import TestSupport
import Testing

/// A whole check-in on each platform, over sockets both ways, against a server that plays its documented API strictly.
@Suite(.timeLimit(.minutes(2))) struct OtherChatsTests {
    @Test(
        "the prompt goes out, replies are acknowledged and recorded, changed words change them, and the close posts a digest",
        arguments: Side.allCases)
    func wholeCheckIn(side: Side) async throws {
        try await OtherStage.run(side) { stage in
            let prompt = try await stage.ours("the prompt") { $0.contains("Weekly sign-ups") }
            #expect(prompt.thread == nil)

            let reply = try await stage.say("signups 1,450, trial 12%, churn 4.1%", under: prompt)
            let acknowledgement = try await stage.ours("the acknowledgement") { text in
                ["1,450", "12", "4.1"].allSatisfy(text.contains) && text.contains("Ana")
            }
            if stage.other.hasThreads { #expect(acknowledgement.thread == prompt.id) }

            _ = try await stage.say("now churn is 3.9%", under: prompt)
            let second = try await stage.ours("the edited acknowledgement") { $0.contains("1,450") && $0.contains("3.9") }
            #expect(second.id == acknowledgement.id && second.isEdited)

            if stage.other.hasEdits {
                try await stage.edit(reply, to: "signups 1,460, trial 12%")
                _ = try await stage.ours("the corrected acknowledgement") { $0.contains("1,460") && $0.contains("3.9") }
                try await stage.expectHistory("signups", [(1450, .superseded), (1460, .live)])
                try await stage.expectHistory("churn", [(4.1, .withdrawn), (3.9, .live)])
            } else {
                try await stage.expectHistory("signups", [(1450, .live)])
                try await stage.expectHistory("churn", [(4.1, .live), (3.9, .live)])
            }
            if let delete = stage.other.delete {
                await delete(reply)
                _ = try await stage.ours("the withdrawal") { $0.contains("3.9") && !$0.contains("1,460") && $0.contains("Ana") }
                #expect(try await stage.daemon.history("signups").allSatisfy { $0.state != .live })
            }

            #expect(await stage.daemon.perform(.close(team: "growth")).exit == 0)
            _ = try await stage.daemon.eventually("the digest") { await stage.posted.count == 3 ? true : nil }
            await stage.expectNoRefusals()
        }
    }

    @Test(
        "what the platform delays, fails or loses the answer to leaves once",
        arguments: [Side.mattermostPolled, .rocketChatPolled, .discordPolled, .zulipPolled],
        [[FakeFault.tooFast(seconds: 2)], [.statusBeforeStoring(503), .statusAfterStoring(500)], [.statusAfterStoring(502)]])
    func faults(side: Side, faults: [FakeFault]) async throws {
        try await OtherStage.run(side, faults: faults) { stage in
            let prompt = try await stage.ours("the prompt") { $0.contains("Weekly sign-ups") }
            for fault in faults { await stage.other.fail(fault) }
            _ = try await stage.say("signups 1,450", under: prompt)
            _ = try await stage.ours("the acknowledgement") { $0.contains("1,450") && $0.contains("Ana") }
            try await stage.daemon.eventually("the outbox to be empty") { try await stage.daemon.isAllSent }
            #expect(await stage.posted.count == 2)
            await stage.expectNoRefusals()
        }
    }

    @Test(
        "a push with another token is turned away, and one that comes again changes nothing", arguments: [Side.mattermostPushed, .rocketChatPushed])
    func hostilePushes(side: Side) async throws {
        try await OtherStage.run(side) { stage in
            let prompt = try await stage.ours("the prompt") { $0.contains("Weekly sign-ups") }
            let delivery = try #require(await stage.other.say("signups 1,450", prompt.id).delivery)
            let text = String(decoding: delivery.body, as: UTF8.self)
            let encoded = try #require(Planted.chatToken.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
            let token = text.contains(encoded) ? encoded : Planted.chatToken
            let forged = FakeDelivery(headers: delivery.headers, body: Array(text.replacing(token, with: "another-token").utf8))
            #expect(try await stage.daemon.client.post(forged, to: stage.account) == 401)
            try await stage.daemon.eventually("the bot to know itself") { try await stage.daemon.client.post(delivery, to: stage.account) == 200 }
            for _ in 0..<3 { #expect(try await stage.daemon.client.post(delivery, to: stage.account) == 200) }
            _ = try await stage.ours("the acknowledgement") { $0.contains("1,450") && $0.contains("Ana") }
            try await stage.expectHistory("signups", [(1450, .live)])
            #expect(await stage.posted.count == 2)
        }
    }

    @Test(
        "chatter elsewhere in the channel, and the bot's own messages, are let be",
        arguments: [Side.mattermostPolled, .rocketChatPolled, .discordPolled, .zulipPolled, .telegramPolled])
    func chatter(side: Side) async throws {
        try await OtherStage.run(side) { stage in
            let prompt = try await stage.ours("the prompt") { $0.contains("Weekly sign-ups") }
            _ = await stage.other.say("signups 7 for lunch?", nil)
            _ = try await stage.say("signups 1,450", under: prompt)
            _ = try await stage.ours("the acknowledgement") { $0.contains("1,450") && $0.contains("Ana") }
            try await stage.expectHistory("signups", [(1450, .live)])
            #expect(await stage.posted.count == 2)
        }
    }

    @Test(
        "undo takes back the last message, by a push as well as fetched",
        arguments: [Side.discordPushed, .telegramPushed, .mattermostPolled])
    func undo(side: Side) async throws {
        try await OtherStage.run(side) { stage in
            let prompt = try await stage.ours("the prompt") { $0.contains("Weekly sign-ups") }
            _ = try await stage.say("signups 1,450", under: prompt)
            _ = try await stage.ours("the acknowledgement") { $0.contains("1,450") && $0.contains("Ana") }
            _ = try await stage.say("undo", under: prompt)
            _ = try await stage.ours("what was taken back") { $0.contains("Taken back") && $0.contains("1,450") }
            try await stage.expectHistory("signups", [(1450, .withdrawn)])
            _ = try await stage.say("signups 1,460", under: prompt)
            _ = try await stage.ours("the acknowledgement of what is said instead") { $0.contains("1,460") && $0.contains("Ana") }
            try await stage.expectHistory("signups", [(1450, .withdrawn), (1460, .live)])
            await stage.expectNoRefusals()
        }
    }

    @Test("Discord takes the daemon's address: a ping is answered, and one that is badly signed or old is turned away")
    func ping() async throws {
        try await OtherStage.run(.discordPushed) { stage in
            _ = try await stage.ours("the prompt, which says how to answer") { $0.contains("with my slash command") }
            let ping = try #require(await stage.other.ping?())
            try await stage.push(ping)
            var forged = ping
            forged.headers["x-signature-ed25519"] = String(repeating: "0", count: 128)
            #expect(try await stage.daemon.client.post(forged, to: stage.account) == 401)
            forged = ping
            forged.headers["x-signature-timestamp"]?.append("0")
            #expect(try await stage.daemon.client.post(forged, to: stage.account) == 401)
            await stage.expectNoRefusals()
        }
    }

    @Test("a slash command is answered to its sender and counts, beside what is fetched", arguments: [Side.mattermostPolled, .discordPolled])
    func commands(side: Side) async throws {
        try await OtherStage.run(side) { stage in
            _ = try await stage.ours("the prompt") { $0.contains("Weekly sign-ups") }
            let command = try #require(await stage.other.command?("signups 1,450"))
            #expect(try await stage.daemon.client.post(command, to: stage.account) == 200)
            _ = try await stage.ours("the acknowledgement") { $0.contains("1,450") && $0.contains("Ana") }
            try await stage.expectHistory("signups", [(1450, .live)])
            var forged = command
            forged.body.append(UInt8(ascii: " "))
            if side == .discordPolled { #expect(try await stage.daemon.client.post(forged, to: stage.account) == 401) }
            await stage.expectNoRefusals()
        }
    }

    @Test(
        "people are asked directly, answer at once, and the channel gets the digest",
        arguments: [Side.mattermostPolled, .rocketChatPolled, .discordPolled, .discordPushed])
    func directly(side: Side) async throws {
        try await OtherStage.run(side, askIn: "direct") { stage in
            let direct = try #require(stage.other.direct)
            // Ben has no id in the chat, so that the channel is asked as well.
            let first = try await stage.daemon.eventually("the prompt to Ana") {
                await stage.posted.first { $0.place == direct.place && $0.text.contains("Weekly sign-ups") }
            }
            #expect(first.thread == nil)
            // She may be quicker than the first fetch from her conversation.
            try await stage.push(await direct.say("signups 1,450"))
            let acknowledgement = try await stage.ours("the acknowledgement") { $0.contains("1,450") && $0.contains("Ana") }
            #expect(acknowledgement.place == direct.place)
            try await stage.expectHistory("signups", [(1450, .live)])
            #expect(await stage.daemon.perform(.close(team: "growth")).exit == 0)
            _ = try await stage.daemon.eventually("the digest") {
                await stage.posted.last { $0.place == stage.other.conversation && $0.text.contains("1,450") }
            }
            await stage.expectNoRefusals()
        }
    }

    @Test(
        // One at a time: so long a prompt keeps a debug build's threads busy.
        "a long prompt comes in parts, each once whatever fails in between, and a reply to any of them counts", .serialized,
        arguments: [Side.rocketChatPolled, .discordPolled, .telegramPolled, .zulipPolled, .mattermostPolled])
    func parts(side: Side) async throws {
        // As few as make the prompt longer than the platform's message.
        let further: [Side: Int] = [.rocketChatPolled: 22, .discordPolled: 40, .telegramPolled: 18, .zulipPolled: 44, .mattermostPolled: 72]
        let count = try #require(further[side])
        try await OtherStage.run({ side.make($0.read) }, keyResults: count) { stage in
            let first = try await stage.ours("the first part") { $0.contains("(1/") }
            for fault in [FakeFault.tooFast(seconds: 2), .statusBeforeStoring(503)] { await stage.other.fail(fault) }
            let parts = try #require(first.text.firstMatch(of: /\(1\/(\d+)\)/).flatMap { Int($0.1) })
            #expect(parts > 1 && first.thread == nil && first.text.contains("1 Weekly sign-ups"))
            let last = try await stage.ours("the last part") { $0.contains("(\(parts)/\(parts))") }
            try await stage.daemon.eventually("the outbox to be empty") { try await stage.daemon.isAllSent }
            let all = await stage.posted
            #expect(all.count == parts)
            for number in 1...parts { #expect(all[number - 1].text.contains("(\(number)/\(parts))")) }
            if stage.other.hasThreads { #expect(all.dropFirst().allSatisfy { $0.thread == first.id }) }
            let numbers = all.flatMap { $0.text.split(separator: "\n") }.compactMap { line in
                line.contains(" Further number ") ? Int(line.prefix(while: \.isNumber)) : nil
            }
            #expect(numbers == Array(4..<4 + count))

            // Where threads have roots, everything under the prompt is under its first part.
            _ = try await stage.say("signups 1,450", under: stage.other.hasRoots ? first : last)
            _ = try await stage.ours("the acknowledgement") { $0.contains("1,450") && $0.contains("Ana") }
            try await stage.expectHistory("signups", [(1450, .live)])
            await stage.expectNoRefusals()
        }
    }

    @Test("with an incoming webhook alone, prompt and digest are posted", arguments: Hook.allCases)
    func webhooks(hook: Hook) async throws {
        try await OtherStage.run({ hook.make($0.read) }) { stage in
            _ = try await stage.ours("the prompt") { $0.contains("Weekly sign-ups") }
            #expect(await stage.daemon.perform(.close(team: "growth")).exit == 0)
            _ = try await stage.daemon.eventually("the digest") { await stage.posted.count == 2 ? true : nil }
            await stage.expectNoRefusals()
        }
    }

    @Test(
        "what people write while the daemon is down is read once it is up, once",
        arguments: [Side.mattermostPolled, .rocketChatPolled, .discordPolled, .discordThread])
    func downtime(side: Side) async throws {
        let clock = ManualClock(try #require(Instant("2035-01-08T07:59:00Z")))
        let other = side.make(clock.read)
        try await LoopbackServer.run {
            await other.answer($0)
        } _: { server in
            let account = other.account(server.url)
            let files = try OtherStage.files(account, other)
            let first = Recorder<FakeChatMessage>()
            try await InProcess.run(files, clock: clock) { daemon in
                let stage = OtherStage(other: other, account: account.name, daemon: daemon)
                first.append(try await stage.ours("the prompt") { $0.contains("Weekly sign-ups") })
                // The prompt is known as delivered, and the channel has been read.
                try await daemon.eventually("the outbox to be empty") { try await daemon.isAllSent }
                try await daemon.eventually("the poll") { try await daemon.flow.store.pollers().contains { $0.cursor != nil } }
            }
            let prompt = try #require(first.all.first)
            _ = await other.say("signups 1,450", prompt.id)
            _ = await other.say("churn 4.1%", prompt.id)
            clock.advance(by: .minutes(30))
            for _ in 0..<2 {
                try await InProcess.run(files, clock: clock) { daemon in
                    let stage = OtherStage(other: other, account: account.name, daemon: daemon)
                    _ = try await stage.ours("the acknowledgement") { $0.contains("1,450") && $0.contains("4.1") }
                    try await stage.expectHistory("signups", [(1450, .live)])
                    try await stage.expectHistory("churn", [(4.1, .live)])
                    #expect(await stage.posted.count == 2)
                }
            }
            #expect(await other.refusals() == [])
        }
    }
}
