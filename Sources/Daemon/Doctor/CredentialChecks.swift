import DaemonConfig
import Foundation
import Glibc

extension Doctor {
    /// Whether every secret is there and makes a platform's settings, and whether others could read it.
    func credentials(_ configuration: Configuration) -> [Finding] {
        let (_, problems) = configuration.resolveAccounts(using: SecretSource(environment: options.environment))
        var findings = problems.map { problem in
            Finding.trouble("credentials", problem.description, "put the secret where the reference leads, then `systemctl restart outcomed`")
        }
        if problems.isEmpty {
            do throws(DaemonFailure) {
                _ = try SettingsBuilder(environment: options.environment).build(configuration, warnings: [])
                let count = configuration.accounts.values.reduce(0) { $0 + $1.secrets.count }
                findings.append(.well("credentials", "secrets: \(count), all there and well-formed"))
            } catch {
                findings.append(.trouble("credentials", error.description, "mend the setting, then `outcomed reload`"))
            }
        }
        if let folder = options.environment["CREDENTIALS_DIRECTORY"], folder.hasPrefix("/etc/") { findings += permissions(of: folder) }
        return findings
    }

    /// The folder and its files are for root alone: systemd hands copies to the daemon.
    func permissions(of folder: String) -> [Finding] {
        guard let mode = mode(of: folder) else {
            return [.trouble("credentials", "\(folder) is missing, and the unit does not start without it", "install -d -m 0700 \(folder)")]
        }
        var findings: [Finding] = []
        if mode & 0o077 != 0 { findings.append(.trouble("credentials", "others may look into \(folder)", "chmod 0700 \(folder)")) }
        for name in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() {
            guard let mode = self.mode(of: folder + "/" + name), mode & 0o077 != 0 else { continue }
            findings.append(.trouble("credentials", "others may read \(folder)/\(name)", "chmod 0600 '\(folder)/\(name)'; and change the secret"))
        }
        return findings
    }

    private func mode(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode : nil
    }
}
