import ArgumentParser
import CheckInFlow
import Daemon
import DaemonConfig
import Foundation
import HistoryStore
import Logging
import Model
import Web

/// A command that is one operation, which is told by what stands on the command line.
protocol OperationCommand: AsyncParsableCommand {
    var options: OperationOptions { get }
    var operation: CheckInFlow.Operation { get }
}

/// What every such command takes.
struct OperationOptions: ParsableArguments {
    @OptionGroup var place: ConfigOption
    @OptionGroup var output: JSONOption
}

extension OperationCommand {
    func run() async throws { try await perform(operation, options.place, options.output) }
}

/// Has an operation done: by the daemon that runs on the store, else by this process on the store itself.
private func perform(_ operation: CheckInFlow.Operation, _ options: ConfigOption, _ output: JSONOption) async throws {
    try await reporting {
        let request = OperationRequest(operation, json: output.json)
        let answer = try await answer(request, options)
        if !answer.output.isEmpty { print(answer.output) }
        if !answer.error.isEmpty { complain(answer.error) }
        if answer.exit != 0 { throw ExitCode(answer.exit) }
    }
}

private func answer(_ request: OperationRequest, _ options: ConfigOption) async throws -> OperationAnswer {
    let path = try options.path()
    let configuration: Configuration
    do {
        configuration = try options.load().configuration
    } catch let failure as DaemonFailure {
        // A running daemon still has the configuration that it started with, and can tell what is wrong with the new one.
        for socket in ControlSocket.candidates(configuration: path, environment: options.environment) {
            if let answer = try await ask(socket, request) { return answer }
        }
        throw failure
    }
    for socket in ControlSocket.candidates(store: configuration.storePath, configuration: path, environment: options.environment) {
        if let answer = try await ask(socket, request) { return answer }
    }
    if request.operation == .reload { return OperationAnswer(exit: 1, error: "no daemon is running here") }
    if StoreLock.isHeld(beside: configuration.storePath) {
        return OperationAnswer(exit: 69, error: "a daemon holds \(configuration.storePath), but does not answer on its control socket")
    }
    return try await OneShot(ready: try options.ready()).run(request)
}

/// Until when teams are paused by an operator's word: from the daemon that runs, else from the store; none where there is neither.
func knownPauses(_ configuration: Configuration, _ options: ConfigOption) async -> [TeamID: LocalDate] {
    let path = (try? options.path()) ?? ""
    for socket in ControlSocket.candidates(store: configuration.storePath, configuration: path, environment: options.environment) {
        guard let answer = try? await ask(socket, OperationRequest(.pauses, json: true)), answer.exit == 0 else { continue }
        return (try? JSONDecoder().decode([TeamID: LocalDate].self, from: Data(answer.output.utf8))) ?? [:]
    }
    guard let store = try? HistoryStore.openReadOnly(configuration.storePath) else { return [:] }
    return (try? await store.pauses()) ?? [:]
}

/// Nil when nobody listens there.
private func ask(_ socket: String, _ request: OperationRequest) async throws -> OperationAnswer? {
    do {
        let reply = try await ControlClient(path: socket).send(try JSONEncoder().encode(request))
        return try JSONDecoder().decode(OperationAnswer.self, from: reply)
    } catch ControlError.notRunning {
        return nil
    } catch let error as ControlError {
        return OperationAnswer(exit: 1, error: "\(error)")
    }
}
