import Foundation

/// The folder of TZif files that the system's time zone package keeps up to date. Nothing is cached: each load reads the file.
public struct ZoneDirectory: Hashable, Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// `$TZDIR`, else `/usr/share/zoneinfo`.
    public static func system(environment: [String: String]) -> ZoneDirectory {
        let named = environment["TZDIR"].flatMap { $0.isEmpty ? nil : $0 }
        return ZoneDirectory(path: named ?? "/usr/share/zoneinfo")
    }

    /// Refuses every name that could lead out of the folder.
    public func load(_ name: String) throws(ZoneError) -> ZoneRules {
        guard Self.isWellFormed(name) else { throw .unknown(name) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder), !isFolder.boolValue else { throw .unknown(name) }
        guard let data = FileManager.default.contents(atPath: path + "/" + name) else { throw .unreadable(name) }
        do {
            return try ZoneRules(tzif: Array(data), name: name)
        } catch {
            throw .damaged(name, error)
        }
    }

    /// The names of all zones in the folder, sorted; those that count leap seconds and those kept twice are left out.
    public func names() -> [String] {
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        return all.filter { Self.isWellFormed($0) && !$0.hasPrefix("right/") && !$0.hasPrefix("posix/") && firstBytes(of: $0, 4) == "TZif" }.sorted()
    }

    /// The release of the zone data, such as `2025b`; nil when the folder does not tell.
    public func version() -> String? {
        for (file, prefix) in [("tzdata.zi", "# version "), ("+VERSION", ""), ("VERSION", "")] {
            guard let line = firstBytes(of: file, 64)?.split(separator: "\n").first, line.hasPrefix(prefix) else { continue }
            let version = line.dropFirst(prefix.count).trimmingCharacters(in: .whitespaces)
            if !version.isEmpty { return version }
        }
        return nil
    }

    private func firstBytes(of file: String, _ count: Int) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path + "/" + file) else { return nil }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: count)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isWellFormed(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return name.utf8.count <= 255 && parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy(isNameByte) }
    }

    // No dot: so neither `..` nor the tables beside the zones have a name.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"): true
        default: false
        }
    }
}

/// The zones that a configuration names, loaded once for it.
public struct Zones: Hashable, Sendable {
    private let rules: [String: ZoneRules]

    public init(_ names: Set<String>, from directory: ZoneDirectory) throws(ZoneError) {
        var rules: [String: ZoneRules] = [:]
        for name in names.sorted() { rules[name] = try directory.load(name) }
        self.rules = rules
    }

    public init(_ rules: [ZoneRules] = []) {
        self.rules = Dictionary(rules.map { ($0.name, $0) }) { _, last in last }
    }

    public subscript(name: String) -> ZoneRules? { rules[name] }
}
