import Model
import OutboundHTTP
import Testing

@testable import ChatPlatforms

private func words(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }

/// The list of chat.postMessage's documentation, by what each word asks for.
private let apiWords: [(OutcomeClass, DeliveryFailure.Class, [String])] = [
    (.retry, .throttled, words("ratelimited rate_limited service_unavailable team_added_to_org message_limit_exceeded")),
    (.retry, .policy, ["accesslimited"]),
    (.unknown, .server, words("internal_error fatal_error request_timeout")),
    (
        .conversationGone, .gone,
        words(
            """
            channel_not_found not_in_channel is_archived restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel
            restricted_action_non_threadable_channel restricted_action_thread_locked cannot_reply_to_message messages_tab_disabled ekm_access_denied
            team_not_found
            """)
    ),
    (
        .refused, .payload,
        words(
            """
            no_text invalid_blocks invalid_blocks_format msg_blocks_too_long attachment_payload_limit_exceeded too_many_attachments
            too_many_contact_cards markdown_text_conflict metadata_too_large invalid_metadata_format invalid_metadata_schema
            metadata_must_be_sent_from_app invalid_arguments invalid_arg_name invalid_array_arg invalid_charset invalid_form_data invalid_post_type
            missing_post_type missing_file_data as_user_not_supported
            """)
    ),
    (
        .accountDead, .credentials,
        words(
            """
            invalid_auth not_authed account_inactive token_revoked token_expired missing_scope no_permission access_denied not_allowed_token_type
            org_login_required two_factor_setup_required team_access_not_granted enterprise_is_restricted deprecated_endpoint method_deprecated
            """)
    ),
    (.refused, .client, words("a_word_of_tomorrow message_not_found UPPER")),
]

/// The words of an incoming webhook with the statuses that are told of them.
private let webhookWords: [(OutcomeClass, [(String, Int)])] = [
    (.refused, [("invalid_payload", 400), ("no_text", 400), ("too_many_attachments", 400), ("user_not_found", 400)]),
    (
        .conversationGone,
        [("action_prohibited", 403), ("posting_to_general_channel_denied", 403), ("channel_not_found", 404), ("channel_is_archived", 410)]
    ),
    (
        .accountDead,
        [("invalid_token", 403), ("no_service", 404), ("no_service_id", 404), ("no_active_hooks", 404), ("no_team", 404), ("team_disabled", 403)]
    ),
]

extension DeliveryOutcome {
    fileprivate var failure: DeliveryFailure? {
        switch self {
        case .delivered: nil
        case .retry(_, let failure), .unknown(let failure), .refused(let failure), .conversationGone(let failure), .accountDead(let failure): failure
        }
    }
}

@Suite("What Slack answers")
struct SlackAnswerTests {
    private let message = outgoing("x")
    private let edit = outgoing("x", edits: "1.000002")

    @Test("with ok is delivered, under its ts as a string")
    func ok() throws {
        let body = #"{"ok":true,"channel":"C1","ts":"1503435956.000200","message":{"ts":"1"},"response_metadata":{"warnings":["missing_charset"]}}"#
        #expect(try slackBot().outcome(of: answer(200, body), for: message, at: now) == .delivered(messageID: "1503435956.000200"))
        #expect(try slackWebhook().outcome(of: answer(200, "ok"), for: message, at: now) == .delivered(messageID: nil))
    }

    @Test("as an error word has the class of the table, whatever the status beside it", arguments: [200, 400, 403, 404])
    func words(status: Int) throws {
        for (sort, kind, words) in apiWords where status == 200 || kind != .client {
            for word in words {
                let outcome = try slackBot().outcome(of: answer(status, #"{"ok":false,"error":"\#(word)"}"#), for: message, at: now)
                #expect(outcome.sort == sort && outcome.failure?.kind == kind, "\(word)")
            }
        }
    }

    @Test("tells the operator the word, also one of tomorrow, but nothing that could be a token")
    func detail() throws {
        func detail(_ word: String) throws -> String? {
            try slackBot().outcome(of: answer(200, #"{"ok":false,"error":"\#(word)"}"#), for: message, at: now).failure?.detail
        }
        #expect(try detail("invalid_auth") == "Slack answered invalid_auth")
        #expect(try detail("a_word_of_tomorrow") == "Slack answered an error that is not in its list: a_word_of_tomorrow")
        #expect(try detail(Planted.token) == "Slack answered an error that is not in its list")
    }

    @Test("to a webhook goes by the word")
    func webhook() throws {
        for (sort, words) in webhookWords {
            for (word, status) in words {
                for status in [status, 400] {
                    #expect(try slackWebhook().outcome(of: answer(status, word + "\n"), for: message, at: now).sort == sort, "\(word)")
                }
            }
        }
        #expect(try slackWebhook().outcome(of: answer(200, "<html>ok</html>"), for: message, at: now).sort == .unknown)
        #expect(try slackWebhook().outcome(of: answer(400, "new_word"), for: message, at: now).sort == .refused)
    }

    @Test("without a word goes by the status; an edit in doubt is tried again")
    func statuses() throws {
        let table: [(Int, OutcomeClass, OutcomeClass)] = [
            (200, .unknown, .retry), (204, .unknown, .retry), (301, .refused, .refused), (302, .refused, .refused), (400, .refused, .refused),
            (401, .accountDead, .accountDead), (403, .accountDead, .accountDead), (404, .refused, .refused), (408, .retry, .retry),
            (410, .refused, .refused),
            (425, .retry, .retry), (429, .retry, .retry), (500, .unknown, .retry), (502, .unknown, .retry), (503, .retry, .retry),
            (504, .unknown, .retry),
            (599, .unknown, .retry),
        ]
        for (status, posted, edited) in table {
            #expect(try slackBot().outcome(of: answer(status, "<html>"), for: message, at: now).sort == posted, "\(status)")
            #expect(try slackBot().outcome(of: answer(status, "<html>"), for: edit, at: now).sort == edited, "\(status)")
        }
    }

    @Test("with a wait is obeyed, up to an hour")
    func waits() throws {
        func wait(_ response: OutboundResponse) throws -> Duration? {
            guard case .retry(let after, _) = try slackBot().outcome(of: response, for: message, at: now) else { return .seconds(-1) }
            return after
        }
        #expect(try wait(answer(429, #"{"ok":false,"error":"ratelimited"}"#, [("Retry-After", "30")])) == .seconds(30))
        #expect(try wait(answer(429, "", [("retry-after", "86400")])) == .hours(1))
        #expect(try wait(answer(200, #"{"ok":false,"error":"ratelimited"}"#, [("Retry-After", "soon")])) == nil)
        #expect(try wait(answer(200, #"{"ok":false,"error":"accesslimited"}"#)) == .hours(1))
        #expect(try slackWebhook().outcome(of: answer(429, "rate_limited", [("Retry-After", "1")]), for: message, at: now).sort == .retry)
    }

    @Test("cut short or as no JSON leaves the fate open")
    func cut() throws {
        let body = Array(#"{"ok":true,"ts":"1.000001"}"#.utf8)
        let cut = OutboundResponse(status: 200, body: body, isCut: true)
        #expect(try slackBot().outcome(of: cut, for: message, at: now).sort == .unknown)
        #expect(try slackBot().outcome(of: answer(200, #"{"ok":"#), for: message, at: now).sort == .unknown)
    }
}
