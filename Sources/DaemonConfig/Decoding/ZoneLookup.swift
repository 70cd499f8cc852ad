import Scheduling

/// Tells whether zones are there. Each is loaded once, however many teams name it.
final class ZoneLookup {
    private let directory: ZoneDirectory
    private var results: [String: Result<Void, ZoneError>] = [:]
    private var names: [String]?

    init(_ directory: ZoneDirectory) { self.directory = directory }

    /// Nil when the zone is there and can be used.
    func fault(of name: String) -> Fault? {
        switch result(name) {
        case .success: nil
        case .failure(.unknown): .unknownZone(name, suggestion: nearest(to: name, among: allNames()))
        case .failure(let error): .unusableZone(error.description)
        }
    }

    private func result(_ name: String) -> Result<Void, ZoneError> {
        if let known = results[name] { return known }
        let result: Result<Void, ZoneError>
        do {
            _ = try directory.load(name)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        results[name] = result
        return result
    }

    private func allNames() -> [String] {
        if let names { return names }
        let all = directory.names()
        names = all
        return all
    }
}

extension Item {
    func zone(_ zones: ZoneLookup) -> String? {
        guard let name = text() else { return nil }
        guard let fault = zones.fault(of: name) else { return name }
        return fail(fault)
    }
}
