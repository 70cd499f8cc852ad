/// A verb of delivering: what a team does, as against what changes for somebody.
struct DeliveryVerb: Sendable {
    var base: String
    /// The form in `the new site launched`; nil where it says as often what users did (`completed the tour`).
    var past: String?

    init(_ base: String, _ past: String? = nil) {
        self.base = base
        self.past = past
    }

    static let all: [DeliveryVerb] = [
        DeliveryVerb("launch", "launched"), DeliveryVerb("relaunch", "relaunched"), DeliveryVerb("ship", "shipped"),
        DeliveryVerb("release", "released"), DeliveryVerb("build", "built"), DeliveryVerb("rebuild", "rebuilt"),
        DeliveryVerb("implement", "implemented"), DeliveryVerb("migrate", "migrated"), DeliveryVerb("design", "designed"),
        DeliveryVerb("redesign", "redesigned"), DeliveryVerb("write", "written"), DeliveryVerb("rewrite", "rewritten"),
        DeliveryVerb("hire", "hired"), DeliveryVerb("recruit", "recruited"), DeliveryVerb("deliver"), DeliveryVerb("develop", "developed"),
        DeliveryVerb("deploy", "deployed"), DeliveryVerb("create"), DeliveryVerb("complete"), DeliveryVerb("finish"),
        DeliveryVerb("publish", "published"), DeliveryVerb("introduce", "introduced"), DeliveryVerb("install"),
        DeliveryVerb("integrate", "integrated"),
        DeliveryVerb("refactor", "refactored"), DeliveryVerb("document", "documented"), DeliveryVerb("replace", "replaced"),
        DeliveryVerb("upgrade", "upgraded"), DeliveryVerb("organise", "organised"), DeliveryVerb("organize", "organized"),
        DeliveryVerb("conduct", "conducted"), DeliveryVerb("prepare"), DeliveryVerb("draft"), DeliveryVerb("add"), DeliveryVerb("start"),
        DeliveryVerb("roll out", "rolled out"), DeliveryVerb("set up"), DeliveryVerb("switch over", "switched over"), DeliveryVerb("go live"),
    ]

    /// Words that make a measure of a title such as `Build time` or `Release frequency`.
    static let measures: Set<String> = [
        "time", "times", "rate", "rates", "ratio", "share", "count", "cost", "costs", "frequency", "duration", "latency", "failures", "failure",
        "errors",
        "defects", "score", "size", "speed", "delay", "delays", "conversion", "revenue", "attendance", "satisfaction", "retention", "quality",
        "adoption",
        "days", "hours", "minutes", "percentage", "volume", "throughput", "visits", "orders", "sales", "health", "stability", "partners",
    ]

    /// Words after which a thing to deliver comes: `Launch the new site`.
    static let determiners: Set<String> = ["the", "a", "an", "our", "all", "new", "its", "their", "this", "both", "another", "more"]
}
