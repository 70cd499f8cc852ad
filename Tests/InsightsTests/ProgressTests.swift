import Insights
import Model
import Testing

@Suite("Progress") struct ProgressTests {
    private func keyResult(_ baseline: Double?, _ target: Double?, keep: Keep? = nil, kind: KeyResult.Kind = .number) -> KeyResult {
        KeyResult(id: "k", title: "K", kind: kind, baseline: baseline, target: target, keep: keep)
    }

    @Test("the fraction runs from baseline to target, whichever way that is")
    func fraction() {
        #expect(Progress(of: keyResult(1000, 2500)).fraction(at: 1600) == 0.4)
        #expect(Progress(of: keyResult(30, 10)).fraction(at: 20) == 0.5)
        #expect(Progress(of: keyResult(30, 10)).fraction(at: 40) == -0.5)
        #expect(Progress(of: keyResult(nil, 4, kind: .milestone)).fraction(at: 1) == 0.25)
        #expect(Progress(of: keyResult(nil, nil, kind: .boolean)).fraction(at: 1) == 1)
        #expect(Progress(of: keyResult(nil, 10)).fraction(at: 5) == nil)
        #expect(Progress(of: keyResult(5, 5)).fraction(at: 5) == nil)
        #expect(Progress(of: keyResult(5, 9, keep: .atMost(3))).fraction(at: 5) == nil)
    }

    static let directions: [(Double?, Double?, Keep?, Double, Double, Direction)] = [
        (1000, 2500, nil, 1320, 1450, .towards), (1000, 2500, nil, 1450, 1320, .away), (1000, 2500, nil, 2600, 2700, .towards),
        (30, 10, nil, 20, 15, .towards), (30, 10, nil, 15, 20, .away), (30, 10, nil, 15, 15, .neither), (nil, 10, nil, 5, 7, .towards),
        (nil, 10, nil, 12, 15, .away), (nil, nil, nil, 1, 2, .neither), (5, 5, nil, 5, 6, .away), (nil, nil, .atLeast(99), 98, 98.5, .towards),
        (nil, nil, .atLeast(99), 99.5, 98, .away), (nil, nil, .atLeast(99), 99.5, 99.1, .neither), (nil, nil, .atMost(2), 2.4, 2.1, .towards),
        (nil, nil, .between(2, 4), 3, 5, .away), (nil, nil, .between(4, 2), 5, 4.5, .towards), (nil, nil, .between(2, 4), 1, 5, .neither),
    ]

    @Test("a change leads towards the target, away from it, or neither", arguments: directions)
    func direction(baseline: Double?, target: Double?, keep: Keep?, old: Double, new: Double, expected: Direction) {
        #expect(Progress(of: keyResult(baseline, target, keep: keep)).direction(from: old, to: new) == expected)
    }

    static let met: [(Double?, Double?, Keep?, Double, Bool?)] = [
        (1000, 2500, nil, 2500, true), (1000, 2500, nil, 2499, false), (30, 10, nil, 9, true), (30, 10, nil, 11, false), (nil, 10, nil, 10, true),
        (nil, 10, nil, 11, nil), (nil, nil, nil, 1, nil), (nil, nil, .atLeast(99.9), 99.9, true), (nil, nil, .atMost(2), 2.1, false),
        (nil, nil, .between(2, 4), 2, true), (nil, nil, .between(2, 4), 4.1, false),
    ]

    @Test("a target is met from the baseline's side, bounds from the inside", arguments: met)
    func isMet(baseline: Double?, target: Double?, keep: Keep?, value: Double, expected: Bool?) {
        #expect(Progress(of: keyResult(baseline, target, keep: keep)).isMet(at: value) == expected)
    }
}
