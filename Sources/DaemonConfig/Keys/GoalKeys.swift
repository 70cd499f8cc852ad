extension ConfigurationKey {
    static let goalKeys: [ConfigurationKey] = [
        ConfigurationKey(.objective, "id", "id", required: true, "The objective's id.", example: "activation"),
        ConfigurationKey(
            .objective, "title", "text", required: true, "What is to be true.", example: "New users reach value in their first week"),
        ConfigurationKey(
            .objective, "key_results", "list of groups", "The metrics that tell whether it is true.",
            example: "[{id: signups, title: Weekly sign-ups, kind: number, target: 2500}]"),
        ConfigurationKey(
            .objective, "initiatives", "list of groups", "The planned outputs.", example: "[{id: tour, title: Guided tour, moves: [signups]}]"),
        ConfigurationKey(.keyResult, "id", "id", required: true, "Unique in the team; its history hangs on it.", example: "signups"),
        ConfigurationKey(.keyResult, "title", "text", required: true, "What is measured.", example: "Weekly sign-ups"),
        ConfigurationKey(.keyResult, "aliases", "list of texts", "Other names that people use in replies.", example: "[sign ups]"),
        ConfigurationKey(
            .keyResult, "kind", "number, percent, currency, duration, milestone or boolean", required: true,
            "What its values are; milestone is k of n steps, boolean yes or no.", example: "number"),
        ConfigurationKey(
            .keyResult, "unit", "text", default: "% for percent, else none",
            "What one unit is; required for currency (EUR) and duration (ms, s, min, h, days or weeks), empty for boolean.", example: "users"),
        ConfigurationKey(
            .keyResult, "baseline", "number", default: "0 for milestone and boolean, else unknown", "The value at the cycle's start.",
            example: "1000"),
        ConfigurationKey(
            .keyResult, "target", "number", default: "yes for boolean, else this or keep is required",
            "The value at the cycle's end; whether up or down is good follows from the baseline.", example: "2500"),
        ConfigurationKey(
            .keyResult, "keep", "group", "Instead of a target: bounds that the number is to stay within.", example: "{at_least: 99.9}"),
        ConfigurationKey(.keyResult, "owner", "id of a person", "Who answers for it.", example: "ana"),
        ConfigurationKey(
            .keyResult, "indicator", "leading or lagging", "Whether it moves before the objective comes true, or after.", example: "leading"),
        ConfigurationKey(.keyResult, "was", "list of ids", "Earlier ids of the same series.", example: "[sign_ups]"),
        ConfigurationKey(.keep, "at_least", "number", "The lowest good value.", example: "99.9"),
        ConfigurationKey(.keep, "at_most", "number", "The highest good value.", example: "2"),
        ConfigurationKey(.keep, "between", "list of two numbers", "The lowest and the highest good value.", example: "[10, 20]"),
        ConfigurationKey(.initiative, "id", "id", required: true, "Unique in the team.", example: "tour"),
        ConfigurationKey(.initiative, "title", "text", required: true, "What is to be delivered.", example: "Guided product tour"),
        ConfigurationKey(
            .initiative, "moves", "list of groups, or of ids of key results", "The key results that it should move.", example: "[signups]"),
        ConfigurationKey(.move, "key_result", "id of a key result", required: true, "The key result that should move.", example: "signups"),
        ConfigurationKey(
            .move, "expect", "signed number, with or without %", "By how much it should move.", example: "\"+300\""),
        ConfigurationKey(
            .move, "within", "duration in days or weeks", "How long after delivery the movement should show.", example: "6 weeks"),
    ]
}
