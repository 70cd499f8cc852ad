import Foundation
import Model
import TestSupport
import Testing

@testable import ChatPlatforms

/// Made by OpenSSL, with the token below signed by its key.
private let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIDNTCCAh2gAwIBAgIUEo/kAAXl+N67TBCrt9V43qqzecYwDQYJKoZIhvcNAQEL
    BQAwKjEoMCYGA1UEAwwfY2hhdEBzeXN0ZW0uZ3NlcnZpY2VhY2NvdW50LmNvbTAe
    Fw0yNjExMjgxNDU5NTVaFw0zNjExMjUxNDU5NTVaMCoxKDAmBgNVBAMMH2NoYXRA
    c3lzdGVtLmdzZXJ2aWNlYWNjb3VudC5jb20wggEiMA0GCSqGSIb3DQEBAQUAA4IB
    DwAwggEKAoIBAQDWhaqoU041XTnBdGLiPxymTh+mm8H35ONxKrqHSh6ea55Z6nrW
    2jqxOfhzYH5UcfctsTB68L3akAZGWNGcJyc7Ef7XfO4xp/dcS9IxCTuupe1TZLW6
    8yaqUDpkuMq5YB/mCE088t2b1qb+EPY2HPMatuPvUya4DxKdYr00ULhsUhXUwpUw
    Yo/KYd+tPTcy3jk/dplKowHCs7PmyIsVFDnaTNs3nnbbcF40N1ChT9iDIeExYv68
    k5D80QhbOB2beG/6h8JVz0lxutpPnbBdffQizh1Y6pTq/c41CrRsgRbKKUaaJrY7
    4DIsQlgdj5UbPZ9TKmOSrsz3Z4t0AxzyPwbNAgMBAAGjUzBRMB0GA1UdDgQWBBQl
    r/Z9V3HG/XiRBTgZmvKeiMYlBTAfBgNVHSMEGDAWgBQlr/Z9V3HG/XiRBTgZmvKe
    iMYlBTAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQCS/76GDJHS
    259NwLHIr1kjb4jYdpC49T25YTCP94oGO2VqqMF3etykVFygAG+RN5oXOAQdSZw4
    FT9Tix+BPuL+X6i7BSXDeliC8beTnyzXaRekUBClQ7FbgmWO8qml3C04WjN80FeN
    O9qG1cSGVSaf0vHUW5CPGpEzIK+8+4m57ArGerZh3uqSqFSg4J/VAMALi6DCZXFz
    wMA6osVU9ZZzlRwRrx/pREEWGZzVmCekrt1ysLPF+5X59TgKfM60x/3GZxWylFEb
    MgP2t+C+uaMdfwIiuRHSv37zFmcT6gLQCHQA2GrkU3Vs6UN3VEQhkRfMUJ/AFDG6
    GK8Fg6/QKtBt
    -----END CERTIFICATE-----
    """
private let ellipticCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBbjCCAROgAwIBAgIUNAXNYewIeRRgnRjclE5D2/XMKFUwCgYIKoZIzj0EAwIw
    DDEKMAgGA1UEAwwBeDAeFw0yNjExMjgxNDU5NTZaFw0zNjExMjUxNDU5NTZaMAwx
    CjAIBgNVBAMMAXgwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQRZXCfLJhRZAcr
    8yRTkcjUHJIoANLHxQIHFMKSu42SIJwj+MiJnT3eJuNetTGo1OUFqzjwGcSMxNQ+
    G7XBErnQo1MwUTAdBgNVHQ4EFgQUssnFPoRBm/HDOh+CqLuh8xFwJzIwHwYDVR0j
    BBgwFoAUssnFPoRBm/HDOh+CqLuh8xFwJzIwDwYDVR0TAQH/BAUwAwEB/zAKBggq
    hkjOPQQDAgNJADBGAiEAvcF1PwN84V2Z8qTYCpFYXD9l1zRf8aM8V5t2SmbN9o0C
    IQDQC+dIAWst5PFB/30wcbFpsFtLz7thB5PSnFQ10p/pMQ==
    -----END CERTIFICATE-----
    """
