import Hummingbird

/// `/healthz` says that the process answers, `/readyz` that it can take webhooks and messages in and deliver, or what keeps it from that.
struct HealthRoutes {
    let backend: any HealthBackend

    func add(to table: RouteTable) {
        let backend = backend
        table.add("/healthz", isGated: false, [.get: { _, _ in .plain("ok\n") }])
        table.add(
            "/readyz", isGated: false,
            [
                .get: { _, _ in
                    let troubles = await backend.troubles()
                    guard troubles.isEmpty else { throw Refusal.unavailable(troubles.joined(separator: "\n"), retryAfter: .seconds(5)) }
                    return .plain("ready\n")
                }
            ])
    }
}
