public import Model

extension ChatPlatform {
    /// The text in as many messages as the platform needs to show all of it, in order; one where it holds it whole.
    ///
    /// It is divided between paragraphs, else between the items of a list (a key result with its trend), and only where a single item is longer than a
    /// message between words. The parts bear their number in the title. The first alone calls people; the others are meant to stand under it.
    public func parts(of message: OutgoingMessage) -> [OutgoingText] {
        guard message.edits == nil, message.reactsTo == nil, !holds(message) else { return [message.text] }
        var parting = Parting(message: message, holds: holds)
        for paragraph in message.text.paragraphs { parting.add(paragraph) }
        return parting.texts
    }
}

/// Fills one part after the other.
private struct Parting {
    /// What is longer than so many messages is cut in the last one, which says so.
    private static let mostParts = 30
    /// Leaves room for the part's number in every platform's title.
    private static let titleLimit = TextLimit(100, .utf16)
    /// No message that is limited at all is longer: no more of an item is looked at for a single part.
    private static let longest = 30_000

    let message: OutgoingMessage
    let holds: (OutgoingMessage) -> Bool
    private var done: [[String]] = []
    private var part: [String] = []

    init(message: OutgoingMessage, holds: @escaping (OutgoingMessage) -> Bool) {
        self.message = message
        self.holds = holds
    }

    var texts: [OutgoingText] {
        var all = part.isEmpty ? done : done + [part]
        if all.count > Self.mostParts { all = all.prefix(Self.mostParts - 1) + [cut(all.dropFirst(Self.mostParts - 1))] }
        guard all.count > 1 else { return [message.text] }
        return all.enumerated().map { OutgoingText(title: title($0.offset + 1, of: all.count), paragraphs: $0.element) }
    }

    /// As much of the parts as one message holds, then how much does not find room, then the end of the whole, which tells how to answer.
    private func cut(_ parts: ArraySlice<[String]>) -> [String] {
        var shown = parts.first ?? []
        var hidden = Array(parts.dropFirst().joined())
        let end = hidden.popLast().map { [$0] } ?? []
        var count = hidden.reduce(0) { $0 + Self.lines(of: $1).count }
        while !shown.isEmpty, !fits(shown + [remark(count)] + end) {
            var lines = Self.lines(of: shown.removeLast())
            lines.removeLast()
            count += 1
            if !lines.isEmpty { shown.append(lines.joined(separator: "\n")) }
        }
        return shown + [remark(count)] + end
    }

    private func remark(_ count: Int) -> String {
        let rest = count == 1 ? "One more line does" : "\(count) more lines do"
        return "… \(rest) not fit here." + (message.kind == .prompt ? " What is not shown can be answered all the same, by its name or number." : "")
    }

    private static func lines(of text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    mutating func add(_ paragraph: String) {
        if done.count >= Self.mostParts || fits(part + [paragraph]) { return part.append(paragraph) }
        var items = Self.items(of: paragraph)[...]
        if items.count == 1 { end() }
        var isBegun = false
        while let first = items.first {
            let count = Self.most(of: items.count) { fits(joined(items.prefix($0), isBegun: isBegun)) }
            if count > 0 {
                part = joined(items.prefix(count), isBegun: isBegun)
                isBegun = true
                items = items.dropFirst(count)
                if !items.isEmpty { end() }
            } else if part.isEmpty || done.count >= Self.mostParts {
                breakUp(first)
                isBegun = !part.isEmpty
                items = items.dropFirst()
            } else {
                end()
            }
            if part.isEmpty { isBegun = false }
        }
    }

    /// The part with further items of a paragraph that may have begun in it.
    private func joined(_ items: ArraySlice<String>, isBegun: Bool) -> [String] {
        let text = items.joined(separator: "\n")
        guard isBegun, let last = part.last else { return part + [text] }
        return part.dropLast() + [last + "\n" + text]
    }

    /// An item that is longer than a message: as much as fits in each of several.
    private mutating func breakUp(_ item: String) {
        var rest = item[...]
        while !rest.isEmpty, done.count < Self.mostParts, rest.utf8.count > Self.longest * 4 || !fits([String(rest)]) {
            let head = head(of: rest)
            part = [String(head)]
            end()
            rest = rest[head.endIndex...].drop(while: \.isWhitespace)
        }
        if !rest.isEmpty { part.append(String(rest)) }
    }

    /// The greatest number up to this one that fits, found in few tries; every smaller one must fit as well.
    private static func most(of count: Int, _ fits: (Int) -> Bool) -> Int {
        var fitting = 0
        var tooMany = min(count, 64)
        while tooMany <= count, fits(tooMany) {
            fitting = tooMany
            if fitting == count { return count }
            tooMany = min(count, tooMany * 2)
        }
        while fitting + 1 < tooMany {
            let middle = (fitting + tooMany) / 2
            if fits(middle) { fitting = middle } else { tooMany = middle }
        }
        return fitting
    }

    private mutating func end() {
        if !part.isEmpty { done.append(part) }
        part = []
    }

    private func fits(_ paragraphs: [String]) -> Bool {
        var whole = message
        whole.text = OutgoingText(title: title(Self.mostParts, of: Self.mostParts), paragraphs: paragraphs)
        if !done.isEmpty { whole.mentions = [] }
        return holds(whole)
    }

    private func title(_ number: Int, of count: Int) -> String {
        let mark = "(\(number)/\(count))"
        return message.text.title.map { Self.titleLimit.cut($0) + " " + mark } ?? mark
    }

    /// As much as a message holds, to the end of a line, else of a word where one ends in the last half, else of a cluster; at least one cluster.
    private func head(of text: Substring) -> Substring {
        var ends: [Substring.Index] = []
        func lengthen(to count: Int) {
            while ends.count < count, ends.last != text.endIndex { ends.append(text.index(after: ends.last ?? text.startIndex)) }
        }
        // No further than a little beyond what fits, since texts may be long.
        var span = 256
        lengthen(to: span)
        while ends.count == span, span < Self.longest, fits([String(text[..<ends[span - 1]])]) {
            span *= 2
            lengthen(to: span)
        }
        let count = max(1, Self.most(of: ends.count) { fits([String(text[..<ends[$0 - 1]])]) })
        let end = ends[count - 1]
        // What ends where a word ends is no cut.
        if end < text.endIndex, text[end].isWhitespace { return text[..<end] }
        let most = text[..<end]
        let late = most.index(most.startIndex, offsetBy: most.count / 2)
        let border = most[late...].lastIndex(where: \.isNewline) ?? most[late...].lastIndex(where: \.isWhitespace)
        return border.map { most[..<$0] } ?? most
    }

    /// The lines of a list, each with those that go on with it; a heading goes with the first.
    private static func items(of paragraph: String) -> [String] {
        var items: [String] = []
        for (number, line) in lines(of: paragraph).enumerated() {
            if number > 1 && !line.hasPrefix("↳") {
                items.append(String(line))
            } else if let last = items.last {
                items[items.count - 1] = last + "\n" + line
            } else {
                items.append(String(line))
            }
        }
        return items
    }
}
