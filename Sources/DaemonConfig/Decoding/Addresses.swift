/// Letters, digits, hyphens and dots, as in RFC 1123 §2.1; an IPv4 address has that form too.
func isHostName(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253
        && labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        }
}

/// The form alone: hexadecimal digits, colons, and perhaps a dotted end.
func isIPv6(_ text: String) -> Bool {
    text.utf8.count <= 45 && text.contains(":") && text.allSatisfy { $0.isHexDigit && $0.isASCII || $0 == ":" || $0 == "." }
}

/// An address of the web split into what the checks need.
struct WebAddress {
    var scheme: String
    var userInfo: String?
    var host: String
    var rest: String

    /// Nil where there is no scheme, no well-formed host or a port that is none.
    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://"), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        scheme = text[..<mark.lowerBound].lowercased()
        let authority = text[mark.upperBound...].prefix { !"/?#".contains($0) }
        rest = String(text[authority.endIndex...])
        let at = authority.lastIndex(of: "@")
        userInfo = at.map { String(authority[..<$0]) }
        let place = at.map { authority[authority.index(after: $0)...] } ?? authority
        let bracket = place.hasPrefix("[") ? place.firstIndex(of: "]") : nil
        let end = bracket.map { place.index(after: $0) } ?? place.firstIndex(of: ":") ?? place.endIndex
        host = place[..<end].lowercased()
        let port = place[end...]
        let isHost = bracket == nil ? isHostName(host) : isIPv6(String(host.dropFirst().dropLast()))
        let isPort = port.isEmpty || port.hasPrefix(":") && (Int(port.dropFirst()).map { (1...65_535).contains($0) } ?? false)
        guard isHost, isPort else { return nil }
    }
}

extension Item {
    func listenAddress() -> ListenAddress? {
        guard let text = text() else { return nil }
        return ListenAddress(text) ?? fail(.notAListenAddress)
    }

    /// Without the slash at its end.
    func publicURL() -> String? {
        guard let text = text() else { return nil }
        guard let address = WebAddress(text), ["http", "https"].contains(address.scheme), address.userInfo == nil,
            !address.rest.contains(where: { $0 == "?" || $0 == "#" })
        else { return fail(.notAWebAddress) }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    func proxy() -> String? {
        guard let text = text() else { return nil }
        guard let address = WebAddress(text), ["http", "https", "socks5", "socks5h"].contains(address.scheme),
            address.rest.isEmpty || address.rest == "/"
        else { return fail(text.contains("@") ? .proxyWithPassword : .notAProxy) }
        return address.userInfo == nil ? text : fail(.proxyWithPassword)
    }

    func hostName() -> String? {
        guard let text = text() else { return nil }
        let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
        return isBracketed && isIPv6(String(text.dropFirst().dropLast())) || isHostName(text) ? text.lowercased() : fail(.notAHostName(text))
    }
}
