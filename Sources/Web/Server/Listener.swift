import Glibc
import NIOCore
import NIOPosix

/// Opens the listening socket, new or inherited.
struct Listener {
    var bootstrap: ServerBootstrap
    var listen: WebServer.Listen

    func open() async throws(WebServerError) -> any Channel {
        do {
            switch listen {
            case .tcp(let host, let port): return try await bootstrap.bind(host: host, port: port).get()
            case .unix(let path, let mode): return try await openUnix(path, mode)
            case .inherited(let descriptor):
                guard Self.isListening(descriptor) else { throw WebServerError.notASocket(descriptor) }
                return try await bootstrap.withBoundSocket(descriptor).get()
            }
        } catch {
            throw explain(error)
        }
    }

    private func openUnix(_ path: String, _ mode: UInt16) async throws -> any Channel {
        // A socket file that an earlier run left behind; the store's lock has made sure that no other daemon is running.
        let channel = try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
        guard chmod(path, mode_t(mode)) == 0 else {
            let error = IOError(errnoCode: errno, reason: "chmod")
            try? await channel.close()
            throw error
        }
        return channel
    }

    /// Removes the file of a unix socket, so that a client learns at once that nobody listens.
    func cleanUp() {
        if case .unix(let path, _) = listen { unlink(path) }
    }

    private func explain(_ error: any Error) -> WebServerError {
        switch error {
        case let error as IOError: explain(error.errnoCode)
        case let error as WebServerError: error
        case SocketAddressError.unixDomainSocketPathTooLong: .pathTooLong(listen.description)
        case SocketAddressError.unknown(let host, _): .unknownHost(host)
        default: .failed(listen.description, detail: "\(error)")
        }
    }

    /// NIO ends the process when it is given a descriptor that is no socket.
    private static func isListening(_ descriptor: CInt) -> Bool {
        var answer: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &answer, &size) == 0 && answer == 1
    }

    private func explain(_ code: CInt) -> WebServerError {
        switch code {
        case EADDRINUSE: .addressInUse(listen.description)
        case EADDRNOTAVAIL: .addressNotOurs(listen.description)
        case EACCES, EPERM: .notPermitted(listen.description)
        default: .failed(listen.description, detail: String(cString: strerror(code)))
        }
    }
}
