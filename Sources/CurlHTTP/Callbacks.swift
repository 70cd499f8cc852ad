import CCurl

// The functions that libcurl calls, from the loop's thread. Each finds its transfer behind the context pointer, which the loop keeps alive
// for as long as the handle is in use.

func findTransfer(behind context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

func onHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
    findTransfer(behind: context)?.takeHeader(buffer(bytes, size * count)) ?? -1
}

func onBody(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
    findTransfer(behind: context)?.takeBody(buffer(bytes, size * count)) ?? -1
}

func onOpenSocket(_ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
    guard let address, let transfer = findTransfer(behind: context) else { return CURL_SOCKET_BAD }
    return transfer.openSocket(address)
}

func onConnected(
    _ context: UnsafeMutableRawPointer?, _ remote: UnsafeMutablePointer<CChar>?, _ local: UnsafeMutablePointer<CChar>?, _ remotePort: Int32,
    _ localPort: Int32
) -> Int32 {
    guard let remote, let transfer = findTransfer(behind: context) else { return CURL_PREREQFUNC_ABORT }
    return transfer.mayUseConnection(to: String(cString: remote)) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

private func buffer(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    let raw = UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count)
    return raw.bindMemory(to: UInt8.self)
}
