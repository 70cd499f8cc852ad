import HTTPTypes
import Hummingbird
import NIOCore

/// `/metrics`, for Prometheus. As with health, the scraper may come under any name; what the page tells holds no words and no secrets.
struct MetricsRoutes {
    let backend: any MetricsBackend

    func add(to table: RouteTable) {
        let backend = backend
        table.add(
            "/metrics", isGated: false,
            [
                .get: { _, _ in
                    let page = await backend.page()
                    let headers: HTTPFields = [.contentType: page.contentType, .cacheControl: "no-store"]
                    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: page.text)))
                }
            ])
    }
}
