import Foundation
import Testing

@testable import Commands

private let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

@Suite struct ReferenceTests {
    @Test("docs/commands.md says what the commands say")
    func commands() throws {
        let file = package.appendingPathComponent("docs/commands.md")
        let text = referenceMarkdown(try CommandReference.read())
        if ProcessInfo.processInfo.environment["OUTCOMED_GOLDEN"] == "record" { try text.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "`make golden` writes it anew")
    }

    @Test("the man page has every command with every argument")
    func manual() throws {
        let reference = try CommandReference.read()
        let manual = referenceManual(reference).replacing("\\-", with: "-")
        #expect(manual.hasPrefix(".\\\" Made from the commands"))
        for command in reference.command.leaves {
            #expect(manual.contains("\n.SS \(command.path)"), "\(command.path)")
            for argument in command.ownArguments { #expect(manual.contains("\n.B \(argument.spelling)\n"), "\(command.path) \(argument.spelling)") }
        }
        #expect(!manual.contains("reference <form>"))
    }

    @Test("every command, argument and option says what it is for")
    func meanings() throws {
        for command in try CommandReference.read().command.leaves {
            #expect(command.abstract?.hasSuffix(".") ?? false, "\(command.path)")
            for argument in command.ownArguments { #expect(!(argument.abstract ?? "").isEmpty, "\(command.path) \(argument.spelling)") }
        }
    }
}
