import Glibc

/// What is done with the store's file before SQLite sees it.
enum StoreFile {
    /// Makes an empty file that only its owner may read, where there is none, and refuses what SQLite had better not open.
    static func prepare(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: path, detail: lastError()) }
        defer { _ = Glibc.close(descriptor) }
        giveToOwnerOfFolder(descriptor, path)
        try checkRoom(descriptor, path)
        _ = try checkHeader(descriptor, path)
    }

    /// Whether there is a store at the path; false also for an empty file.
    static func isStore(_ path: String) throws(StoreError) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw .unusable(path: path, detail: lastError()) }
            return false
        }
        defer { _ = Glibc.close(descriptor) }
        return try checkHeader(descriptor, path)
    }

    /// On a full disk whose blocks are smaller than a page, mapping the log's index would end the process with SIGBUS.
    private static func checkRoom(_ descriptor: Int32, _ path: String) throws(StoreError) {
        var room = statvfs()
        guard fstatvfs(descriptor, &room) == 0 else { return }
        guard UInt64(room.f_bavail) * UInt64(room.f_frsize) >= 1 << 20 else { throw .full }
    }

    /// False for an empty file. The header may lag behind the write-ahead log: what it does not tell yet is checked again after opening.
    private static func checkHeader(_ descriptor: Int32, _ path: String) throws(StoreError) -> Bool {
        var header = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &header, header.count, 0)
        guard count >= 0 else { throw .unusable(path: path, detail: lastError()) }
        guard count > 0 else { return false }
        guard count == header.count, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw .damaged(path: path, detail: "it does not begin as a database does")
        }
        let application = header[68..<72].reduce(0) { $0 << 8 | Int($1) }
        guard application == 0 || application == Migration.applicationID else { throw .foreign(path: path) }
        return true
    }

    /// A file that root makes in the folder of the service's user is given to that user, who could not open it otherwise.
    static func giveToOwnerOfFolder(_ descriptor: Int32, _ path: String) {
        guard geteuid() == 0 else { return }
        var file = stat()
        var folder = stat()
        guard fstat(descriptor, &file) == 0, stat(folderOf(path), &folder) == 0, file.st_uid == 0, folder.st_uid != 0 else { return }
        _ = fchown(descriptor, folder.st_uid, folder.st_gid)
    }

    static func folderOf(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Waits until the file, and its name in its folder, are on the disk.
    static func sync(_ path: String) throws(StoreError) {
        for (place, flags) in [(path, O_RDONLY), (folderOf(path), O_RDONLY | O_DIRECTORY)] {
            let descriptor = open(place, flags | O_CLOEXEC)
            guard descriptor >= 0 else { throw .unusable(path: place, detail: lastError()) }
            defer { _ = Glibc.close(descriptor) }
            guard fsync(descriptor) == 0 else { throw .unusable(path: place, detail: lastError()) }
        }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func remove(_ path: String) { _ = unlink(path) }

    /// Takes the place of what stands there, in one step.
    static func rename(_ old: String, to new: String) throws(StoreError) {
        guard Glibc.rename(old, new) == 0 else { throw .unusable(path: new, detail: lastError()) }
    }

    /// A second name for a file, unless that name is taken.
    static func link(_ old: String, to new: String) throws(StoreError) {
        guard Glibc.link(old, new) == 0 else { throw errno == EEXIST ? .taken(path: new) : .unusable(path: new, detail: lastError()) }
    }

    static func lastError() -> String { String(cString: strerror(errno)) }

    /// What the file system of the path has left for this user, in bytes; nil where that cannot be told.
    static func room(beside path: String) -> Int64? {
        var room = statvfs()
        guard statvfs(path, &room) == 0 else { return nil }
        return Int64(clamping: UInt64(room.f_bavail) * UInt64(room.f_frsize))
    }

    static func size(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }
}
