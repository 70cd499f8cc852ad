// swift-tools-version: 6.2
import PackageDescription

// A package of its own, since everything in it is built with a sanitizer. `Tests/Fuzz/run` builds and starts it.
let package = Package(
    name: "outcomed-fuzz",
    dependencies: [.package(name: "outcomed", path: "../..")],
    targets: [
        .executableTarget(
            name: "ParseFuzz", dependencies: [.product(name: "ReplyReading", package: "outcomed")],
            swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])])
    ]
)
