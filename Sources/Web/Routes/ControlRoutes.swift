import Foundation
import Hummingbird
import NIOCore

/// `POST /control`, by which commands act on a running daemon.
struct ControlRoutes {
    static let path = "/control"

    let backend: any ControlBackend
    let bodyLimit: Int

    func add(to table: RouteTable) {
        let backend = backend
        let bodyLimit = bodyLimit
        table.add(
            "/control",
            [
                .post: { request, _ in
                    let body = try await request.body.collect(upTo: bodyLimit)
                    return .json(await backend.perform(Data(body.readableBytesView)))
                }
            ])
    }
}
