import Yams

/// Turns the library's nodes into ours: aliases written out within bounds, `<<` merged, keys that stood twice noted.
struct Unfolding {
    static let mostAliases = 1000
    private static let mostNodes = 4_000_000
    private static let mostAliased = 100_000
    private static let deepest = 60

    let renamed: [Place: String]
    private(set) var duplicates: [YAMLTree.Duplicate] = []
    private var count = 0
    private var seen = Set<Place>()
    private var repeated = 0

    init(renamed: [Place: String]) { self.renamed = renamed }

    mutating func node(_ node: Node, path: String, depth: Int) throws(YAMLFailure) -> YAMLNode {
        let place = node.mark.map { Place($0) } ?? .start
        try account(for: node, at: place, depth: depth)
        switch node {
        case .scalar(let scalar):
            let isEmpty = scalar.string.isEmpty && scalar.style == .plain
            return YAMLNode(value: isEmpty ? .none : .scalar(scalar.string), place: place)
        case .sequence(let sequence):
            var list: [YAMLNode] = []
            for (index, item) in sequence.enumerated() { list.append(try self.node(item, path: "\(path)[\(index)]", depth: depth + 1)) }
            return YAMLNode(value: .list(list), place: place)
        case .mapping(let mapping):
            return YAMLNode(value: .mapping(try entries(mapping, path: path, depth: depth)), place: place)
        case .alias:
            throw YAMLFailure(fault: .unknownAlias, place: place)
        }
    }

    // A node that comes by a second time came through an alias. Empty scalars share the place of what follows them and cost nothing.
    private mutating func account(for node: Node, at place: Place, depth: Int) throws(YAMLFailure) {
        count += 1
        if depth > Self.deepest { throw YAMLFailure(fault: .nestedTooDeep, place: place) }
        if case .scalar = node {} else if !seen.insert(place).inserted { repeated += 1 }
        if count > Self.mostNodes || repeated > Self.mostAliased { throw YAMLFailure(fault: .unfoldsTooFar, place: place) }
    }

    private mutating func entries(_ mapping: Node.Mapping, path: String, depth: Int) throws(YAMLFailure) -> [YAMLNode.Entry] {
        var own: [YAMLNode.Entry] = []
        var merged: [YAMLNode.Entry] = []
        var firstLines: [String: Int] = [:]
        for (keyNode, value) in mapping {
            guard case .scalar(let scalar) = keyNode else {
                throw YAMLFailure(fault: .keyIsNoText, place: keyNode.mark.map { Place($0) } ?? .start)
            }
            let place = scalar.mark.map { Place($0) } ?? .start
            let overwritten = renamed[place]
            let key = overwritten ?? scalar.string
            if let line = firstLines[key] {
                let at = isPlainWord(key) ? joined(path, key) : path
                duplicates.append(YAMLTree.Duplicate(key: key, place: place, path: at, firstLine: line))
            }
            if overwritten != nil {
                firstLines[key] = firstLines[key] ?? place.line
                continue
            }
            let node = try self.node(value, path: isShowable(key) ? joined(path, key) : path, depth: depth + 1)
            if scalar.string == "<<", scalar.style == .plain {
                merged += mergedEntries(node)
            } else {
                own.append(YAMLNode.Entry(key: scalar.string, keyPlace: place, value: node))
            }
        }
        let names = Set(own.map(\.key))
        return own + merged.filter { !names.contains($0.key) }
    }

    private func mergedEntries(_ node: YAMLNode) -> [YAMLNode.Entry] {
        switch node.value {
        case .mapping(let entries): entries
        case .list(let nodes): nodes.flatMap(mergedEntries)
        case .scalar, .none: []
        }
    }
}

/// `a.b`, or `b` at the top.
func joined(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
