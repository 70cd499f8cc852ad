/// A value of the file, with the key that it belongs to. Reading it as something that it is not reports a fault and gives nil.
struct Item {
    var node: YAMLNode
    var path: String
    /// The key's name and example, for the sentences.
    var name: String
    var example: String
    let findings: Findings

    var place: Place { node.place }

    func report(_ fault: Fault) { findings.report(fault, at: place, path: path) }

    /// The value as written, on one line and not empty.
    func text(limit: Int = 200) -> String? {
        guard let text = raw() else { return nil }
        if SecretReference.isMeant(by: text) { return fail(.strayReference) }
        if text.allSatisfy(\.isWhitespace) { return fail(.emptyText) }
        if text.count > limit { return fail(.longText(limit: limit)) }
        if text.contains(where: \.isNewline) { return fail(.lineBreak) }
        return text
    }

    /// The scalar, whatever it holds: for secrets.
    func raw() -> String? {
        switch node.value {
        case .scalar(let text): text
        case .none: fail(.noValue(name: name, example: example))
        case .list, .mapping: fail(wrongShape(.text))
        }
    }

    func list() -> [Item]? {
        switch node.value {
        case .list(let nodes):
            nodes.enumerated().map { Item(node: $1, path: "\(path)[\($0)]", name: name, example: example, findings: findings) }
        case .none: fail(.noValue(name: name, example: example))
        case .scalar, .mapping: fail(wrongShape(.list))
        }
    }

    /// A group whose keys are names of the operator's own, each an id.
    func named(_ noun: Fault.Noun) -> [(id: String, keyPlace: Place, item: Item)]? {
        entries()?.compactMap { entry in
            let path = isShowable(entry.key) ? joined(self.path, entry.key) : self.path
            guard Identifiers.isWellFormed(entry.key) else {
                findings.report(.badID(entry.key), at: entry.keyPlace, path: self.path)
                return nil
            }
            return (entry.key, entry.keyPlace, Item(node: entry.value, path: path, name: entry.key, example: "{…}", findings: findings))
        }
    }

    func entries() -> [YAMLNode.Entry]? {
        switch node.value {
        case .mapping(let entries): entries
        case .none: fail(.noValue(name: name, example: example))
        case .scalar, .list: fail(wrongShape(.mapping))
        }
    }

    func fail<Value>(_ fault: Fault) -> Value? {
        report(fault)
        return nil
    }

    private func wrongShape(_ expected: YAMLNode.Shape) -> Fault {
        .wrongShape(expected: expected, found: node.shape, name: name, example: example)
    }
}
