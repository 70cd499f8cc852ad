/// Where the control socket is.
public enum ControlSocket {
    private static let name = "control.sock"

    /// Where a daemon opens it: in its runtime directory under systemd, else beside its store.
    public static func path(store: String, environment: [String: String]) -> String {
        if let runtime = environment["RUNTIME_DIRECTORY"]?.split(separator: ":").first { return "\(runtime)/\(name)" }
        return beside(store)
    }

    /// Where a command looks for it when the configuration cannot be read: as if `store` were left at its default.
    public static func candidates(configuration: String, environment: [String: String]) -> [String] {
        let folder = configuration.lastIndex(of: "/").map { String(configuration[..<$0]) } ?? "."
        let state = environment["STATE_DIRECTORY"]?.split(separator: ":").first.map(String.init) ?? "\(folder)/../var"
        return candidates(store: "\(state)/outcomed.db", configuration: configuration, environment: environment)
    }

    /// Where a command looks for it.
    public static func candidates(store: String, configuration: String, environment: [String: String]) -> [String] {
        var paths = [path(store: store, environment: environment)]
        if !paths.contains(beside(store)) { paths.append(beside(store)) }
        // The operator's shell has no runtime directory; the unit's is this one.
        if configuration.hasPrefix("/etc/outcomed/") { paths.append("/run/outcomed/\(name)") }
        return paths
    }

    private static func beside(_ store: String) -> String {
        let folder = store.lastIndex(of: "/").map { String(store[..<$0]) } ?? "."
        return "\(folder)/\(name)"
    }
}
