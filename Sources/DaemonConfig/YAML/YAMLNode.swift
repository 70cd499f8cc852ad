/// A piece of a YAML file with its place. Scalars are text as written: nothing is taken for a date, a number or a truth value.
struct YAMLNode {
    enum Value {
        case scalar(String)
        /// A key with nothing after it.
        case none
        case list([YAMLNode])
        case mapping([Entry])
    }

    struct Entry {
        var key: String
        var keyPlace: Place
        var value: YAMLNode
    }

    var value: Value
    var place: Place

    var shape: Shape {
        switch value {
        case .scalar: .text
        case .none: .nothing
        case .list: .list
        case .mapping: .mapping
        }
    }

    /// What kind of thing a node is, as sentences name it.
    enum Shape: String, Hashable, Sendable {
        case text = "a single value"
        case nothing = "nothing"
        case list = "a list"
        case mapping = "a group of keys"
    }
}
