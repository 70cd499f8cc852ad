import HTTPTypes
import Model

/// The headers that every answer carries.
enum StandardHeaders {
    /// Those that the answer has not set itself. No Server header: what runs here is nobody's business.
    static func missing(in headers: HTTPFields, at now: Instant) -> HTTPFields {
        var missing = HTTPFields()
        for (name, value) in fixed where headers[name] == nil { missing[name] = value }
        missing[.date] = httpDate(now)
        return missing
    }

    private static let fixed: [(HTTPField.Name, String)] = {
        let texts = [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", contentSecurityPolicy),
            ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
        return texts.compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }()

    /// Script and style come from files of this server alone, so that a text which slips through unescaped still runs nothing.
    static let contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'"
}

/// `Mon, 26 Oct 2026 08:00:00 GMT` (RFC 9110 §5.6.7).
func httpDate(_ instant: Instant) -> String {
    let date = LocalDate(daysSinceEpoch: Int(instant.seconds.flooredQuotient(86400)))
    let second = Int(instant.seconds.flooredRemainder(86400))
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let clock = [second / 3600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
    return "\(date.weekday.short), \(twoDigits(date.day)) \(months[date.month - 1]) \(date.year) \(clock) GMT"
}

private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
