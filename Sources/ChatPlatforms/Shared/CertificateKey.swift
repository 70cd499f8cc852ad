import Foundation

/// The RSA key in an X.509 certificate in PEM (RFC 5280 §4.1); nil for anything else.
///
/// Nothing else of the certificate is looked at: what makes it the platform's is the TLS connection over which it came.
func certificateKey(_ pem: String) -> SigningKeys.RSAKey? {
    let lines = pem.split(whereSeparator: \.isNewline).map { String($0).trimmed }
    guard lines.first == "-----BEGIN CERTIFICATE-----", let end = lines.firstIndex(of: "-----END CERTIFICATE-----"),
        let bytes = Data(base64Encoded: lines[1..<end].joined())
    else { return nil }
    var reader = DERReader(Array(bytes))
    guard var certificate = reader.enter(.sequence), var body = certificate.enter(.sequence) else { return nil }
    if body.next == DERReader.Tag.version.rawValue { _ = body.skip() }
    // Serial number, algorithm, issuer, validity, subject; then the key.
    for _ in 0..<5 { guard body.skip() else { return nil } }
    guard var info = body.enter(.sequence), var algorithm = info.enter(.sequence), algorithm.read(.objectIdentifier) == rsaEncryption,
        let bits = info.read(.bitString), bits.first == 0
    else { return nil }
    var key = DERReader(Array(bits.dropFirst()))
    guard var numbers = key.enter(.sequence), let modulus = numbers.read(.integer), let exponent = numbers.read(.integer) else { return nil }
    return SigningKeys.RSAKey(modulus: unsigned(modulus), exponent: unsigned(exponent))
}

/// 1.2.840.113549.1.1.1.
private let rsaEncryption: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]

private func unsigned(_ integer: [UInt8]) -> [UInt8] { Array(integer.drop { $0 == 0 }) }

/// Reads elements of DER (X.690) one after the other; lengths of up to three bytes.
struct DERReader {
    enum Tag: UInt8 { case integer = 0x02, bitString = 0x03, objectIdentifier = 0x06, sequence = 0x30, version = 0xA0 }

    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The tag of the element that comes next.
    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func read(_ tag: Tag) -> [UInt8]? {
        guard next == tag.rawValue else { return nil }
        return element()
    }

    mutating func enter(_ tag: Tag) -> DERReader? { read(tag).map(DERReader.init) }

    /// False where no whole element is left.
    mutating func skip() -> Bool { element() != nil }

    private mutating func element() -> [UInt8]? {
        guard index + 2 <= bytes.count else { return nil }
        var start = index + 2
        var length = Int(bytes[index + 1])
        if length >= 0x80 {
            let width = length - 0x80
            guard (1...3).contains(width), start + width <= bytes.count else { return nil }
            length = bytes[start..<start + width].reduce(0) { $0 << 8 | Int($1) }
            start += width
        }
        guard start + length <= bytes.count else { return nil }
        index = start + length
        return Array(bytes[start..<index])
    }
}