private let modulus =
    "1oWqqFNONV05wXRi4j8cpk4fppvB9-TjcSq6h0oenmueWep61to6sTn4c2B-VHH3LbEwevC92pAGRljRnCcnOxH-13zuMaf3XEvSMQk7rqXtU2S1uvMmqlA6ZLjKuWAf5ghNPPLdm9am_hD2NhzzGrbj71MmuA8SnWK9NFC4bFIV1MKVMGKPymHfrT03Mt45P3aZSqMBwrOz5siLFRQ52kzbN55223BeNDdQoU_YgyHhMWL-vJOQ_NEIWzgdm3hv-ofCVc9JcbraT52wXX30Is4dWOqU6v3ONQq0bIEWyilGmia2O-AyLEJYHY-VGz2fUypjkq7M92eLdAMc8j8GzQ"
private let token = [
    "eyJhbGciOiJSUzI1NiIsImtpZCI6IjZmMWMiLCJ0eXAiOiJKV1QifQ",
    "eyJpc3MiOiJjaGF0QHN5c3RlbS5nc2VydmljZWFjY291bnQuY29tIiwiYXVkIjoiMTIzNDU2Nzg5MDEyIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9",
    "ZYVvgj3RYuq58ERxmUvt5tPEroVKrZJjiv3sTVAo1tuowrCnb3oZt4HyMFGCVBMr7qB4KR9IHyyyrRes5dbD__FKi_dmTm6C-VlfWehfakPDKtN_Pj3ByzfWrqUOXLnjnW15NKj3oNPvwGWR1kWzPOmixhm_tsmNw9wCAzx2dim3kjPb1AgHws79K0wvwU7wwzG1oBYYOtzmnzXGoxwvwNzYnC84tBavvsZc3pY9PlK580U694M_phcy9vd5EUI9gW1jktjwbfTX4plNqLQPZEuhAeJbnyleg_6CTLetwZnRibRdF-TcWR9CrQP7d07ZE_jPEM-LAGU4Q-joA6edCw",
].joined(separator: ".")

private func keys(_ members: JSONValue, cacheControl: String? = nil) -> SigningKeys? {
    let headers = cacheControl.map { [(name: "Cache-Control", value: $0)] } ?? []
    return SigningKeys(answer(200, String(decoding: members.encoded, as: UTF8.self), headers), at: now)
}

private func proved(_ token: String, _ keys: SigningKeys, at instant: Instant = now) throws {
    try #require(WebToken(token)).prove(keys, at: instant)
}

