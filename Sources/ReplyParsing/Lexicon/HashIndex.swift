/// A table from hashes to small numbers with open addressing: one probe and no allocation for most look-ups.
struct HashIndex: Sendable {
    private var keys: [UInt64] = Array(repeating: 0, count: 16)
    private var values: [Int32] = Array(repeating: -1, count: 16)
    private var count = 0

    init() {}

    /// The number kept for a hash, or -1.
    subscript(key: UInt64) -> Int32 {
        var slot = Self.slot(key, keys.count)
        while true {
            let value = values[slot]
            if value < 0 || keys[slot] == key { return value }
            slot = (slot + 1) & (keys.count - 1)
        }
    }

    mutating func insert(_ key: UInt64, _ value: Int32) {
        if (count + 1) * 2 > keys.count { grow() }
        place(key, value)
    }

    private mutating func place(_ key: UInt64, _ value: Int32) {
        var slot = Self.slot(key, keys.count)
        while values[slot] >= 0 && keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
        if values[slot] < 0 { count += 1 }
        keys[slot] = key
        values[slot] = value
    }

    private mutating func grow() {
        let old = (keys, values)
        keys = Array(repeating: 0, count: old.0.count * 2)
        values = Array(repeating: -1, count: old.0.count * 2)
        count = 0
        for index in old.0.indices where old.1[index] >= 0 { place(old.0[index], old.1[index]) }
    }

    private static func slot(_ key: UInt64, _ size: Int) -> Int {
        Int(truncatingIfNeeded: (key ^ (key >> 29)) &* 0x9E37_79B9_7F4A_7C15 >> 32) & (size - 1)
    }
}
