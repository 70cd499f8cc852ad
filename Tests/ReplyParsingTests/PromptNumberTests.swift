import Model
import ReplyParsing
import Testing

@Suite("Numbers of the prompt at the head of a clause")
struct PromptNumberTests {
    @Test(
        "name their key result where a value, a change, a status or no change follows",
        arguments: [
            ("1 at 1,390 users, on track; 2 no change; shipped the new guide", "signups 1390 on_track; activated 36; out -"),
            ("1 is 1390", "signups 1390"),
            ("1 now 1,390", "signups 1390"),
            ("1 1390", "signups 1390"),
            ("2 37%", "activated 37"),
            ("3 at 28 min", "first_value 28"),
            ("5 at €24k", "expansion 24000"),
            ("2 no change", "activated 36"),
            ("5 green", "expansion on_track"),
            ("2 at risk", "activated at_risk"),
            ("3 is 28m 30s", "first_value 28.5"),
            ("3 down 3 min", "first_value 28"),
            ("3 dropped to 25 min", "first_value 25"),
            ("1 went up to 1400", "signups 1400"),
            ("5 from 21.6k to 22.1k, confidence 7/10", "expansion 22100 c0.7"),
            ("1 1,390, 2 37%, 3 28 min", "signups 1390; activated 37; first_value 28"),
            ("1 at 1,400 and 2 at 38%", "signups 1400; activated 38"),
            ("hi all, 1 at 1,400 🟢 but 4 is slipping, 4.9%", "signups 1400 on_track; churn 4.9 at_risk"),
            ("4 🔴 5 🟢", "churn off_track; expansion on_track"),
            ("1, 2 and 3 unchanged", "signups 1320; activated 36; first_value 31"),
            ("1 and 2 at risk", "signups at_risk; activated at_risk"),
            ("1 at 1400, 2 steady, 4 done", "signups 1400; activated 36; churn 3 done"),
            ("no change for 2 and 3", "activated 36; first_value 31"),
            ("no change on 5 since Tuesday", "expansion 21600"),
            ("number 3 is at 29", "first_value 29"),
            ("4 not on track", "churn off_track"),
            ("5 skip", "skip expansion"),
            ("1 blocked by legal", "block signups"),
            ("Update: 1 at 1,400, 2 is 38", "signups 1400; activated 38"),
            ("sorry, 2 should be 36.4 not 36.2", "activated 36.4"),
            ("2 should have been 36.4%, not 36.2", "activated 36.4"),
            ("skip 3 this week, dashboard is down", "skip first_value"),
            ("2 is behind, 3 on track", "activated at_risk; first_value on_track"),
            ("4 final 4.3, and 5 same as what Dele said", "churn 4.3; expansion 21600"),
        ])
    func named(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test(
        "stay numbers where something else follows",
        arguments: [
            ("3 weeks to go", ""),
            ("3 behind", "ask which_key_result signups,activated,first_value,churn,expansion"),
            ("1 450", "ask which_key_result signups,activated,first_value,churn,expansion"),
            ("churn 4.2, 3 new deals", "churn 4.2"),
            ("sign-ups 1,400, 5 up from last week", "signups 1400"),
            ("2 of 5 done", "ask which_key_result signups,activated,first_value,churn,expansion"),
            ("we shipped 2 things", "out -"),
            ("3 reviews done, 2 left", ""),
            ("2 should be 40 by June", ""),
        ])
    func unnamed(text: String, expected: String) {
        #expect(GrowthTeam.gist(text) == expected)
    }

    @Test(
        "are read in every language",
        arguments: [
            ("de", "1 bei 1.390, 2 37,5 %, 3 28 min", "signups 1390; activated 37.5; first_value 28"),
            ("de", "2 unverändert", "activated 36"),
            ("fr", "1 à 1 390, 2 inchangé", "signups 1390; activated 36"),
            ("fr", "2 37 %", "activated 37"),
            ("es", "1 en 1.390, 2 sin cambios", "signups 1390; activated 36"),
            ("pt", "1 em 1.390, 2 sem alteração", "signups 1390; activated 36"),
            ("nb", "1 på 1 390, 2 uendret", "signups 1390; activated 36"),
            ("nl", "1 op 1.390, 2 ongewijzigd", "signups 1390; activated 36"),
        ])
    func languages(locale: String, text: String, expected: String) {
        #expect(GrowthTeam.gist(text, locale: locale) == expected)
    }

    @Test(
        "name the only key result where a value follows an \"at\"; elsewhere they are its value",
        arguments: [("1 at 1,390", 1390.0), ("1 is 1,390", 1390), ("1390", 1390), ("#1 at 1,390", 1390)])
    func only(text: String, expected: Double) {
        let reading = GrowthTeam.readingAlone(text)
        #expect(reading.updates.map(\.value) == [expected])
    }
}
