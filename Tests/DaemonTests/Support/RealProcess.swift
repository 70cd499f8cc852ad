import CheckInFlow
import Foundation
import Glibc
import Synchronization
import Web

/// The executable, started by the test. Whatever it writes goes to a file of the configuration's folder.
final class RealProcess: Sendable {
    struct NotStarted: Error { var number: Int32 }

    let process: pid_t
    private let output: String
    private let ended = Mutex<Int32?>(nil)

    private init(process: pid_t, output: String) {
        self.process = process
        self.output = output
    }

    deinit { if ended.withLock({ $0 }) == nil { end(now: true) } }

    /// - Parameter environment: beside what the configuration needs.
    static func start(_ arguments: [String], _ files: DaemonFiles, environment: [String: String] = [:]) throws -> RealProcess {
        let program = try Executable.find()
        let output = "\(files.folder.path)/output-\(UInt32.random(in: .min ... .max))"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let all = ["PATH": "/usr/bin:/bin"].merging(files.environment) { $1 }.merging(environment) { $1 }
        let argv = CStrings([program] + arguments + ["--config", files.path])
        let envp = CStrings(all.map { "\($0.key)=\($0.value)" })
        var process: pid_t = 0
        let problem = posix_spawn(&process, program, &actions, nil, argv.pointers, envp.pointers)
        guard problem == 0 else { throw NotStarted(number: problem) }
        return RealProcess(process: process, output: output)
    }

    /// Everything that it has written so far.
    var text: String { String(decoding: (try? Data(contentsOf: URL(filePath: output))) ?? Data(), as: UTF8.self) }

    func signal(_ number: Int32) { kill(process, number) }

    /// The exit code, or the signal as a negative number; waits for the end.
    @discardableResult
    func exit(within limit: Duration = .seconds(60)) async throws -> Int32 {
        try await eventually("the end of the process", within: limit) { poll() }
    }

    /// SIGKILL, and the wait for its effect.
    func killNow() async throws {
        signal(SIGKILL)
        try await exit()
    }

    private func poll() -> Int32? {
        ended.withLock { ended in
            if let ended { return ended }
            var status: Int32 = 0
            guard waitpid(process, &status, WNOHANG) == process else { return nil }
            ended = status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f)
            return ended
        }
    }

    private func end(now: Bool) {
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }
}

extension RealProcess {
    /// A daemon that serves.
    static func serve(_ files: DaemonFiles, _ options: [String] = []) async throws -> (daemon: RealProcess, client: Client) {
        let daemon = try start(["serve"] + options, files)
        return (daemon, Client(port: try await daemon.port()))
    }

    /// The port that it says it serves on.
    func port() async throws -> Int {
        try await eventually("the daemon to be ready") {
            let lines = text.split(whereSeparator: \.isNewline)
            if let port = lines.first(where: { $0.contains(" ready address=") })?.split(separator: ":").last.flatMap({ Int($0) }) { return port }
            if let code = poll() { throw Overdue(what: "a daemon that ended with \(code): \(text)") }
            return nil
        }
    }

    /// What a command does, over the control socket.
    static func perform(_ operation: CheckInFlow.Operation, _ files: DaemonFiles, json: Bool = false) async throws -> OperationAnswer {
        let request = try JSONEncoder().encode(OperationRequest(operation, json: json))
        let answer = try await ControlClient(path: files.controlSocket, timeout: .seconds(5)).send(request)
        return try JSONDecoder().decode(OperationAnswer.self, from: answer)
    }
}

/// Strings as C wants them, ended by a null pointer.
private final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        pointers = .allocate(capacity: count + 1)
        for (index, text) in texts.enumerated() { (pointers + index).initialize(to: strdup(text)) }
        (pointers + count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { free(pointers[index]) }
        pointers.deallocate()
    }
}
