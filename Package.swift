// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// A library target of this package. `.ci/arrows` holds the imports against the list of allowed arrows.
func library(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []) -> Target {
    .testTarget(name: name + "Tests", dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "outcomed",
    products: [
        .executable(name: "outcomed", targets: ["outcomed"]),
        // For the fuzzer and the benchmarks, packages of their own.
        .library(name: "ReplyReading", targets: ["Model", "ReplyParsing"]),
        .library(
            name: "OutcomedParts",
            targets: ["Model", "ReplyParsing", "Scheduling", "OutboundHTTP", "CurlHTTP", "ChatPlatforms", "HistoryStore", "CheckInFlow"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        library("Model"),
        // The lexicon files are embedded by the C compiler, which takes no time for it.
        .target(name: "CLexicon"),
        library("ReplyParsing", ["CLexicon", "Model"], exclude: ["en", "de", "fr", "es", "pt", "nb", "nl"].map { "Lexicon/\($0).txt" }),
        library("Scheduling", ["Model"]),
        library("Insights", ["Model"]),
        library("OutboundHTTP", ["Model"]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        library("CurlHTTP", ["CCurl", "OutboundHTTP", "Model"]),
        library("ChatPlatforms", ["Model", "OutboundHTTP", crypto, cryptoExtras]),
        library("HistoryStore", ["Model", grdb]),
        library("DaemonConfig", ["Model", "Scheduling", "ChatPlatforms", yams]),
        library(
            "CheckInFlow",
            ["Model", "ReplyParsing", "Scheduling", "Insights", "OutboundHTTP", "ChatPlatforms", "HistoryStore", mustache, logging, metrics],
            resources: [.embedInCode("Texts/Templates")]),
        library(
            "Web",
            [
                "ChatPlatforms", "Model", hummingbird, hummingbirdCore, httpTypes, nioCore, nioPosix, nioHTTP1,
                mustache, logging, metrics, serviceLifecycle,
            ]),
        library("PrometheusText", [coreMetrics]),
        .target(name: "CLinux"),
        library("SystemdNotify"),
        library(
            "Daemon",
            [
                "Model", "ReplyParsing", "Scheduling", "OutboundHTTP", "CurlHTTP", "ChatPlatforms", "HistoryStore", "DaemonConfig", "CheckInFlow",
                "Web", "CLinux", "PrometheusText", "SystemdNotify", crypto, logging, metrics, serviceLifecycle, unixSignals,
            ]),
        library(
            "Commands",
            [
                "Daemon", "DaemonConfig", "CheckInFlow", "HistoryStore", "ReplyParsing", "Scheduling", "Insights", "ChatPlatforms", "Model", "Web",
                "SystemdNotify", argumentParser, logging,
            ]),
        .executableTarget(name: "outcomed", dependencies: ["Commands"], swiftSettings: strict),
        // Answers the questions of `.ci/zones-oracle` about every zone of the machine.
        .executableTarget(name: "zonedump", dependencies: ["Scheduling", "Model"], swiftSettings: strict),
        library("TestSupport", ["Model", "OutboundHTTP", "ChatPlatforms", crypto, cryptoExtras, nioCore, nioPosix, nioHTTP1]),
        tests("Model", ["Model"]),
        tests("Scheduling", ["Scheduling", "Model"], resources: [.copy("Fixtures")]),
        tests("HistoryStore", ["HistoryStore", "Model", grdb]),
        tests("CurlHTTP", ["CurlHTTP", "CCurl", "OutboundHTTP", "Model", "TestSupport"]),
        tests("SystemdNotify", ["SystemdNotify"]),
        tests("PrometheusText", ["PrometheusText", metrics]),
        tests("TestSupport", ["TestSupport", "Model", "OutboundHTTP"]),
        tests("ChatPlatforms", ["ChatPlatforms", "Model", "OutboundHTTP", "TestSupport"], exclude: ["Golden"]),
        tests("DaemonConfig", ["DaemonConfig", "Model", "Scheduling", "ChatPlatforms"]),
        tests("Insights", ["Insights", "Model"]),
        tests(
            "CheckInFlow",
            [
                "CheckInFlow", "ChatPlatforms", "HistoryStore", "Insights", "Model", "OutboundHTTP", "ReplyParsing", "Scheduling", "TestSupport",
                logging,
            ],
            exclude: ["Golden", "Fixtures"]),
        tests("Web", ["Web", "Model", "ChatPlatforms", nioCore, nioEmbedded, nioPosix, nioHTTP1, logging, serviceLifecycle]),
        tests("ReplyParsing", ["ReplyParsing", "Model"], resources: [.copy("Fixtures")]),
        tests(
            "Daemon",
            [
                "Daemon", "CheckInFlow", "DaemonConfig", "HistoryStore", "Model", "OutboundHTTP", "CurlHTTP", "PrometheusText", "SystemdNotify",
                "TestSupport", "Web", logging, serviceLifecycle,
            ]),
        tests("Commands", ["Commands", "DaemonConfig", "Model", "Scheduling", "TestSupport", logging]),
    ]
)
