public import Model

/// Why a stretch of a message was read as it was, or left out.
public struct Claim: Hashable, Sendable {
    /// The rule by which words became a claim, or by which they were dropped.
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        case plainValue, change, multiple, unchanged, ratio, wayToTarget, fromTo, total, converted, correction
        case isDone, isYes, isNo, zeroCount, bareList, status, statusForAll, confidence
        case output, blocker, unblocked, retracted, skip, skipAll, command, answer
        case whichKeyResult, whichValue, unitMismatch, implausible
        // Why something was left out.
        case planned, past, conditional, asked, reference, workCount, waitingTime, label, denominator, remaining, insideOutput, insideBlocker,
            superseded, denied
        case notBare, withoutKeyResult, contextOnly, withoutCurrent
    }

    public let rule: Rule
    public let span: TextSpan
    /// None where it concerns no key result, or where none was found.
    public let keyResults: [KeyResultID]
    public let isDropped: Bool
}
