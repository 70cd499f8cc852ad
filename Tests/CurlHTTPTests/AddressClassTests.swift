import Glibc
import OutboundHTTP
import Testing

@testable import CurlHTTP

@Suite struct AddressClassTests {
    @Test(
        "addresses that no request may reach, whatever the operator allows",
        arguments: [
            "0.0.0.0", "0.1.2.3", "169.254.45.1", "169.254.169.254", "255.255.255.255", "224.0.0.1", "233.252.0.16", "239.255.255.255",
            "240.240.240.240", "192.0.0.1", "192.0.0.192", "192.0.2.255", "198.51.100.65", "203.0.113.6", "192.88.99.3", "198.18.0.1",
            "198.19.255.255", "100.100.100.200", "168.63.129.16", "::", "::2", "::127.0.0.1", "::ffff:0.0.0.1", "::ffff:169.254.169.254",
            "2001:db8::1", "2001::1", "2002:7f00:1::", "3fff::1", "3fff:fff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1",
            "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::192.168.1.1", "64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8", "100::1",
            "fd00:ec2::254", "fd20:ce::254", "4000::1", "fe80::1%lo", "127.0.0.1 ", "localhost", "",
        ])
    func forbidden(_ text: String) { #expect(AddressClass(text: text) == .forbidden) }

    @Test(
        "addresses that only allow_private reaches",
        arguments: [
            "10.0.0.0", "10.254.0.0", "10.255.255.255", "172.16.10.65", "172.31.255.255", "192.168.10.65", "127.0.0.1", "127.254.254.254",
            "100.64.0.1", "100.127.255.255", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fc00::1", "fdff::1",
        ])
    func local(_ text: String) { #expect(AddressClass(text: text) == .local) }

    @Test(
        "addresses that every request may reach",
        arguments: [
            "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
            "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
            "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2606:4700::", "2001:200::1", "2a00:1450:4001:82f::200e",
        ])
    func global(_ text: String) { #expect(AddressClass(text: text) == .global) }

    @Test("a policy permits global addresses always, local ones where allowed, forbidden ones never")
    func permission() {
        let permitted: [AddressClass: [DestinationPolicy]] = [.global: [.publicOnly, .privateAllowed], .local: [.privateAllowed], .forbidden: []]
        for (kind, policies) in permitted {
            for policy in [DestinationPolicy.publicOnly, .privateAllowed] {
                #expect(kind.isPermitted(by: policy) == policies.contains(policy), "\(kind) \(policy)")
            }
        }
    }

    @Test("a socket address is judged as its text is", arguments: ["8.8.8.8", "127.0.0.1", "169.254.169.254"])
    func socketAddressV4(_ text: String) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        #expect(inet_pton(AF_INET, text, &address.sin_addr) == 1)
        #expect(classify(address) == AddressClass(text: text))
    }

    @Test("an IPv6 socket address is judged as its text is", arguments: ["2606:4700::", "::1", "::ffff:127.0.0.1", "fe80::1", "fd12::1"])
    func socketAddressV6(_ text: String) {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        #expect(inet_pton(AF_INET6, text, &address.sin6_addr) == 1)
        #expect(classify(address) == AddressClass(text: text))
    }

    @Test("a socket of another family is forbidden")
    func otherFamily() {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        #expect(classify(address) == .forbidden)
    }

    private func classify<Address>(_ address: Address) -> AddressClass {
        withUnsafePointer(to: address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { AddressClass($0) } }
    }
}
