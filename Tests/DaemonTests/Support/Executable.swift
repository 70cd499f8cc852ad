import Foundation

/// Where the build put the executable that the tests start.
enum Executable {
    struct Missing: Error, CustomStringConvertible {
        var looked: [String]
        var description: String {
            "the executable outcomed is not built: looked for it in \(looked.joined(separator: ", ")); run `swift build` first"
        }
    }

    static func find() throws -> String {
        let folders = beside() + built()
        guard let found = folders.map({ $0 + "/outcomed" }).first(where: isProgram) else { throw Missing(looked: folders) }
        return found
    }

    /// The folders of the running test bundle and of the program that loaded it.
    private static func beside() -> [String] {
        let bundles = CommandLine.arguments.filter { $0.contains(".xctest") || $0.hasSuffix("PackageTests") }
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map { [$0] } ?? []
        return (bundles + own).compactMap { path in
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            let bundle = parts.firstIndex { $0.hasSuffix(".xctest") } ?? parts.count - 1
            return parts[..<bundle].joined(separator: "/")
        }
    }

    private static func built() -> [String] {
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized.path(percentEncoded: false)
        let root = package.hasSuffix("/") ? String(package.dropLast()) : package
        return ["debug", "release"].map { "\(root)/.build/\($0)" }
    }

    private static func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}
