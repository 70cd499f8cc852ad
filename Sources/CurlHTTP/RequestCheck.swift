import Glibc
import Model
import OutboundHTTP

/// Refuses what must never reach libcurl: an address that it would guess at, and headers that would end the head early.
func check(_ request: OutboundRequest) throws(TransportFailure) {
    guard isPlainAddress(request.url.reveal()), request.host != nil else { throw .badAddress }
    for header in request.headers where !canSend(header) { throw .badHeader(name: header.name.filter(isTokenCharacter)) }
}

/// An http(s) URL with a scheme, without white space, control characters or a user name.
private func isPlainAddress(_ text: String) -> Bool {
    let start = text.prefix(8).lowercased()
    guard start.hasPrefix("http://") || start.hasPrefix("https://") else { return false }
    guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f }) else { return false }
    let authority = text.drop { $0 != "/" }.dropFirst(2).prefix { !"/?#".contains($0) }
    return !authority.isEmpty && !authority.contains("@") && !authority.contains("\\")
}

private func canSend(_ header: OutboundRequest.Header) -> Bool {
    guard !header.name.isEmpty, header.name.allSatisfy(isTokenCharacter) else { return false }
    guard !framing.contains(header.name.lowercased()) else { return false }
    return !header.value.reveal().utf8.contains { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7f }
}

/// What says where a message ends: libcurl writes these, and a second one would let a receiver disagree with us.
private let framing: Set<String> = ["content-length", "transfer-encoding", "connection", "expect", "te", "trailer", "upgrade"]

/// RFC 9110, 5.6.2.
private func isTokenCharacter(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return false }
    return switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

/// Whether a request may be given to a proxy, which resolves names itself: then only what the address says in numbers can be judged.
func mayPassProxy(host: String, policy: DestinationPolicy) -> Bool {
    var host = host.lowercased()
    // Other scripts' digits and escapes may turn into numbers on the way.
    guard host.utf8.allSatisfy({ $0 < 0x80 }), !host.contains("%") else { return false }
    if host.hasPrefix("[") { return AddressClass(text: String(host.dropFirst().dropLast())).isPermitted(by: policy) }
    while host.hasSuffix(".") { host.removeLast() }
    var address = in_addr()
    // Takes 127.1, 0x7f000001 and 2130706433 as resolvers do.
    if inet_aton(host, &address) == 1 { return AddressClass(v4: UInt32(bigEndian: address.s_addr)).isPermitted(by: policy) }
    let isOwnMachine = host == "localhost" || host.hasSuffix(".localhost")
    return !isOwnMachine || policy == .privateAllowed
}
