/// Mistakes in the daemon's file, each with its place and sentence.
let daemonMistakes: [Mistake] = [
    Mistake(
        "accounts:", "log_format: jsn\naccounts:",
        ["outcomed.yaml:1:13: log_format: \"jsn\" is not known here; did you mean `json`?"], daemon: true),
    Mistake(
        "account: local", "account: locl",
        ["outcomed.yaml:8:19: channels.demo.account: there is no account \"locl\"; did you mean `local`?"], daemon: true),
    Mistake(
        "account: slack", "account: none",
        ["outcomed.yaml:9:21: channels.growth.account: there is no account \"none\"; accounts stand in outcomed.yaml under `accounts`"], daemon: true),
    Mistake(
        "platform: builtin", "platform: bultin",
        ["outcomed.yaml:2:21: accounts.local.platform: \"bultin\" is not known here; did you mean `builtin`?"], daemon: true),
    Mistake(
        "platform: builtin", "plattform: builtin",
        ["outcomed.yaml:2:11: accounts.local.plattform: `plattform` is not known here; did you mean `platform`?"], daemon: true),
    Mistake(
        "{platform: builtin}", "builtin",
        ["outcomed.yaml:2:10: accounts.local: expected a group of keys, found a single value; write, say, `local: {…}`"], daemon: true),
    Mistake(
        "{platform: builtin}", "",
        ["outcomed.yaml:2:9: accounts.local: `local` has no value; write, say, `local: {…}`, or remove it"], daemon: true),
    Mistake(
        ", conversation: C0GROWTH", "",
        ["outcomed.yaml:9:3: channels.growth: `conversation` is missing: the platform's id of the room, such as C0GROWTH"], daemon: true),
    Mistake(
        "conversation: C0GROWTH", "conversation: C0GROWTH, read: everything",
        ["outcomed.yaml:9:58: channels.growth.read: \"everything\" is not known here; write mentions or all"], daemon: true),
    Mistake(
        "conversation: C0GROWTH", "conversation: C0GROWTH, allow_private: 1, unknown_outcome: retry",
        [
            "outcomed.yaml:9:67: channels.growth.allow_private: \"1\" is not known here; write true or false",
            "outcomed.yaml:9:87: channels.growth.unknown_outcome: \"retry\" is not known here; write resend or drop",
        ], daemon: true),
    Mistake(
        "demo: {account: local}", "Demo: {account: local}",
        ["outcomed.yaml:8:3: channels: \"Demo\" is no id: an id is a lower-case letter, then up to 39 lower-case letters, digits, `_` or `-`"],
        daemon: true),
    Mistake(
        "\"${env:BOT_TOKEN}\"", "xoxb-1",
        [
            "outcomed.yaml:5:16: accounts.slack.bot_token: a secret must not stand in the file (what stands there is not shown); put it into a credential and write \"${credential:name}\", \"${env:NAME}\" or \"${file:path}\""
        ], daemon: true),
    Mistake(
        "\"${env:BOT_TOKEN}\"", "\"${evn:BOT_TOKEN}\"",
        [
            "outcomed.yaml:5:16: accounts.slack.bot_token: this is no secret reference (it is not shown); write \"${credential:name}\", \"${env:NAME}\" or \"${file:path}\""
        ], daemon: true),
    Mistake(
        "\"${env:BOT_TOKEN}\"", "[a]",
        ["outcomed.yaml:5:16: accounts.slack.bot_token: expected a single value, found a list; write, say, `bot_token: \"${credential:bot-token}\"`"],
        daemon: true),
    Mistake(
        "    signing_secret: \"${env:SIGNING_SECRET}\"\n", "",
        [
            "outcomed.yaml:3:3: accounts.slack.signing_secret: is missing: with bot_token, replies come by signed events, or are fetched with poll: true"
        ], daemon: true),
    Mistake(
        "platform: slack", "platform: slack\n    webhook_url: \"${env:URL}\"",
        ["outcomed.yaml:5:18: accounts.slack.webhook_url: cannot stand beside bot_token: give one of them"], daemon: true),
    Mistake(
        "platform: slack", "platform: slack\n    api_url: \"${env:URL}\"",
        ["outcomed.yaml:5:14: accounts.slack.api_url: this key takes no secret reference: write the value itself"], daemon: true),
    Mistake(
        "platform: slack", "platform: slack\n    api_url: slack.com",
        ["outcomed.yaml:5:14: accounts.slack.api_url: must be an http:// or https:// address with a host, without user name, fragment or spaces"],
        daemon: true),
    Mistake(
        "platform: slack", "platform: slack\n    bot_tokn: x",
        ["outcomed.yaml:5:5: accounts.slack.bot_tokn: `bot_tokn` is not known here; did you mean `bot_token`?"], daemon: true),
    Mistake(
        "accounts:\n", "listen: 8484\naccounts:\n",
        ["outcomed.yaml:1:9: listen: this is no address to listen at; write host:port, such as 127.0.0.1:8484 or [::1]:8484, or none"], daemon: true),
    Mistake(
        "accounts:\n", "public_url: example.org\naccounts:\n",
        ["outcomed.yaml:1:13: public_url: this is no web address; write, say, https://checkins.example.org, without user name, query or fragment"],
        daemon: true),
    Mistake(
        "accounts:\n", "proxy: proxy:3128\naccounts:\n",
        ["outcomed.yaml:1:8: proxy: this is no proxy address; write, say, http://proxy.example.org:3128 (http, https, socks5 or socks5h)"],
        daemon: true),
    Mistake(
        "accounts:\n", "proxy: http://me:pw@proxy:3128\naccounts:\n",
        ["outcomed.yaml:1:8: proxy: a proxy's user name and password cannot stand here: give the daemon a proxy that needs none"], daemon: true),
    Mistake(
        "accounts:\n", "allowed_hosts: [https://x.example, a b]\naccounts:\n",
        [
            "outcomed.yaml:1:17: allowed_hosts[0]: \"https://x.example\" is no host name; write it without scheme and path, such as checkins.example.org",
            "outcomed.yaml:1:36: allowed_hosts[1]: \"a b\" is no host name; write it without scheme and path, such as checkins.example.org",
        ], daemon: true),
    Mistake(
        "accounts:\n", "templates: nowhere\naccounts:\n",
        ["outcomed.yaml:1:12: templates: there is no folder \"nowhere\""], daemon: true),
    Mistake(
        "accounts:\n", "lisen: 127.0.0.1:1\naccounts:\n",
        ["outcomed.yaml:1:1: lisen: `lisen` is not known here; did you mean `listen`?"], daemon: true),
    Mistake(
        "accounts:\n", "color: blue\naccounts:\n",
        [
            "outcomed.yaml:1:1: color: `color` is not known here; known are listen, public_url, store, templates, proxy, allowed_hosts, log_format, accounts and channels"
        ], daemon: true),
    Mistake(
        "accounts:\n", "store: \"\"\naccounts:\n",
        ["outcomed.yaml:1:8: store: the text is empty: write one, or remove the key"], daemon: true),
    Mistake(
        "accounts:\n", "store: \"${env:STORE}\"\naccounts:\n",
        ["outcomed.yaml:1:8: store: this key takes no secret reference: write the value itself"], daemon: true),
    Mistake(
        "accounts:\n", "listen:\naccounts:\n",
        ["outcomed.yaml:1:8: listen: `listen` has no value; write, say, `listen: 127.0.0.1:8484`, or remove it"], daemon: true),
]
