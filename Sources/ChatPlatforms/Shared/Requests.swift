import Model
import OutboundHTTP

extension OutboundRequest.Header {
    static let json = OutboundRequest.Header("content-type", "application/json")
    static let jsonInUTF8 = OutboundRequest.Header("content-type", "application/json; charset=utf-8")
    static let form = OutboundRequest.Header("content-type", "application/x-www-form-urlencoded")

    static func bearer(_ token: Secret) -> OutboundRequest.Header {
        OutboundRequest.Header("authorization", secret: Secret("Bearer " + token.reveal()))
    }
}

extension OutboundRequest {
    /// A call of a platform's API, with a body of JSON or with none.
    ///
    /// - Parameters:
    ///   - headers: beside the body's type.
    ///   - responseBytes: what is longer is cut.
    static func call(
        _ method: Method, _ url: Secret, headers: [Header] = [], body: JSONValue? = nil, allowPrivate: Bool, total: Duration = .seconds(20),
        responseBytes: Int = 256 * 1024
    ) -> OutboundRequest {
        OutboundRequest(
            method, url: url, headers: (body == nil ? [] : [.json]) + headers, body: body?.encoded ?? [],
            destinations: .allowing(privateAddresses: allowPrivate), limits: RequestLimits(total: total, responseBytes: responseBytes))
    }
}

extension DestinationPolicy {
    static func allowing(privateAddresses: Bool) -> DestinationPolicy { privateAddresses ? .privateAllowed : .publicOnly }
}

extension OutboundResponse {
    /// The body as a whole JSON document; nil where it is none, or was cut.
    var json: JSONValue? { isCut ? nil : try? JSONValue(reading: body) }
}

extension JSONValue {
    /// As it is, minified.
    var text: String { String(decoding: encoded, as: UTF8.self) }

    /// A whole number of JSON as text, as ids are kept.
    var idText: String? { integer.map(String.init) }
}

extension PollCursor {
    init(_ json: JSONValue) { self.init(json.text) }

    /// Nil where it is no JSON: that of another version of ours, say.
    var json: JSONValue? { try? JSONValue(reading: Array(text.utf8)) }
}

extension SettingForms {
    /// An address without slashes at its end, to put paths behind.
    static func base(_ address: String) -> String { String(address.reversed().drop { $0 == "/" }.reversed()) }
}

/// `name=value` pairs in their order, as a query or as the body of a form.
func formFields(_ fields: KeyValuePairs<String, String>) -> String {
    fields.map { "\($0.key)=\(Escaping.query($0.value))" }.joined(separator: "&")
}

/// What the sender of a slash command reads at once, before the answer comes as a message.
let commandReceipt = "Taken down: the answer comes under the check-in."

func isLowerCaseLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
