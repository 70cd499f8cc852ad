/// A table from hashes to small numbers with open addressing: one probe and no allocation for most look-ups.
struct HashIndex: Sendable {
    /// Key and value side by side, so that a probe touches one line of the cache.
    private struct Slot: Sendable {
        var key: UInt64 = 0
        var value: Int32 = -1
    }

    private var slots = Array(repeating: Slot(), count: 16)
    private var count = 0

    init() {}

    /// The number kept for a hash, or -1.
    subscript(key: UInt64) -> Int32 {
        var place = Self.place(key, slots.count)
        while true {
            let slot = slots[place]
            if slot.value < 0 || slot.key == key { return slot.value }
            place = (place + 1) & (slots.count - 1)
        }
    }

    func contains(_ key: UInt64) -> Bool { self[key] >= 0 }

    mutating func insert(_ key: UInt64, _ value: Int32) {
        if (count + 1) * 2 > slots.count { grow() }
        keep(key, value)
    }

    private mutating func keep(_ key: UInt64, _ value: Int32) {
        var place = Self.place(key, slots.count)
        while slots[place].value >= 0 && slots[place].key != key { place = (place + 1) & (slots.count - 1) }
        if slots[place].value < 0 { count += 1 }
        slots[place] = Slot(key: key, value: value)
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        count = 0
        for slot in old where slot.value >= 0 { keep(slot.key, slot.value) }
    }

    private static func place(_ key: UInt64, _ size: Int) -> Int {
        Int(truncatingIfNeeded: (key ^ (key >> 29)) &* 0x9E37_79B9_7F4A_7C15 >> 32) & (size - 1)
    }
}
