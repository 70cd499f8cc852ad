import Glibc

/// The journal's own socket, for records with fields (systemd's "Native Journal Protocol").
public struct Journal: Sendable {
    /// A field beyond this is cut, so that a record always fits into one datagram.
    static let longestField = 16 * 1024
    static let longestRecord = 96 * 1024

    private let socket: NotifySocket

    /// Nil where standard error is not connected to the journal, as `JOURNAL_STREAM` with its device and inode tells (systemd.exec(5)): then it was
    /// redirected, and whoever did that wants to read it there.
    public init?(environment: [String: String], standardError: Int32 = 2, path: String = "/run/systemd/journal/socket") {
        guard let stream = environment["JOURNAL_STREAM"], stream == Self.identity(of: standardError), let socket = NotifySocket(path),
            access(path, W_OK) == 0
        else { return nil }
        self.socket = socket
    }

    /// False when the journal did not take it.
    public func send(_ fields: [(String, String)]) -> Bool { socket.send(Self.datagram(fields)) }

    /// Whether standard error leads to the journal, be it that its own socket cannot be reached.
    public static func isStandardError(_ environment: [String: String], standardError: Int32 = 2) -> Bool {
        environment["JOURNAL_STREAM"].map { $0 == identity(of: standardError) } ?? false
    }

    private static func identity(of descriptor: Int32) -> String? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? "\(status.st_dev):\(status.st_ino)" : nil
    }

    /// Each field as `NAME=value`, or, where the value has a line break, with its length in front of it, so that it can end no field and begin none.
    static func datagram(_ fields: [(String, String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (key, value) in fields {
            let name = fieldName(key)
            // A character that the cut divides becomes a replacement character: the journal shows no other bytes as text.
            let value = Array(String(decoding: value.utf8.prefix(longestField), as: UTF8.self).utf8)
            guard !name.isEmpty, bytes.count + name.utf8.count + value.count < longestRecord else { continue }
            bytes += name.utf8
            if value.contains(UInt8(ascii: "\n")) {
                bytes.append(UInt8(ascii: "\n"))
                withUnsafeBytes(of: UInt64(value.count).littleEndian) { bytes += $0 }
            } else {
                bytes.append(UInt8(ascii: "="))
            }
            bytes += value
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// `outbox.id` is OUTBOX_ID: capitals, digits and underscores, at most 64, and none of the journal's own, which begin with an underscore.
    static func fieldName(_ key: String) -> String {
        let scalars = key.uppercased().unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "A"..."Z", "0"..."9": Character(scalar)
            default: "_"
            }
        }
        return String(scalars.drop { $0 == "_" || $0.isNumber }.prefix(64))
    }
}
