import Model

/// What stands at the head of a line: quotes, fences, headings, bullets and numbers of list items.
extension Tokenizer {
    /// True when something was taken.
    mutating func startLine() -> Bool {
        let byte = bytes[index]
        if byte == 32 || byte == 9 {
            isSpaced = true
            index += 1
            return true
        }
        isLineStart = false
        switch byte {
        case 62, 38: return takeQuote()
        case 96: return takeFence()
        case 35: return takeHeading()
        case 45, 42, 43: return takeBullet(width: 1)
        case 0xE2: return takeWideBullet()
        case 48...57, 40: return takeListNumber()
        case 91: return takeTask(at: index)
        case 124: return takeRow()
        default: return false
        }
    }

    func lineEnd(from position: Int) -> Int {
        var end = position
        while end < bytes.count, bytes[end] != 10 { end += 1 }
        return end
    }

    /// A line that begins with `>` is quoted, unless a number follows at once (">50"); `>>>` quotes all the rest.
    private mutating func takeQuote() -> Bool {
        let width = byte(index) == 62 ? 1 : has("&gt;", at: index) ? 4 : 0
        guard width > 0, !Ascii.isDigit(byte(index + width)) else { return false }
        if has(">>>", at: index) || has("&gt;&gt;&gt;", at: index) {
            skipQuote(to: bytes.count)
        } else {
            skipQuote(to: lineEnd(from: index))
        }
        return true
    }

    /// A fence is left out and what it holds is read as text, but Zulip's quote block is left out as a whole.
    private mutating func takeFence() -> Bool {
        var width = 0
        while byte(index + width) == 96 { width += 1 }
        guard width >= 3 else { return false }
        let end = lineEnd(from: index)
        if has("quote", at: index + width) {
            skipQuote(to: quoteEnd(from: end, fence: width))
            return true
        }
        let isLanguage = bytes[(index + width)..<end].allSatisfy { Ascii.isAlphanumeric($0) }
        index = isLanguage ? end : index + width
        return true
    }

    private func quoteEnd(from position: Int, fence: Int) -> Int {
        var start = position + 1
        while start < bytes.count {
            let end = lineEnd(from: start)
            let isClosing = end - start >= fence && bytes[start..<end].allSatisfy { $0 == 96 || $0 == 32 }
            if isClosing { return end }
            start = end + 1
        }
        return bytes.count
    }

    /// A table's row: "| 2 | 36.4 | green |". Its first cell names what the others are about; the heading and the line below it say nothing.
    private mutating func takeRow() -> Bool {
        let end = lineEnd(from: index)
        guard bytes[index..<end].count(where: { $0 == 124 }) > 1, !has("||", at: index) else { return false }
        if isRule(from: index) || end < bytes.count && isRule(from: end + 1) && !hasFigure(index..<end) {
            index = end
            return true
        }
        var cell = index + 1
        while byte(cell) == 32 { cell += 1 }
        var behind = cell
        var value = 0.0
        while Ascii.isDigit(byte(behind)), behind - cell < 3 {
            value = value * 10 + Double(byte(behind) - 48)
            behind += 1
        }
        let last = behind
        while byte(behind) == 32 { behind += 1 }
        index = cell
        if last > cell, byte(behind) == 124, value <= Double(vocabulary.targets.count) {
            listNumber = value
            emit(.listNumber, to: last)
            tokens[tokens.count - 1].number = value
            index = behind + 1
            isSpaced = true
        } else {
            colonBar = bytes[cell..<end].firstIndex(of: 124) ?? -1
        }
        return true
    }

    /// A cell of the row begins with a digit, which no heading's does.
    private func hasFigure(_ row: Range<Int>) -> Bool {
        var isHead = false
        for place in row {
            if bytes[place] == 124 {
                isHead = true
            } else if isHead, Ascii.isDigit(bytes[place]) {
                return true
            } else if bytes[place] != 32 {
                isHead = false
            }
        }
        return false
    }

    /// "|---|:--:|"
    private func isRule(from start: Int) -> Bool {
        let line = bytes[start..<lineEnd(from: start)]
        return line.first == 124 && line.contains(45) && line.allSatisfy { [124, 45, 58, 32, 9, 13].contains($0) }
    }

    private mutating func takeHeading() -> Bool {
        var end = index
        while byte(end) == 35 { end += 1 }
        guard byte(end) == 32, end - index <= 6 else { return false }
        index = end
        return true
    }

    private mutating func takeBullet(width: Int) -> Bool {
        guard Ascii.isSpace(byte(index + width)), byte(index + width) != 10 else { return false }
        emit(.bullet, to: index + width)
        isSpaced = true
        var next = index
        while byte(next) == 32 || byte(next) == 9 { next += 1 }
        index = next
        if byte(index) == 91 { return takeTask(at: index) || true }
        if Ascii.isDigit(byte(index)) || byte(index) == 40 { _ = takeListNumber() }
        return true
    }

    private mutating func takeWideBullet() -> Bool {
        guard byte(index + 1) == 0x80 || byte(index + 1) == 0x97, index + 2 < bytes.count else { return false }
        switch (bytes[index + 1], bytes[index + 2]) {
        case (0x80, 0xA2), (0x80, 0x93), (0x80, 0x94), (0x97, 0xA6), (0x97, 0x8F), (0x80, 0xA3): return takeBullet(width: 3)
        default: return false
        }
    }

    /// "[x]" is a ticked task, "[ ]" one still to do.
    private mutating func takeTask(at position: Int) -> Bool {
        guard byte(position + 2) == 93, byte(position + 3) == 32 else { return false }
        let mark = byte(position + 1)
        guard mark == 32 || mark == 120 || mark == 88 else { return false }
        emit(mark == 32 ? .openTask : .emoji, to: position + 3)
        if mark != 32 { tokens[tokens.count - 1].emoji = .check }
        return true
    }

    /// "1.", "1)" and "(1)" with a blank behind.
    private mutating func takeListNumber() -> Bool {
        let isParenthesised = byte(index) == 40
        var end = index + (isParenthesised ? 1 : 0)
        var value = 0.0
        let first = end
        while Ascii.isDigit(byte(end)), end - first < 3 {
            value = value * 10 + Double(byte(end) - 48)
            end += 1
        }
        let mark = byte(end)
        guard end > first, mark == 41 || (mark == 46 && !isParenthesised), end + 1 >= bytes.count || Ascii.isSpace(byte(end + 1)) else {
            return false
        }
        // "17. and fuel is 17.2k": neither a number of the prompt nor the next of a list.
        guard value <= Double(max(1, vocabulary.targets.count)) || value == listNumber + 1 else { return false }
        listNumber = value
        emit(.listNumber, to: end + 1)
        tokens[tokens.count - 1].number = value
        return true
    }
}
