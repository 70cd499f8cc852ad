// Answers questions about time zones on standard input, one a line, for `.ci/zones-oracle` to compare.
//
// `Europe/Oslo @1774746000` asks for the offset at an instant, `Europe/Oslo =1774751400` for the instant of a local time that is given
// as seconds from 1970-01-01T00:00:00 on the local clock. Zones come from `$TZDIR`, else from the system's folder.
import Foundation
import Model
import Scheduling

/// Loads each zone once.
struct Answers {
    let directory: ZoneDirectory
    private var zones: [String: ZoneRules] = [:]

    init(_ directory: ZoneDirectory) { self.directory = directory }

    /// Nil for a line that has another form.
    mutating func answer(_ line: String) throws(ZoneError) -> Int64? {
        let parts = line.split(separator: " ").map(String.init)
        guard parts.count == 2, let kind = parts[1].first, let seconds = Int64(parts[1].dropFirst()) else { return nil }
        let zone = try zone(parts[0])
        switch kind {
        case "@": return Int64(zone.offset(at: Instant(seconds: seconds)))
        case "=": return zone.instant(LocalDateTime(secondsSinceEpoch: seconds)).seconds
        default: return nil
        }
    }

    private mutating func zone(_ name: String) throws(ZoneError) -> ZoneRules {
        if let known = zones[name] { return known }
        let zone = try directory.load(name)
        zones[name] = zone
        return zone
    }
}

func complain(_ sentence: String) { FileHandle.standardError.write(Data("zonedump: \(sentence)\n".utf8)) }

var answers = Answers(.system(environment: ProcessInfo.processInfo.environment))
var output = ""
while let line = readLine() {
    do {
        guard let answer = try answers.answer(line) else {
            complain("cannot read \"\(line)\": want a zone, a space, and @ or = with seconds")
            exit(64)
        }
        output += "\(answer)\n"
    } catch {
        complain("\(error)")
        exit(1)
    }
}
FileHandle.standardOutput.write(Data(output.utf8))
