import Insights
import Model
import Testing

@Suite("What a prompt tells") struct PromptContentTests {
    private func checkIn(_ snapshot: Snapshot? = Fixture.snapshot) -> CheckIn {
        CheckIn(id: Fixture.id, state: .open, dueAt: Fixture.asked, closesAt: Fixture.asked, snapshot: snapshot)
    }

    @Test("the last change is that of the two latest known values, whether or not the history holds the current one")
    func change() {
        var snapshot = Fixture.snapshot
        snapshot.objectives[0].keyResults[0].history = [1100, nil, 1250, nil]
        snapshot.objectives[0].keyResults[1].history = [2.9, 2.4]
        let lines = PromptContent(checkIn: checkIn(snapshot)).objectives.flatMap(\.lines)
        #expect(lines[0].previous == 1250)
        #expect(lines[0].series == [1100, nil, 1250, nil, 1320])
        #expect(lines[1].previous == 2.9)
        #expect(lines[3].previous == nil && lines[3].current == nil)
    }

    @Test("each line says who owns it and whether they are away")
    func owners() {
        let lines = PromptContent(checkIn: checkIn()).objectives.flatMap(\.lines)
        #expect(lines.map(\.ownerName) == ["Ana", "Ben", "Cleo", nil])
        #expect(lines.map(\.ownerIsAway) == [false, false, true, false])
    }

    @Test("a direct prompt lists what the person owns with the numbers of the whole, or all where they own nothing")
    func direct() {
        #expect(PromptContent(checkIn: checkIn(), person: "ben").objectives.flatMap(\.lines).map(\.number) == [2])
        #expect(PromptContent(checkIn: checkIn(), person: "dora").objectives.flatMap(\.lines).map(\.number) == [1, 2, 3, 4])
    }
}
