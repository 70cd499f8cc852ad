import Glibc
import OutboundHTTP

/// What a socket address is to the destination policy. Follows the IANA special-purpose registries (RFC 6890 and its updates).
enum AddressClass: Sendable, Hashable {
    /// Global unicast.
    case global
    /// Loopback, private use (RFC 1918, RFC 4193) and shared space (RFC 6598): where a chat server of one's own may stand.
    case local
    /// Unspecified, link-local, metadata, multicast, broadcast, documentation, reserved, and what is no IP address.
    case forbidden

    func isPermitted(by policy: DestinationPolicy) -> Bool {
        switch (self, policy) {
        case (.global, _), (.local, .privateAllowed): true
        case (.local, .publicOnly), (.forbidden, _): false
        }
    }
}

extension AddressClass {
    init(_ address: UnsafePointer<sockaddr>) {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET: self.init(v4: UInt32(bigEndian: raw.load(as: sockaddr_in.self).sin_addr.s_addr))
        case AF_INET6: self.init(v6: bits(of: raw.load(as: sockaddr_in6.self).sin6_addr))
        default: self = .forbidden
        }
    }

    /// The numeric form alone; anything else, a zone after `%` included, is forbidden.
    init(text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(v4: UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self.init(v6: bits(of: six))
        } else {
            self = .forbidden
        }
    }

    init(v4 address: UInt32) {
        if forbiddenV4.contains(where: { $0.contains(address) }) {
            self = .forbidden
        } else {
            self = localV4.contains { $0.contains(address) } ? .local : .global
        }
    }

    init(v6 address: UInt128) {
        if mapped.contains(address) {
            self.init(v4: UInt32(truncatingIfNeeded: address))
        } else if translated.contains(address) {
            // RFC 6052, 3.1: the well-known prefix must not stand for private addresses, so the operator's leave does not reach them.
            self = AddressClass(v4: UInt32(truncatingIfNeeded: address)) == .global ? .global : .forbidden
        } else if forbiddenV6.contains(where: { $0.contains(address) }) {
            self = .forbidden
        } else if localV6.contains(where: { $0.contains(address) }) {
            self = .local
        } else {
            self = globalUnicast.contains(address) ? .global : .forbidden
        }
    }
}

private func bits(of address: in6_addr) -> UInt128 {
    withUnsafeBytes(of: address) { bytes in bytes.reduce(0) { $0 << 8 | UInt128($1) } }
}

private let localV4: [AddressBlock<UInt32>] = [
    .init(10, 0, 0, 0, 8), .init(100, 64, 0, 0, 10), .init(127, 0, 0, 0, 8), .init(172, 16, 0, 0, 12), .init(192, 168, 0, 0, 16),
]

private let forbiddenV4: [AddressBlock<UInt32>] = [
    .init(0, 0, 0, 0, 8),
    .init(100, 100, 100, 200, 32),  // Alibaba Cloud's metadata
    .init(168, 63, 129, 16, 32),  // Azure's platform address
    .init(169, 254, 0, 0, 16),  // link-local, with most clouds' metadata
    .init(192, 0, 0, 0, 24), .init(192, 0, 2, 0, 24), .init(192, 88, 99, 0, 24), .init(198, 18, 0, 0, 15), .init(198, 51, 100, 0, 24),
    .init(203, 0, 113, 0, 24), .init(224, 0, 0, 0, 4), .init(240, 0, 0, 0, 4),
]

private let mapped = AddressBlock<UInt128>(0xffff << 32, 96)  // RFC 4291, 2.5.5.2
private let translated = AddressBlock<UInt128>(0x64, 0xff9b, length: 96)  // NAT64, RFC 6052
private let globalUnicast = AddressBlock<UInt128>(0x2000, length: 3)

private let localV6: [AddressBlock<UInt128>] = [.init(1, 128), .init(0xfc00, length: 7)]

private let forbiddenV6: [AddressBlock<UInt128>] = [
    .init(0x2001, length: 23),  // Teredo, benchmarking, ORCHID
    .init(0x2001, 0x0db8, length: 32), .init(0x3fff, length: 20),  // documentation
    .init(0x2002, length: 16),  // 6to4, which holds an IPv4 address
    .init(0xfd00_0ec2 << 96 | 0x254, 128),  // Amazon's metadata
    .init(0xfd20_00ce << 96 | 0x254, 128),  // Google's metadata
]
