import Foundation

/// The path itself where it is absolute, else below the folder; without `.` and `..`.
func absolutePath(_ path: String, in folder: String) -> String {
    if path.hasPrefix("/") { return normalized(path) }
    let base = folder.hasPrefix("/") ? folder : FileManager.default.currentDirectoryPath + "/" + folder
    return normalized(base + "/" + path)
}

private func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") {
        switch part {
        case ".": continue
        case "..": _ = parts.popLast()
        default: parts.append(part)
        }
    }
    return "/" + parts.joined(separator: "/")
}

/// The folder of a file as its path is written: `config` of `config/outcomed.yaml`, `.` of `outcomed.yaml`.
func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Where the store is: relative to `$STATE_DIRECTORY`, else to `../var` beside the configuration.
func storePath(_ written: String, folder: String, environment: [String: String]) -> String {
    // systemd separates several state directories by colons; the first is ours.
    let state = environment["STATE_DIRECTORY"]?.split(separator: ":").first.map(String.init)
    return absolutePath(written, in: state ?? absolutePath("../var", in: folder))
}
