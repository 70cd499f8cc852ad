extension ConfigurationKey {
    static let daemonKeys: [ConfigurationKey] = [
        ConfigurationKey(
            .daemon, "listen", "host:port, or none", default: "127.0.0.1:8484",
            "Where the daemon serves pages, webhooks and API; none opens no port, for chats that are fetched from. A change needs a restart.",
            example: "127.0.0.1:8484"),
        ConfigurationKey(
            .daemon, "public_url", "web address", "How people and chat platforms reach the daemon from outside; links in messages begin with it.",
            example: "https://checkins.example.org"),
        ConfigurationKey(
            .daemon, "store", "path", default: "outcomed.db",
            "The store's file, relative to $STATE_DIRECTORY, else to ../var beside outcomed.yaml; a change needs a restart.", example: "outcomed.db"),
        ConfigurationKey(
            .daemon, "templates", "path", default: "the built-in texts",
            "A folder whose templates replace built-in ones of the same name, relative to outcomed.yaml.", example: "templates"),
        ConfigurationKey(
            .daemon, "proxy", "proxy address", default: "no proxy",
            "The proxy that requests to chat platforms go through, without user name or password.",
            example: "http://proxy.example.org:3128"),
        ConfigurationKey(
            .daemon, "allowed_hosts", "list of host names", default: "the hosts of listen and public_url",
            "Names under which the pages may be asked for, besides the default ones.", example: "[checkins.example.org]"),
        ConfigurationKey(
            .daemon, "log_format", "auto, plain, priority, journal or json", default: "auto",
            "How to log: with auto as the journal's records under systemd, else as plain lines on standard error; a change needs a restart.",
            example: "auto"),
        ConfigurationKey(
            .daemon, "accounts", "group, one id each", "The chat platforms and their credentials, by names of your own.",
            example: "{local: {platform: builtin}}"),
        ConfigurationKey(
            .daemon, "channels", "group, one id each", "The conversations that teams are asked in, by names of your own.",
            example: "{growth: {account: local}}"),
        ConfigurationKey(
            .account, "platform", "platform", required: true, "Which chat it is; the other keys of the account depend on it.", example: "slack"),
        ConfigurationKey(
            .channel, "account", "id of an account", required: true, "The account that posts and reads there.", example: "company-slack"),
        ConfigurationKey(
            .channel, "conversation", "text", default: "required; with platform builtin the channel's own name",
            "The platform's id of the room or direct message.", example: "C0GROWTH"),
        ConfigurationKey(
            .channel, "read", "mentions or all", default: "mentions",
            "What is read: replies in our threads, mentions and direct messages, or every message of the channel.", example: "mentions"),
        ConfigurationKey(
            .channel, "allow_private", "true or false", default: "false",
            "Whether requests for this channel may go to addresses of a private network.",
            example: "true"),
        ConfigurationKey(
            .channel, "unknown_outcome", "resend or drop", default: "by message: prompts, questions and digests are sent again, others dropped",
            "What to do with a message that may or may not have arrived, where the platform cannot tell.", example: "resend"),
    ]
}
