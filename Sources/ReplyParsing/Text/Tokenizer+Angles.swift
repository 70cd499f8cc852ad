import Model

/// What stands in angle brackets: Slack's and Discord's mentions and links, and HTML's elements.
extension Tokenizer {
    mutating func takeAngle() {
        switch byte(index + 1) {
        case 64, 35, 33, 58: takeEnclosed()
        case 45 where Ascii.isDigit(byte(index + 2)): emit(.tilde, to: index + 1)
        case 48...57, 61: emit(.tilde, to: index + (byte(index + 1) == 61 ? 2 : 1))
        case 32 where Ascii.isDigit(byte(index + 2)): emit(.tilde, to: index + 1)
        default: takeElementOrLink()
        }
    }

    private mutating func angleEnd() -> Int? {
        guard index >= noTagBefore else { return nil }
        var end = index + 1
        while end < bytes.count, bytes[end] != 62 { end += 1 }
        if end < bytes.count { return end }
        noTagBefore = end
        return nil
    }

    /// "<@U0ANA>", "<#C01|general>", "<!here>", "<:party:1234>".
    private mutating func takeEnclosed() {
        guard let end = angleEnd() else { return skip(to: index + 1) }
        if byte(index + 1) == 58 {
            var colon = index + 2
            while colon < end, bytes[colon] != 58 { colon += 1 }
            addEmoji(Folding.hash(bytes[(index + 2)..<colon]), to: end + 1)
        } else {
            emit(.reference, to: end + 1)
        }
    }

    private mutating func takeElementOrLink() {
        guard Ascii.isLetter(byte(index + 1)) || byte(index + 1) == 47, let end = angleEnd() else { return skip(to: index + 1) }
        if has("<http", at: index) || has("<mailto:", at: index) || has("<tel:", at: index) { return takeAngleLink(end) }
        if has("<a:", at: index) || has("<t:", at: index) || has("<time:", at: index) { return emit(.reference, to: end + 1) }
        takeElement(end)
    }

    private mutating func takeAngleLink(_ end: Int) {
        guard let bar = bytes[index..<end].firstIndex(of: 124) else { return emit(.reference, to: end + 1) }
        labelEnd = end
        afterLabel = end + 1
        skip(to: bar + 1)
        isSpaced = true
    }

    private mutating func takeElement(_ end: Int) {
        var nameEnd = index + 1
        if byte(nameEnd) == 47 { nameEnd += 1 }
        let nameStart = nameEnd
        while Ascii.isAlphanumeric(byte(nameEnd)) || byte(nameEnd) == 45 { nameEnd += 1 }
        let isClosing = nameStart > index + 1
        let name = String(decoding: bytes[nameStart..<min(nameEnd, nameStart + 12)], as: UTF8.self).lowercased()
        switch name {
        case "s", "del", "strike", "blockquote", "mx-reply": isClosing ? skip(to: end + 1) : skipElement(name, from: end + 1)
        case "at":
            guard !isClosing, let close = find("</at>", from: end + 1, within: 200) else { return skip(to: end + 1) }
            emit(.reference, to: close + 5)
        case "br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol": newline(at: end + 1)
        case "td", "th": emit(.bar, to: end + 1)
        default: skip(to: end + 1)
        }
    }

    /// Leaves out an element with all that it holds; without an end, only its tag.
    private mutating func skipElement(_ name: String, from position: Int) {
        let closing = Array("</\(name)".utf8)
        var position = position
        while position < bytes.count {
            if bytes[position] == 60, matches(closing, at: position) {
                var end = position
                while end < bytes.count, bytes[end] != 62 { end += 1 }
                skip(to: end + 1)
                isSpaced = true
                if name == "blockquote" || name == "mx-reply" { newline(at: index) }
                return
            }
            position += 1
        }
        index = bytes.count
    }

    private func matches(_ text: [UInt8], at position: Int) -> Bool {
        guard position + text.count <= bytes.count else { return false }
        return text.indices.allSatisfy { Ascii.lower(bytes[position + $0]) == text[$0] }
    }
}
