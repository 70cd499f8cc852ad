public import Model

/// Where a change leads.
public enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
    case towards, away
    /// No target is known, or the number stays within its bounds.
    case neither
}

/// How far a key result is on its way from baseline to target, or whether it keeps its bounds.
public struct Progress: Hashable, Sendable {
    private let goal: Goal

    private enum Goal: Hashable, Sendable {
        case reach(target: Double, from: Double?)
        case keep(Double, Double)
        case none
    }

    public init(of keyResult: KeyResult) {
        goal =
            switch (keyResult.keep, keyResult.target) {
            case (.atLeast(let least), _): .keep(least, .infinity)
            case (.atMost(let most), _): .keep(-.infinity, most)
            case (.between(let least, let most), _): .keep(min(least, most), max(least, most))
            case (nil, let target?): .reach(target: target, from: keyResult.baseline ?? Self.natural(keyResult.kind))
            case (nil, nil): keyResult.kind == .boolean ? .reach(target: 1, from: keyResult.baseline ?? 0) : .none
            }
    }

    /// Steps and yes-or-no begin at zero where nothing else is said.
    private static func natural(_ kind: KeyResult.Kind) -> Double? {
        switch kind {
        case .milestone, .boolean: 0
        case .number, .percent, .currency, .duration: nil
        }
    }

    /// 0 at the baseline and 1 at the target; below 0 or above 1 beyond them. Nil without a baseline and for bounds.
    public func fraction(at value: Double) -> Double? {
        guard case .reach(let target, let baseline?) = goal, target != baseline else { return nil }
        return (value - baseline) / (target - baseline)
    }

    /// Whether the target is reached or the bounds hold; nil where that cannot be told.
    public func isMet(at value: Double) -> Bool? {
        switch goal {
        case .reach(let target, let baseline?): target >= baseline ? value >= target : value <= target
        case .reach(let target, nil): value == target ? true : nil
        case .keep(let least, let most): value >= least && value <= most
        case .none: nil
        }
    }

    /// Whether a change leads towards the target, past it included, or away from it; for bounds, nearer to them or further off.
    public func direction(from old: Double, to new: Double) -> Direction {
        guard old != new else { return .neither }
        return switch goal {
        case .reach(let target, let baseline?) where target != baseline: (new > old) == (target > baseline) ? .towards : .away
        case .reach(let target, _): Self.compare(abs(old - target), abs(new - target))
        case .keep(let least, let most): Self.compare(Self.excess(old, least, most), Self.excess(new, least, most))
        case .none: .neither
        }
    }

    private static func compare(_ before: Double, _ after: Double) -> Direction {
        before == after ? .neither : after < before ? .towards : .away
    }

    private static func excess(_ value: Double, _ least: Double, _ most: Double) -> Double { max(least - value, value - most, 0) }
}
