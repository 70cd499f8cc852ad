extension MetricRegistry {
    /// The media type of ``text``: Prometheus' text format, version 0.0.4.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// All families that have a series, in the order in which they were announced, each with its series by their labels.
    public var text: String {
        var page = ""
        for family in families {
            let series = series(of: family.name)
            guard !series.isEmpty else { continue }
            page += "# HELP \(family.name) \(helpText(family.help))\n# TYPE \(family.name) \(family.kind.word)\n"
            for (labels, series) in series.map({ (labelText($0.key), $0.value) }).sorted(by: { $0.0 < $1.0 }) {
                switch series {
                case .number(let series): page += sample(family.name, labels, series.value)
                case .histogram(let series): page += histogram(family.name, labels, series)
                }
            }
        }
        return page
    }

    /// Buckets are cumulative, and the last of them counts all.
    private func histogram(_ name: String, _ labels: String, _ series: HistogramSeries) -> String {
        let counts = series.current
        var text = ""
        var below: UInt64 = 0
        for (bound, count) in zip(series.bounds.map(numberText) + ["+Inf"], counts.buckets) {
            below += count
            text += sample(name + "_bucket", [labels, "le=\"\(bound)\""].filter { !$0.isEmpty }.joined(separator: ","), Double(below))
        }
        return text + sample(name + "_sum", labels, counts.sum) + sample(name + "_count", labels, Double(below))
    }

    private func sample(_ name: String, _ labels: String, _ value: Double) -> String {
        name + (labels.isEmpty ? "" : "{\(labels)}") + " " + numberText(value) + "\n"
    }

    private func labelText(_ labels: [Label]) -> String {
        labels.map { "\($0.name)=\"\(escaped($0.value).replacing("\"", with: "\\\""))\"" }.joined(separator: ",")
    }

    private func helpText(_ text: String) -> String { escaped(text) }

    /// A line break in a label would forge a sample.
    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// As Go's ParseFloat reads it: whole numbers without a fraction, and words for what is none.
private func numberText(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    if let whole = Int64(exactly: value) { return String(whole) }
    return "\(value)"
}
