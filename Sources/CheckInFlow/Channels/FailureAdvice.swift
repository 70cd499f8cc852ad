public import Model

/// What an operator can do about a failure of this class, where the platform has nothing more to say; nil where it passes by itself.
public func generalAdvice(_ failure: DeliveryFailure) -> String? {
    switch failure.kind {
    case .connect, .resolve:
        "The platform's server cannot be reached from this machine: check the address, the name service, the firewall and `proxy`."
    case .tls: "The server's certificate is not trusted by this machine: check its name and its issuer."
    case .timeout, .reset: "The server took the connection but did not answer: check what stands in between, such as a proxy."
    case .credentials: "The token is wrong, or was revoked: make a new one and put it where the credential is read from."
    case .gone: "The conversation does not exist, or the bot is not in it: check the id, and invite the bot."
    case .policy: failure.detail.contains("allow_private") ? "Set `allow_private: true` for the channel if the server is on your own network." : nil
    case .payload, .tooLarge: "The platform does not take the message's form: this is a fault of outcomed's, please report it."
    case .client: "The platform refuses the request: check the account's settings against the platform's page under docs/."
    case .throttled, .server, .expired, .internalError: nil
    }
}
