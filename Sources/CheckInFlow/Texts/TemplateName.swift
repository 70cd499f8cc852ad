/// The templates; each has a built-in text, and its name is that of the file that overrides it.
enum TemplateName: String, CaseIterable, Sendable {
    case prompt, reminder, acknowledgement, question, unread, help, status, notice, digest

    var fileName: String { rawValue + ".mustache" }

    var builtIn: [UInt8] {
        switch self {
        case .prompt: PackageResources.prompt_mustache
        case .reminder: PackageResources.reminder_mustache
        case .acknowledgement: PackageResources.acknowledgement_mustache
        case .question: PackageResources.question_mustache
        case .unread: PackageResources.unread_mustache
        case .help: PackageResources.help_mustache
        case .status: PackageResources.status_mustache
        case .notice: PackageResources.notice_mustache
        case .digest: PackageResources.digest_mustache
        }
    }
}
