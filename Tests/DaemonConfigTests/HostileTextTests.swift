import Scheduling
import Testing

@testable import DaemonConfig

@Suite("Hostile files")
struct HostileTextTests {
    /// SplitMix64.
    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let pieces = [
        "\n", " ", "  ", "\t", ":", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "? ", "|", ">", "'", "\"", "#", "%", "!!int ", "---\n", "<<: ", "\0",
        "\u{FEFF}", "\u{85}", "é", "💥", "@", "`", "~", ",",
    ]

    @Test("a mutated file never stops the reader, and always gives a result with places inside the file", arguments: 0..<24)
    func mutations(_ seed: Int) {
        var random = Random(state: UInt64(seed))
        let zones = ZoneLookup(systemZones)
        for _ in 0..<60 {
            let isTeam = Bool.random(using: &random)
            var bytes = Array((isTeam ? sampleTeam : sampleDaemon).utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, &random) }
            let findings = Findings(file: "f")
            let surroundings = Surroundings(accounts: ["slack"], channels: ["growth"], zones: zones, folder: "/nowhere")
            if isTeam {
                let file = decode(bytes, findings) { TeamFile($0, surroundings) }
                #expect(file?.team != nil || findings.hasErrors)
            } else {
                let file = decode(bytes, findings) { DaemonFile($0, folder: "/nowhere") }
                #expect(file != nil || findings.hasErrors)
            }
            let lines = bytes.count { $0 == 0x0A || $0 == 0x0D || $0 == 0x85 } + 2
            #expect(findings.sorted.allSatisfy { (1...lines).contains($0.line) && $0.column >= 1 && !$0.sentence.isEmpty })
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout Random) {
        let at = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes.insert(contentsOf: Array((Self.pieces.randomElement(using: &random) ?? " ").utf8), at: at)
        case 1: if !bytes.isEmpty { bytes.remove(at: at) }
        case 2: if !bytes.isEmpty { bytes[at] = UInt8.random(in: 0...255, using: &random) }
        case 3: bytes.removeSubrange(at..<min(bytes.count, at + 12))
        case 4: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 30)], at: bytes.count / 2)
        default: bytes.removeSubrange(at...)
        }
    }

    private static let bombs: [String] = {
        // Each line doubles the one before, or takes it nine times.
        let doubled = doubling { "[*a\($0), *a\($0)]" }
        let ninefold = doubling { name in "[" + [String](repeating: "*a\(name)", count: 9).joined(separator: ", ") + "]" }
        let groups = doubling { "{p: *a\($0), q: *a\($0)}" }
        let keys = ["? *a40\n: x", "*a40 : x", "[*a40]: x"].map { doubled + $0 }
        let deep = String(repeating: "{a: ", count: 900) + "x" + String(repeating: "}", count: 900)
        let long = [("[", 50_000), ("- ", 50_000), ("? ", 5000), ("a: x\n", 200)].map { String(repeating: $0.0, count: $0.1) }
        return [ninefold, groups, deep, "a: &a [*a]", "&a a: *a"] + keys + long
    }()

    private static func doubling(_ next: (Int) -> String) -> String {
        "a0: &a0 [x]\n" + (1...40).map { "a\($0): &a\($0) \(next($0 - 1))\n" }.joined()
    }

    @Test(
        "what would unfold without end is refused, and quickly",
        arguments: Self.bombs)
    func unfolding(_ text: String) {
        let findings = Findings(file: "f")
        let file = decode(Array(text.utf8), findings) { DaemonFile($0, folder: "/nowhere") }
        #expect(findings.hasErrors)
        #expect(file == nil || findings.problems.count > 0)
    }

    @Test("every single byte, and every pair with a structural one, gives a result")
    func bytes() {
        for byte in UInt8.min...UInt8.max {
            for other in [nil, UInt8(ascii: ":"), UInt8(ascii: "\n"), UInt8(ascii: "["), UInt8(ascii: "&")] as [UInt8?] {
                let findings = Findings(file: "f")
                _ = decode([byte] + (other.map { [$0] } ?? []), findings) { DaemonFile($0, folder: "/nowhere") }
                #expect(findings.hasErrors)
            }
        }
    }
}
