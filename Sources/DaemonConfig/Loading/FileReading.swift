import Foundation

/// What came of reading a file.
enum FileContents {
    case contents([UInt8])
    case missing, unreadable, tooLarge
}

func readFile(_ path: String, limit: Int) -> FileContents {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .missing }
    guard !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path) else { return .unreadable }
    defer { try? handle.close() }
    do {
        let data = try handle.read(upToCount: limit + 1) ?? Data()
        return data.count > limit ? .tooLarge : .contents(Array(data))
    } catch {
        return .unreadable
    }
}
