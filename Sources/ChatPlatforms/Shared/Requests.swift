import OutboundHTTP

extension OutboundRequest.Header {
    static let json = OutboundRequest.Header("content-type", "application/json")
}

extension SettingForms {
    /// An address without slashes at its end, to put paths behind.
    static func base(_ address: String) -> String {
        var base = address
        while base.hasSuffix("/") { base.removeLast() }
        return base
    }
}

extension OutboundResponse {
    /// The body as a JSON document; nil where it is none, or was cut.
    var json: JSONValue? { isCut ? nil : try? JSONValue(reading: body) }
}

/// What the sender of a slash command reads at once, before the answer comes as a message.
let commandReceipt = "Taken down: the answer comes under the check-in."

func isLowerCaseLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
