import Foundation
import Model
import Mustache

/// The templates in use, each parsed once.
struct TemplateSet: Sendable {
    private var templates: [TemplateName: MustacheTemplate] = [:]

    init(overrides folder: String?) throws(TextsProblem) {
        for name in TemplateName.allCases { templates[name] = try TemplateSource(builtIn: name).parsed() }
        guard let folder else { return }
        for (name, path) in try Self.files(in: folder) {
            let source = try TemplateSource(file: path)
            try source.checkTags(known: TemplateSource(builtIn: name).names)
            templates[name] = try source.parsed()
        }
    }

    func render(_ name: TemplateName, _ view: View) -> OutgoingText {
        OutgoingText(rendered: templates[name]?.render(view) ?? "")
    }

    /// Every `.mustache` file must override a template; other files are left alone.
    private static func files(in folder: String) throws(TextsProblem) -> [(TemplateName, String)] {
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else { throw .unreadableFolder(path: folder) }
        var files: [(TemplateName, String)] = []
        for entry in entries.sorted() where entry.hasSuffix(".mustache") && !entry.hasPrefix(".") {
            let path = folder.hasSuffix("/") ? folder + entry : folder + "/" + entry
            guard let name = TemplateName.allCases.first(where: { $0.fileName == entry }) else {
                throw .unknownTemplate(path: path, known: TemplateName.allCases.map(\.fileName))
            }
            files.append((name, path))
        }
        return files
    }
}
