// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let parts = Target.Dependency.product(name: "OutcomedParts", package: "outcomed")

/// Measures what the design promises; `run` starts all of it and prints one table.
let package = Package(
    name: "benchmarks",
    dependencies: [
        // Named, since a checkout's folder may have any name.
        .package(name: "outcomed", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        // Counts the heap's allocations of whatever executable links it.
        .target(name: "CAllocations"),
        .executableTarget(name: "ParseBench", dependencies: ["CAllocations", parts, argumentParser], swiftSettings: strict),
        .executableTarget(name: "HookLoad", dependencies: [argumentParser, crypto], swiftSettings: strict),
        .executableTarget(name: "OutboxBench", dependencies: [parts, argumentParser, crypto, logging], swiftSettings: strict),
    ]
)
