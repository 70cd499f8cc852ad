import Model
import Testing

@testable import DaemonConfig

@Suite("A reload")
struct ReloadTests {
    @Test("only listen and store need a restart") func restart() throws {
        let (old, _) = try loaded()
        var new = old
        new.publicURL = "https://x.example"
        #expect(changesNeedingRestart(old, new) == [])
        new.listen?.port = 9000
        #expect(changesNeedingRestart(old, new) == ["listen"])
        new.storePath = "/elsewhere"
        #expect(changesNeedingRestart(old, new) == ["listen", "store"])
        new.logFormat = .json
        #expect(changesNeedingRestart(old, new) == ["listen", "store", "log_format"])
    }

    @Test(
        "another kind or unit under a known id is an error",
        arguments: [
            ("kind: number", "kind: number", nil), ("target: 2500", "target: 3000", nil),
            (
                "kind: number", "kind: milestone",
                "15:13: objectives.activation.key_results.signups: `signups` was of kind number and is now milestone: its history would not fit; give it a new id"
            ),
            (
                "kind: number", "kind: number\n        unit: users",
                "15:13: objectives.activation.key_results.signups: `signups` was counted in no unit and is now in \"users\": its history would not fit; give it a new id"
            ),
            ("id: churn", "id: leaving\n        was: [churn]", nil),
            (
                "id: churn\n        title: Monthly churn\n        kind: percent",
                "id: leaving\n        was: [churn]\n        title: Monthly churn\n        kind: number",
                "21:13: objectives.activation.key_results.leaving: `churn`, which it says it was, was of kind percent and is now number: its history would not fit; give it a new id"
            ),
        ] as [(String, String, String?)])
    func kinds(_ part: String, _ replacement: String, _ expected: String?) throws {
        let old = try loaded().0.teams
        // A new id is named in `moves` too.
        let text = sampleTeam.with(part, replacement)
        let (new, _) = try loaded(team: replacement.contains("leaving") ? text.replacing("key_result: churn", with: "key_result: leaving") : text)
        let lines = kindOrUnitChanges(old: old, new: new).map { "\($0.line):\($0.column): \($0.keyPath): \($0.sentence)" }
        #expect(lines == (expected.map { [$0] } ?? []))
        #expect(kindOrUnitChanges(old: [], new: new).isEmpty)
    }
}
