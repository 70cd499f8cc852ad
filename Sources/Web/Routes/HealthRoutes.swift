import Hummingbird

/// `/healthz` says that the process answers, `/readyz` that it can take webhooks and messages in.
struct HealthRoutes {
    let backend: any HealthBackend

    func add(to table: RouteTable) {
        let backend = backend
        table.add("/healthz", isGated: false, [.get: { _, _ in .plain("ok\n") }])
        table.add(
            "/readyz", isGated: false,
            [
                .get: { _, _ in
                    guard await backend.isReady() else { throw Refusal.unavailable("The daemon is not ready.", retryAfter: .seconds(5)) }
                    return .plain("ready\n")
                }
            ])
    }
}
