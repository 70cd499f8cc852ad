/// Writes the keys of a JSON text anew, and leaves every other byte as it is: numbers and texts come out exactly as they went in.
///
/// Inside `chat` and `current` the keys are names that the configuration gave, and stay.
enum JSONKeys {
    /// `platformId` becomes `platform_id`.
    static func snakeCased(_ json: some Sequence<UInt8>) -> [UInt8] {
        rewritten(Array(json)) { key, result in
            for byte in key {
                if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) {
                    result.append(UInt8(ascii: "_"))
                    result.append(byte | 0x20)
                } else {
                    result.append(byte)
                }
            }
        }
    }

    /// `platform_id` becomes `platformId`; an underscore at the start is part of the name.
    static func camelCased(_ json: some Sequence<UInt8>) -> [UInt8] {
        rewritten(Array(json)) { key, result in
            var raises = false
            for (index, byte) in key.enumerated() {
                if byte == UInt8(ascii: "_"), index > 0 {
                    raises = true
                } else {
                    let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    result.append(raises && isLetter ? byte & ~0x20 : byte)
                    raises = false
                }
            }
        }
    }

    private typealias Rewrite = (_ key: ArraySlice<UInt8>, _ result: inout [UInt8]) -> Void

    private static func rewritten(_ json: [UInt8], _ rewrite: Rewrite) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(json.count + 64)
        var nesting = Nesting()
        var index = 0
        while index < json.count {
            let byte = json[index]
            guard byte == UInt8(ascii: "\"") else {
                nesting.pass(byte)
                result.append(byte)
                index += 1
                continue
            }
            let end = endOfString(json, from: index)
            let content = json[min(index + 1, end)..<end]
            if nesting.keysAreOurs, isKey(json, after: end) {
                nesting.key = content
                result.append(byte)
                rewrite(content, &result)
            } else {
                result += json[index..<end]
            }
            if end < json.count { result.append(json[end]) }
            index = end + 1
        }
        return result
    }

    /// Where the closing quotation mark stands; the text's end where there is none.
    private static func endOfString(_ json: [UInt8], from start: Int) -> Int {
        var index = start + 1
        while index < json.count, json[index] != UInt8(ascii: "\"") { index += json[index] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(index, json.count)
    }

    private static func isKey(_ json: [UInt8], after end: Int) -> Bool {
        let next = json[min(end + 1, json.count)...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return next == UInt8(ascii: ":")
    }

    /// Which objects and lists are open, and whether the keys in them are ours.
    private struct Nesting {
        private var open: [Bool] = []
        /// The key whose value comes next.
        var key: ArraySlice<UInt8> = []

        var keysAreOurs: Bool { open.last ?? true }

        mutating func pass(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "{"):
                open.append(!Self.named.contains { key.elementsEqual($0.utf8) })
                key = []
            case UInt8(ascii: "["):
                open.append(true)
                key = []
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
            case UInt8(ascii: ","): key = []
            default: break
            }
        }

        private static let named = ["chat", "current"]
    }
}
