import Model
import OutboundHTTP

extension OutboundRequest.Header {
    static let jsonBody = OutboundRequest.Header("content-type", "application/json")
    static let formBody = OutboundRequest.Header("content-type", "application/x-www-form-urlencoded")
}

extension DestinationPolicy {
    static func allowing(privateAddresses: Bool) -> DestinationPolicy { privateAddresses ? .privateAllowed : .publicOnly }
}

extension OutboundResponse {
    /// The body as a whole JSON document; nil where it is none, or was cut.
    var document: JSONValue? { isCut ? nil : try? JSONValue(reading: body) }
}

/// `name=value` pairs in their order, as a query or as the body of a form.
func formFields(_ fields: KeyValuePairs<String, String>) -> String {
    fields.map { "\($0.key)=\(Escaping.query($0.value))" }.joined(separator: "&")
}

/// An address without slashes at its end, to put paths behind.
func withoutEndSlashes(_ address: String) -> String {
    String(address.reversed().drop { $0 == "/" }.reversed())
}

extension JSONValue {
    /// As it is, minified.
    var text: String { String(decoding: encoded, as: UTF8.self) }

    /// A whole number of JSON as text, as ids are kept.
    var idText: String? { integer.map(String.init) }
}
