/// Mistakes in a team's file, each with its place and sentence.
let teamMistakes: [Mistake] = [
    Mistake(
        "team: growth\n", "",
        ["teams/growth.yaml:1:1: `team` is missing; write, say, `team: growth`"]),
    Mistake(
        "team: growth", "team: Growth",
        ["teams/growth.yaml:1:7: team: \"Growth\" is no id: an id is a lower-case letter, then up to 39 lower-case letters, digits, `_` or `-`"]),
    Mistake(
        "team: growth", "team:",
        ["teams/growth.yaml:1:6: team: `team` has no value; write, say, `team: growth`, or remove it"]),
    Mistake(
        "team: growth", "team: [growth]",
        ["teams/growth.yaml:1:7: team: expected a single value, found a list; write, say, `team: growth`"]),
    Mistake(
        "team: growth", "team: growth\nname: \"\"",
        ["teams/growth.yaml:2:7: name: the text is empty: write one, or remove the key"]),
    Mistake(
        "team: growth", "team: growth\nname: " + String(repeating: "x", count: 201),
        ["teams/growth.yaml:2:7: name: the text is longer than 200 characters: shorten it"]),
    Mistake(
        "team: growth", "team: growth\nname: |\n  a\n  b",
        ["teams/growth.yaml:2:7: name: the text runs over several lines: write it on one"]),
    Mistake(
        "team: growth", "team: growth\nname: \"${env:NAME}\"",
        ["teams/growth.yaml:2:7: name: this key takes no secret reference: write the value itself"]),
    Mistake(
        "team: growth", "team: growth\nlocale: no",
        ["teams/growth.yaml:2:9: locale: \"no\" is not known here; did you mean `nb`?"]),
    Mistake(
        "team: growth", "team: growth\nlocal: en",
        ["teams/growth.yaml:2:1: local: `local` is not known here; did you mean `locale`?"]),
    Mistake(
        "team: growth", "team: growth\nteam: other",
        ["teams/growth.yaml:2:1: team: `team` stands twice in the same group, first on line 1: keep one of the two"]),
    Mistake(
        "channel: growth", "channel: grwoth",
        ["teams/growth.yaml:2:10: channel: there is no channel \"grwoth\"; did you mean `growth`?"]),
    Mistake(
        "channel: growth", "channel: nowhere",
        ["teams/growth.yaml:2:10: channel: there is no channel \"nowhere\"; channels stand in outcomed.yaml under `channels`"]),
    Mistake(
        "time_zone: Europe/Oslo", "time_zone: Europe/Olso",
        ["teams/growth.yaml:3:12: time_zone: there is no time zone \"Europe/Olso\"; did you mean `Europe/Oslo`?"]),
    Mistake(
        "time_zone: Europe/Oslo", "time_zone: ../etc/passwd",
        ["teams/growth.yaml:3:12: time_zone: there is no time zone \"../etc/passwd\"; write a name such as Europe/Oslo"]),
    Mistake(
        "time_zone: Europe/Oslo\n", "",
        ["teams/growth.yaml:1:1: `time_zone` is missing; write, say, `time_zone: Europe/Oslo`"]),
    Mistake(
        "  ask: Mon 09:00\n", "",
        ["teams/growth.yaml:4:1: check_in: `ask` is missing; write, say, `ask: Mon 09:00`"]),
    Mistake(
        "ask: Mon 09:00", "ask: Monday morning",
        ["teams/growth.yaml:5:8: check_in.ask: \"Monday morning\" is no weekday with a time; write, say, Mon 09:00"]),
    Mistake(
        "ask: Mon 09:00", "ask: first Mon 09:00",
        ["teams/growth.yaml:5:8: check_in.ask: \"first Mon 09:00\" names a week of the month; add `every: month`, or write the weekday alone"]),
    Mistake(
        "ask: Mon 09:00", "ask: Mon 09:00\n  every: month",
        ["teams/growth.yaml:5:8: check_in.ask: \"Mon 09:00\" does not say in which week of the month; write, say, first Mon 09:00"]),
    Mistake(
        "ask: Mon 09:00", "ask: Mon 09:00\n  every: fortnight",
        ["teams/growth.yaml:6:10: check_in.every: \"fortnight\" is no period; write 1 week, 2 weeks and so on, or month"]),
    Mistake(
        "ask: Mon 09:00", "ask: Mon 09:00\n  every: 0 weeks",
        ["teams/growth.yaml:6:10: check_in.every: 0 weeks is no period; write 1 to 520 weeks"]),
    Mistake(
        "ask: Mon 09:00", "ask: Mon 25:00",
        ["teams/growth.yaml:5:8: check_in.ask: \"Mon 25:00\" is no weekday with a time; write, say, Mon 09:00"]),
    Mistake(
        "close: Tue 17:00", "close: Mon 08:00\n  remind: [Tue 09:00, Mon 08:30]",
        [
            "teams/growth.yaml:7:23: check_in.remind[1]: the first Mon 08:30 after the ask does not come before the close; remind earlier or close later"
        ]),
    Mistake(
        "close: Tue 17:00", "close: Mon 09:00",
        ["teams/growth.yaml:6:10: check_in.close: the first Mon 09:00 after the ask does not come before the next ask; close the check-in earlier"]),
    Mistake(
        "close: Tue 17:00", "close: Tue 17:00\n  remind: Tue 09:00",
        ["teams/growth.yaml:7:11: check_in.remind: expected a list, found a single value; write, say, `remind: [Tue 09:00]`"]),
    Mistake(
        "close: Tue 17:00", "close: Tue 17:00\n  starting: 2026-02-30",
        ["teams/growth.yaml:7:13: check_in.starting: \"2026-02-30\" is no date; write year, month and day, such as 2026-10-01"]),
    Mistake(
        "close: Tue 17:00", "close: Tue 17:00\n  skip: [2026-12-24, soon, 2027-01-01..2026-12-21, 2026-1-1]",
        [
            "teams/growth.yaml:7:22: check_in.skip[1]: \"soon\" is neither a date nor a span; write 2026-12-24, or 2026-12-21..2027-01-01",
            "teams/growth.yaml:7:28: check_in.skip[2]: the span \"2027-01-01..2026-12-21\" ends before it begins: swap its dates",
            "teams/growth.yaml:7:52: check_in.skip[3]: \"2026-1-1\" is neither a date nor a span; write 2026-12-24, or 2026-12-21..2027-01-01",
        ]),
    Mistake(
        "close: Tue 17:00", "close: Tue 17:00\n  paused: yes",
        ["teams/growth.yaml:7:11: check_in.paused: \"yes\" is not known here; write true or false"]),
    Mistake(
        "close: Tue 17:00", "close: Tue 17:00\n  catch_up: 2 weeks",
        ["teams/growth.yaml:7:13: check_in.catch_up: \"2 weeks\" is no duration here; write, say, 48 h"]),
    Mistake(
        "close: Tue 17:00", "close: Tue 17:00\n  catch_up: 40 days",
        ["teams/growth.yaml:7:13: check_in.catch_up: a missed check-in can be asked at most 744 h late, and no less than 0 h"]),
    Mistake(
        "close: Tue 17:00", "close: Tue 17:00\n  ask_in: dm",
        ["teams/growth.yaml:7:11: check_in.ask_in: \"dm\" is not known here; write channel or direct"]),
    Mistake(
        "close: Tue 17:00", "close: Tue 17:00\n  reminder: [Tue 09:00]",
        ["teams/growth.yaml:7:3: check_in.reminder: `reminder` is not known here; did you mean `remind`?"]),
    Mistake(
        "ana: {name: Ana, chat: {slack: U0ANA}}", "Ana: {name: Ana}",
        [
            "teams/growth.yaml:8:3: people: \"Ana\" is no id: an id is a lower-case letter, then up to 39 lower-case letters, digits, `_` or `-`",
            "teams/growth.yaml:20:16: objectives.activation.key_results.signups.owner: there is no person \"ana\"; people stand in the team's file under `people`",
        ]),
    Mistake(
        "slack: U0ANA", "slak: U0ANA",
        ["teams/growth.yaml:8:27: people.ana.chat.slak: there is no account \"slak\"; did you mean `slack`?"]),
    Mistake(
        "slack: U0BEN", "slack: U0ANA",
        ["teams/growth.yaml:9:34: people.ben.chat.slack: this is the chat user of `ana` too: each person has their own"]),
    Mistake(
        "chat: {slack: U0ANA}", "away: 2026-11-02",
        ["teams/growth.yaml:8:26: people.ana.away: expected a list, found a single value; write, say, `away: [2026-11-02..2026-11-06]`"]),
    Mistake(
        "chat: {slack: U0ANA}", "chat: U0ANA",
        ["teams/growth.yaml:8:26: people.ana.chat: expected a group of keys, found a single value; write, say, `chat: {company-slack: U0ANA}`"]),
    Mistake(
        "chat: {slack: U0ANA}", "timezone: Europe/Lisbon",
        ["teams/growth.yaml:8:20: people.ana.timezone: `timezone` is not known here; did you mean `time_zone`?"]),
    Mistake(
        "chat: {slack: U0ANA}", "time_zone: Lisbon",
        ["teams/growth.yaml:8:31: people.ana.time_zone: there is no time zone \"Lisbon\"; write a name such as Europe/Oslo"]),
    Mistake(
        "start: 2026-10-01", "start: 2027-10-01",
        ["teams/growth.yaml:10:48: cycle.end: the cycle ends before it starts: swap the dates"]),
    Mistake(
        "start: 2026-10-01", "start: 1 October",
        ["teams/growth.yaml:10:31: cycle.start: \"1 October\" is no date; write year, month and day, such as 2026-10-01"]),
    Mistake(
        ", end: 2026-12-31", "",
        ["teams/growth.yaml:10:8: cycle: `end` is missing; write, say, `end: 2026-12-31`"]),
    Mistake(
        "objectives:\n", "objectives: {}\nrest:\n",
        [
            "teams/growth.yaml:11:13: objectives: expected a list, found a group of keys; write, say, `objectives: [{id: activation, title: New users reach value}]`",
            "teams/growth.yaml:12:1: rest: `rest` is not known here; known are team, name, channel, time_zone, locale, check_in, people, cycle and objectives",
        ]),
    Mistake(
        "id: activation", "id: 1",
        [
            "teams/growth.yaml:12:9: objectives[0].id: \"1\" is no id: an id is a lower-case letter, then up to 39 lower-case letters, digits, `_` or `-`"
        ]),
    Mistake(
        "title: New users reach value\n", "titel: New users reach value\n",
        ["teams/growth.yaml:13:5: objectives.activation.titel: `titel` is not known here; did you mean `title`?"]),
    Mistake(
        "id: churn", "id: signups",
        [
            "teams/growth.yaml:21:13: objectives.activation.key_results.signups.id: a key result `signups` stands already on line 15: ids are unique in a team",
            "teams/growth.yaml:30:39: objectives.activation.initiatives.tour.moves[1].key_result: there is no key result \"churn\"; key results stand in the team's file under `objectives`",
        ]),
    Mistake(
        "title: Monthly churn", "title: weekly  Sign-ups",
        [
            "teams/growth.yaml:22:16: objectives.activation.key_results.churn.title: `signups` has the same title, so that a reply could mean either: tell them apart"
        ]),
    Mistake(
        "title: Monthly churn", "title: SIGNUPS",
        [
            "teams/growth.yaml:22:16: objectives.activation.key_results.churn.title: \"SIGNUPS\" is the id of `signups` too, so that a reply could mean either"
        ]),
    Mistake(
        "kind: percent", "aliases: [signups]\n        kind: percent",
        [
            "teams/growth.yaml:23:19: objectives.activation.key_results.churn.aliases[0]: \"signups\" is the id of `signups` too, so that a reply could mean either"
        ]),
    Mistake(
        "kind: percent", "aliases: [weekly sign-ups]\n        kind: percent",
        [
            "teams/growth.yaml:23:19: objectives.activation.key_results.churn.aliases[0]: \"weekly sign-ups\" is the title of `signups` too, so that a reply could mean either"
        ]),
    Mistake(
        "kind: number", "aliases: [new ones]\n        kind: number\n        was: [old]\n        indicator: both",
        ["teams/growth.yaml:20:20: objectives.activation.key_results.signups.indicator: \"both\" is not known here; write leading or lagging"]),
    Mistake(
        "kind: percent", "aliases: [\"12\"]\n        kind: percent",
        [
            "teams/growth.yaml:23:19: objectives.activation.key_results.churn.aliases[0]: \"12\" reads as a number, which replies use for values: choose a word"
        ]),
    Mistake(
        "kind: percent", "aliases: [KR1]\n        kind: percent",
        [
            "teams/growth.yaml:23:19: objectives.activation.key_results.churn.aliases[0]: \"KR1\" reads as a position in the prompt: choose another word"
        ]),
    Mistake(
        "kind: percent", "aliases: leaving\n        kind: percent",
        [
            "teams/growth.yaml:23:18: objectives.activation.key_results.churn.aliases: expected a list, found a single value; write, say, `aliases: [sign ups]`"
        ]),
    Mistake(
        "id: churn", "id: kr1",
        [
            "teams/growth.yaml:21:13: objectives.activation.key_results.kr1.id: `kr1` reads as another position in the prompt than the key result has: choose another id",
            "teams/growth.yaml:30:39: objectives.activation.initiatives.tour.moves[1].key_result: there is no key result \"churn\"; key results stand in the team's file under `objectives`",
        ]),
    Mistake(
        "kind: percent", "was: [signups]\n        kind: percent",
        [
            "teams/growth.yaml:23:15: objectives.activation.key_results.churn.was[0]: `signups` is the id of a key result of today: an earlier id must be out of use"
        ]),
    Mistake(
        "owner: ben", "owner: ben\n        was: [old]\n      - {id: third, title: Third, kind: number, target: 1, was: [old]}",
        ["teams/growth.yaml:28:66: objectives.activation.key_results.third.was[0]: two key results say that they were `old`: a series has one heir"]),
    Mistake(
        "target: 2500", "taget: 2500",
        ["teams/growth.yaml:19:9: objectives.activation.key_results.signups.taget: `taget` is not known here; did you mean `target`?"]),
    Mistake(
        "kind: percent", "kind: precent",
        ["teams/growth.yaml:23:15: objectives.activation.key_results.churn.kind: \"precent\" is not known here; did you mean `percent`?"]),
    Mistake(
        "kind: percent", "kind: text",
        [
            "teams/growth.yaml:23:15: objectives.activation.key_results.churn.kind: \"text\" is not known here; write number, percent, currency, duration, milestone or boolean"
        ]),
    Mistake(
        "        kind: percent\n", "",
        ["teams/growth.yaml:21:9: objectives.activation.key_results.churn: `kind` is missing; write, say, `kind: number`"]),
    Mistake(
        "kind: percent", "kind: percent\n        unit: points",
        ["teams/growth.yaml:24:15: objectives.activation.key_results.churn.unit: the unit of percent is %: write \"%\", or remove it"]),
    Mistake(
        "kind: percent", "kind: currency",
        ["teams/growth.yaml:21:9: objectives.activation.key_results.churn: a currency needs a unit; write, say, `unit: EUR`"]),
    Mistake(
        "kind: percent", "kind: duration",
        ["teams/growth.yaml:21:9: objectives.activation.key_results.churn: a duration needs a unit; write, say, `unit: min`"]),
    Mistake(
        "kind: percent", "kind: duration\n        unit: minutes",
        [
            "teams/growth.yaml:24:15: objectives.activation.key_results.churn.unit: \"minutes\" is no unit of time here; write ms, s, min, h, days or weeks"
        ]),
    Mistake(
        "kind: percent\n        baseline: 5.5\n        target: 3", "kind: boolean\n        unit: x\n        target: maybe",
        [
            "teams/growth.yaml:24:15: objectives.activation.key_results.churn.unit: a boolean has no unit: remove it",
            "teams/growth.yaml:25:17: objectives.activation.key_results.churn.target: \"maybe\" is no value of a boolean; write yes or no",
        ]),
    Mistake(
        "kind: percent\n        baseline: 5.5\n        target: 3", "kind: boolean\n        keep: {at_least: 1}",
        ["teams/growth.yaml:24:9: objectives.activation.key_results.churn.keep: a boolean has a target, not bounds to keep"]),
    Mistake(
        "kind: percent\n        baseline: 5.5\n        target: 3", "kind: milestone\n        baseline: -1\n        target: 2.5",
        [
            "teams/growth.yaml:24:19: objectives.activation.key_results.churn.baseline: a milestone counts steps: \"-1\" must be a whole number, and a target at least 1",
            "teams/growth.yaml:25:17: objectives.activation.key_results.churn.target: a milestone counts steps: \"2.5\" must be a whole number, and a target at least 1",
        ]),
    Mistake(
        "target: 2500", "target: 2,500",
        ["teams/growth.yaml:19:17: objectives.activation.key_results.signups.target: \"2,500\" is not a number; write 2500"]),
    Mistake(
        "target: 2500", "target: 45%",
        ["teams/growth.yaml:19:17: objectives.activation.key_results.signups.target: \"45%\" is not a number; write 45"]),
    Mistake(
        "target: 2500", "target: 1e3",
        [
            "teams/growth.yaml:19:17: objectives.activation.key_results.signups.target: \"1e3\" is not a number; write digits, with a dot before decimals, such as 2500 or 99.9"
        ]),
    Mistake(
        "target: 2500", "target: 12345678901234567890",
        [
            "teams/growth.yaml:19:17: objectives.activation.key_results.signups.target: \"12345678901234567890\" is not a number; write digits, with a dot before decimals, such as 2500 or 99.9"
        ]),
    Mistake(
        "        target: 2500\n", "",
        [
            "teams/growth.yaml:15:9: objectives.activation.key_results.signups: a key result needs a target, or bounds to keep: write, say, `target: 2500`, or `keep: {at_least: 99.9}`"
        ]),
    Mistake(
        "target: 2500", "target: 2500\n        keep: {at_least: 1}",
        [
            "teams/growth.yaml:20:9: objectives.activation.key_results.signups.keep: a key result has either a target or bounds to keep: remove one of the two"
        ]),
    Mistake(
        "target: 2500", "keep: {}",
        ["teams/growth.yaml:19:15: objectives.activation.key_results.signups.keep: `keep` takes exactly one of at_least, at_most and between"]),
    Mistake(
        "target: 2500", "keep: {at_least: 1, at_most: 2}",
        ["teams/growth.yaml:19:15: objectives.activation.key_results.signups.keep: `keep` takes exactly one of at_least, at_most and between"]),
    Mistake(
        "target: 2500", "keep: {between: [2, 1]}",
        ["teams/growth.yaml:19:16: objectives.activation.key_results.signups.keep.between: the first bound must be below the second: swap them"]),
    Mistake(
        "target: 2500", "keep: {between: [2]}",
        [
            "teams/growth.yaml:19:16: objectives.activation.key_results.signups.keep.between: `between` takes two numbers; write, say, `between: [10, 20]`"
        ]),
    Mistake(
        "target: 2500", "keep: 5",
        [
            "teams/growth.yaml:19:15: objectives.activation.key_results.signups.keep: expected a group of keys, found a single value; write, say, `keep: {at_least: 99.9}`"
        ]),
    Mistake(
        "owner: ana", "owner: an",
        ["teams/growth.yaml:20:16: objectives.activation.key_results.signups.owner: there is no person \"an\"; did you mean `ana`?"]),
    Mistake(
        "owner: ana", "owner: zoe",
        [
            "teams/growth.yaml:20:16: objectives.activation.key_results.signups.owner: there is no person \"zoe\"; people stand in the team's file under `people`"
        ]),
    Mistake(
        "id: tour\n        title: Guided product tour", "title: Guided product tour",
        ["teams/growth.yaml:28:9: objectives.activation.initiatives[0]: `id` is missing; write, say, `id: tour`"]),
    Mistake(
        "moves: [signups,", "moves: [sign_ups,",
        ["teams/growth.yaml:30:17: objectives.activation.initiatives.tour.moves[0]: there is no key result \"sign_ups\"; did you mean `signups`?"]),
    Mistake(
        "moves: [signups,", "moves: [churn,",
        ["teams/growth.yaml:30:37: objectives.activation.initiatives.tour.moves[1].key_result: `churn` stands here twice: keep one of the two"]),
    Mistake(
        "\"-5%\"", "5%",
        [
            "teams/growth.yaml:30:54: objectives.activation.initiatives.tour.moves[1].expect: \"5%\" is no expected movement; write a number with its sign, such as \"+300\" or \"-5%\""
        ]),
    Mistake(
        "\"-5%\"", "\"+many\"",
        [
            "teams/growth.yaml:30:54: objectives.activation.initiatives.tour.moves[1].expect: \"+many\" is no expected movement; write a number with its sign, such as \"+300\" or \"-5%\""
        ]),
    Mistake(
        "6 weeks", "6 hours",
        ["teams/growth.yaml:30:69: objectives.activation.initiatives.tour.moves[1].within: \"6 hours\" is no duration here; write, say, 6 weeks"]),
    Mistake(
        "6 weeks", "soon",
        ["teams/growth.yaml:30:69: objectives.activation.initiatives.tour.moves[1].within: \"soon\" is no duration here; write, say, 6 weeks"]),
    Mistake(
        "moves: [signups, {key_result: churn, expect: \"-5%\", within: 6 weeks}]", "moves: signups",
        [
            "teams/growth.yaml:30:16: objectives.activation.initiatives.tour.moves: expected a list, found a single value; write, say, `moves: [signups]`"
        ]),
    Mistake(
        "{key_result: churn,", "{keyresult: churn,",
        [
            "teams/growth.yaml:30:27: objectives.activation.initiatives.tour.moves[1].keyresult: `keyresult` is not known here; did you mean `key_result`?"
        ]),
    Mistake(
        "  ask: Mon 09:00", "\task: Mon 09:00",
        ["teams/growth.yaml:5:1: a tab stands where only spaces may: indent with spaces"]),
    Mistake(
        "title: Weekly sign-ups", "title: Weekly: sign-ups",
        ["teams/growth.yaml:16:22: a second `: ` on this line: put quotation marks around a value that holds a colon, and check the indentation"]),
    Mistake(
        "title: Weekly sign-ups", "title: \"Weekly",
        ["teams/growth.yaml:30:55: a value ends before this: check the quotation marks, on the lines above too"]),
    Mistake(
        "title: Weekly sign-ups", "title: @weekly",
        ["teams/growth.yaml:16:16: a value cannot begin with this character: put quotation marks around it"]),
    Mistake(
        "title: Weekly sign-ups", "title: *weekly",
        ["teams/growth.yaml:16:16: an alias (`*name`) without an anchor (`&name`) before it: put quotation marks around a value that begins with `*`"]
    ),
    Mistake(
        "title: Weekly sign-ups", "title: \"a\\qb\"",
        ["teams/growth.yaml:16:18: an escape that YAML does not know: use single quotation marks where a backslash is meant as itself"]),
    Mistake(
        "title: Weekly sign-ups", "title Weekly",
        ["teams/growth.yaml:17:9: a key without `:` after it: write `key: value`"]),
    Mistake(
        "        title: Weekly sign-ups", "       title: Weekly sign-ups",
        ["teams/growth.yaml:16:8: the indentation does not fit the lines above: keys of one group begin in the same column"]),
    Mistake(
        "slack: U0ANA}}", "slack: U0ANA}",
        ["teams/growth.yaml:8:8: a `[` or `{` is opened and not closed, or a comma is missing inside it"]),
    Mistake(
        "team: growth", "---\nteam: growth\n---\nx: y",
        ["teams/growth.yaml:3:1: a second document begins here: keep one to a file and remove the `---`"]),
    Mistake(
        "team: growth", "team: growth\nx: &a {b: 1}\n? *a\n: c",
        ["teams/growth.yaml:3:1: a key must be a word, not a list, a group or an alias"]),
    Mistake(
        "team: growth", "team: growth\n? [a]\n: c",
        ["teams/growth.yaml:2:3: a key must be a word, not a list, a group or an alias"]),
    Mistake(
        "people:\n", "people:\n  ben: {name: B}\n",
        ["teams/growth.yaml:10:3: people.ben: `ben` stands twice in the same group, first on line 8: keep one of the two"]),
]