@Suite("Public keys of a platform")
struct SigningKeysTests {
    @Test("are read out of certificates and out of JSON Web Keys, and are the same")
    func forms() throws {
        let fromCertificate = try #require(keys(["6f1c": .string(certificate + "\n")]))
        let fromSet = try #require(keys(["keys": [["kty": "RSA", "kid": "6f1c", "n": .string(modulus), "e": "AQAB"]]]))
        #expect(fromCertificate.keys == fromSet.keys && fromSet.keys["6f1c"]?.exponent == [1, 0, 1])
        for keys in [fromCertificate, fromSet] { #expect(throws: Never.self) { try proved(token, keys) } }
    }

    @Test("prove what their owner signed, and nothing else")
    func proof() throws {
        let known = try #require(keys(["6f1c": .string(certificate)]))
        for index in token.indices where token[index] != "." {
            var changed = token
            changed.replaceSubrange(index...index, with: token[index] == "A" ? "B" : "A")
            guard let read = WebToken(changed) else { continue }
            #expect(throws: WebhookRefusal.self) { try read.prove(known, at: now) }
        }
        let other = try #require(GoogleSigners.other?.certificates.object?.values.first)
        #expect(throws: WebhookRefusal.badSignature) { try proved(token, try #require(keys(["6f1c": other]))) }
        #expect(throws: WebhookRefusal.unknownKey) { try proved(token, try #require(keys(["other": other]))) }
    }

    @Test("are heard until the token ends, and a minute more", arguments: [(-61, false), (-60, true), (0, true), (3660, true), (3661, false)])
    func time(offset: Int64, holds: Bool) throws {
        let known = try #require(keys(["6f1c": .string(certificate)]))
        let result = Result { try proved(token, known, at: now + .seconds(offset)) }
        if holds { #expect(throws: Never.self) { try result.get() } } else { #expect(throws: WebhookRefusal.stale) { try result.get() } }
    }

    @Test("of another kind are left out, and without one there are none")
    func others() throws {
        #expect(keys(["x": .string(ellipticCertificate)]) == nil)
        #expect(keys(["x": .string(ellipticCertificate), "y": .string(certificate)])?.keys.keys.sorted() == ["y"])
        #expect(keys(["keys": [["kty": "EC", "kid": "x", "crv": "P-256", "x": "AA", "y": "AA"]]]) == nil)
        #expect(keys(["keys": []]) == nil)
        #expect(keys([:]) == nil)
        #expect(SigningKeys(answer(500, #"{"x":"y"}"#), at: now) == nil && SigningKeys(answer(200, "<html>"), at: now) == nil)
    }

    @Test("of less than 2,048 bits prove nothing")
    func small() throws {
        let weak = try #require(keys(["keys": [["kty": "RSA", "kid": "6f1c", "n": .string(String(modulus.prefix(172))), "e": "AQAB"]]]))
        #expect(throws: WebhookRefusal.badSignature) { try proved(token, weak) }
    }

    @Test(
        "may be kept as long as the platform says, from five minutes to a day",
        arguments: [
            (nil, 3600), ("public, max-age=19800, must-revalidate", 19800), ("max-age=1", 300), ("max-age=9999999999999", 86400), ("no-cache", 3600),
            ("MAX-AGE = 600", 600), ("max-age=x", 3600), ("max-age=-5", 300),
        ] as [(String?, Int)])
    func lifetime(header: String?, seconds: Int) {
        #expect(keys(["6f1c": .string(certificate)], cacheControl: header)?.freshUntil == now + .seconds(seconds))
    }

    @Test("out of any bytes are keys or none, and never more", arguments: 0..<20)
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let lines = certificate.split(separator: "\n").map(String.init)
        let bytes = try #require(Data(base64Encoded: lines.dropFirst().dropLast().joined()))
        for _ in 0..<100 {
            var changed = Array(bytes.prefix(Bool.random(using: &random) ? bytes.count : Int.random(in: 0..<bytes.count, using: &random)))
            for _ in 0..<Int.random(in: 1...6, using: &random) where !changed.isEmpty {
                changed[Int.random(in: 0..<min(changed.count, 300), using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            let text = "-----BEGIN CERTIFICATE-----\n\(Data(changed).base64EncodedString())\n-----END CERTIFICATE-----"
            if let key = certificateKey(text) { #expect(key.modulus.count <= changed.count, "\(random)") }
        }
    }
}

@Suite("A web token")
struct WebTokenTests {
    @Test("has three parts, RS256 and a key's id")
    func forms() throws {
        #expect(WebToken(token) != nil)
        let parts = token.split(separator: ".").map(String.init)
        for wrong in ["", "..", token + ".", parts[0] + "." + parts[1], token + "=", " " + token, parts[0] + "=." + parts[1] + "." + parts[2]] {
            #expect(WebToken(wrong) == nil, "\(wrong)")
        }
        let signer = try #require(GoogleSigners.number)
        for algorithm in ["none", "HS256", "rs256", "PS256"] {
            #expect(try WebToken(signer.token(signer.claims(at: now), algorithm: algorithm)) == nil)
        }
    }

    @Test("without its times proves nothing")
    func times() throws {
        let signer = try #require(GoogleSigners.number)
        let known = try #require(keys(signer.certificates))
        let claims = try #require(signer.claims(at: now).object)
        for name in ["iat", "exp"] {
            for value in [nil, .null, "1700000000", .integer(-1), .number(1e300)] as [JSONValue?] {
                var changed = claims
                changed[name] = value
                #expect(throws: WebhookRefusal.self) { try proved(try signer.token(.object(changed)), known) }
            }
        }
        #expect(throws: Never.self) { try proved(try signer.token(.object(claims)), known) }
    }

    @Test(
        "is spelled in one way only",
        arguments: [
            ("AQAB", true), ("AQ", true), ("AR", false), ("AQA", true), ("AQB", false), ("A", false), ("AQ==", false), ("AQ+B", false), ("_-8", true),
            ("", true),
        ])
    func spelling(text: String, isRight: Bool) {
        #expect((Base64URL.decode(text) != nil) == isRight)
    }
}
