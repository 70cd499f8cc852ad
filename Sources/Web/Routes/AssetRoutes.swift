import HTTPTypes
import Hummingbird
import NIOCore

/// Script, style and icon, each as a file of its own, since the pages allow nothing inline.
struct AssetRoutes {
    private static let files: [(path: RouterPath, type: String, text: String)] = [
        ("/assets/chat.css", "text/css; charset=utf-8", Asset.style + Asset.messageStyle),
        ("/assets/chat.js", "text/javascript; charset=utf-8", Asset.chatScript),
        ("/assets/messages.js", "text/javascript; charset=utf-8", Asset.messagesScript),
        ("/assets/icon.svg", "image/svg+xml", Asset.icon),
    ]

    func add(to table: RouteTable) {
        for file in Self.files {
            let body = ByteBuffer(string: file.text)
            table.add(
                file.path,
                [
                    // Asked for anew each time: they are small, and after an upgrade an old script must not meet a new page.
                    .get: { _, _ in
                        Response(status: .ok, headers: [.contentType: file.type, .cacheControl: "no-cache"], body: .init(byteBuffer: body))
                    }
                ])
        }
    }
}

/// The files of the pages, kept in the program so that nothing has to be installed beside it.
enum Asset {}
