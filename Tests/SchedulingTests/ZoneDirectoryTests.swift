import Foundation
import Model
import Scheduling
import Testing

@Suite struct ZoneDirectoryTests {
    @Test(
        "a name that is no zone, or leads out of the folder, is unknown",
        arguments: [
            "", "Mars/Base", "europe/oslo", "/etc/passwd", "../zones/Europe/Oslo", "Europe/../Europe/Oslo", "Europe", "Europe/", "Europe//Oslo",
        ]
    )
    func unknown(name: String) {
        #expect(throws: ZoneError.unknown(name)) { try fixtures.load(name) }
    }

    @Test("a file of the folder that is no zone is damaged")
    func noZone() {
        #expect(throws: ZoneError.damaged("+VERSION", .notTZif)) { try fixtures.load("+VERSION") }
    }

    @Test("$TZDIR names the folder, else it is the system's")
    func system() {
        #expect(ZoneDirectory.system(environment: ["TZDIR": "/srv/zones"]).path == "/srv/zones")
        #expect(ZoneDirectory.system(environment: ["TZDIR": ""]).path == "/usr/share/zoneinfo")
        #expect(ZoneDirectory.system(environment: [:]).path == "/usr/share/zoneinfo")
    }

    @Test("the release of the data is told where the folder tells it")
    func version() throws {
        #expect(fixtures.version() == "2025b")
        #expect(ZoneDirectory(path: "/nowhere").version() == nil)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UInt64.random(in: .min ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("# version 2026f\n# This zic input file is in the public domain.\n".utf8).write(to: folder.appendingPathComponent("tzdata.zi"))
        #expect(ZoneDirectory(path: folder.path).version() == "2026f")
    }

    @Test("the names are those of the zones alone")
    func names() {
        #expect(fixtures.names().count == 23)
        #expect(fixtures.names().first == "Africa/Cairo")
        #expect(ZoneDirectory(path: "/nowhere").names().isEmpty)
    }

    @Test("every zone of the installed data loads", .enabled(if: !ZoneDirectory.system(environment: [:]).names().isEmpty))
    func installed() throws {
        let directory = ZoneDirectory.system(environment: [:])
        for name in directory.names() { #expect(try directory.load(name).name == name) }
    }

    @Test("a set of zones loads whole or not at all")
    func zones() throws {
        let zones = try Zones(["Europe/Oslo", "Asia/Tokyo"], from: fixtures)
        #expect(zones["Asia/Tokyo"]?.offset(at: Instant(seconds: 0)) == 32400)
        #expect(zones["Europe/Berlin"] == nil)
        #expect(throws: ZoneError.unknown("Mars/Base")) { try Zones(["Europe/Oslo", "Mars/Base"], from: fixtures) }
    }
}
