import ReplyParsing
import Testing

@Suite("Confidence")
struct ConfidenceTests {
    @Test(
        "is told of several key results in one form, after one word for it",
        arguments: [
            ("conf on 2 is 60%, on 3 more like 40", "activated c0.6; first_value c0.4"), ("confidence for 1 is about 70%", "signups c0.7"),
            ("conf 2: 60, 3: 40", "activated c0.6; first_value c0.4"), ("conf 7/10 on 1, 5/10 on 2", "signups c0.7; activated c0.5"),
            ("1 conf 7, 2 conf 5", "signups c0.7; activated c0.5"), ("conf on 1 60%, on 2 40%", "signups c0.6; activated c0.4"),
            ("conf on sign-ups is 60%, on churn more like 40", "signups c0.6; churn c0.4"),
            ("conf: sign-ups 60%, churn 40%", "signups c0.6; churn c0.4"), ("conf sign-ups: 60, churn: 40", "signups c0.6; churn c0.4"),
            ("my confidence is 7/10 for sign-ups and 5/10 for churn", "signups c0.7; churn c0.5"),
            ("conf 60 on sign-ups, 40 on expansion", "signups c0.6; expansion c0.4"),
            ("chances for sign-ups are 70%, expansion 50%", "signups c0.7; expansion c0.5"),
        ])
    func several(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test(
        "of two numbers behind one word belongs to the two that have a value, in their order",
        arguments: [
            ("activation 37, time to value 31. both on track, confidence 7 and 5", "activated 37 on_track c0.7; first_value 31 on_track c0.5"),
            ("activation 37, churn 4.2, 7/10 and 5/10", "activated 37 c0.7; churn 4.2 c0.5"),
        ])
    func paired(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test(
        "ends where something else is told",
        arguments: [
            ("confidence on sign-ups 60%, churn at 4.1%", "signups c0.6; churn 4.1"),
            ("sign-ups 1,400, confidence 7/10, churn 4.1", "signups 1400 c0.7; churn 4.1"),
            ("conf on sign-ups is 60%. churn 4", "signups c0.6; churn 4"),
        ])
    func ended(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test(
        "is the number behind a word that else would be a status",
        arguments: [
            ("confident about sign-ups (80%)", "signups c0.8"), ("confident about sign-ups, 80%", "signups c0.8"),
            ("confident about sign-ups (80%), less so about expansion (40%)", "signups c0.8; expansion c0.4"),
            ("confident, very confident about sign-ups (80%)", "signups on_track c0.8"), ("confident and sure about sign-ups, 80%", "signups c0.8"),
            ("sign-ups are confident, very confident, 80%", "signups c0.8"), ("sign-ups very confident confident (80%)", "signups c0.8"),
            ("churn 4.2, pretty confident (80%)", "churn 4.2 c0.8"), ("confident on sign-ups at 80%", "signups c0.8"),
            ("confident about churn (80%)", "ask which_value churn"), ("confident about churn (4.2%)", "churn 4.2 on_track"),
        ])
    func behindAStatus(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test(
        "is what a number is said of that stands further on",
        arguments: [
            ("conf same as last wk, abt 70%", "churn c0.7"), ("confidence that we get to 3% this quarter: maybe 4 out of 10, honestly", "churn c0.4"),
            ("confidence unchanged", ""), ("confidence on time to value: 8/10. activation more like 5", "first_value c0.8; activated c0.5"),
        ])
    func furtherOn(text: String, expected: String) {
        #expect(GrowthTeam.gist(text, from: "caro") == expected)
    }
}
