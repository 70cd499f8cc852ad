/// What one of Slack's error words asks for.
enum SlackErrorGroup: Sendable, Hashable {
    /// Not taken; later it may be.
    case wait
    /// A network rule keeps us out: waiting long is all there is.
    case waitLong
    /// Part of the work may have been done.
    case ambiguous
    case conversationClosed
    case payload
    case credentials

    /// The group of a word that the Web API answers in `error`; nil for one that is not in its list.
    init?(api word: String) {
        switch word {
        case "ratelimited", "rate_limited", "service_unavailable", "team_added_to_org", "message_limit_exceeded": self = .wait
        case "accesslimited": self = .waitLong
        case "internal_error", "fatal_error", "request_timeout": self = .ambiguous
        case "channel_not_found", "not_in_channel", "is_archived", "restricted_action", "restricted_action_read_only_channel",
            "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel", "restricted_action_thread_locked",
            "cannot_reply_to_message", "messages_tab_disabled", "ekm_access_denied", "team_not_found":
            self = .conversationClosed
        case "no_text", "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "attachment_payload_limit_exceeded", "too_many_attachments",
            "too_many_contact_cards", "markdown_text_conflict", "metadata_too_large", "invalid_metadata_format", "invalid_metadata_schema",
            "metadata_must_be_sent_from_app", "invalid_arguments", "invalid_arg_name", "invalid_array_arg", "invalid_charset", "invalid_form_data",
            "invalid_post_type", "missing_post_type", "missing_file_data", "as_user_not_supported":
            self = .payload
        case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope", "no_permission", "access_denied",
            "not_allowed_token_type", "org_login_required", "two_factor_setup_required", "team_access_not_granted", "enterprise_is_restricted",
            "deprecated_endpoint", "method_deprecated":
            self = .credentials
        default: return nil
        }
    }

    /// The group of a word that an incoming webhook answers as its body. The statuses beside them are not documented well, so the word decides.
    init?(webhook word: String) {
        switch word {
        case "rate_limited", "ratelimited": self = .wait
        case "invalid_payload", "no_text", "too_many_attachments", "user_not_found": self = .payload
        case "action_prohibited", "posting_to_general_channel_denied", "channel_not_found", "channel_is_archived": self = .conversationClosed
        case "invalid_token", "no_service", "no_service_id", "no_active_hooks", "no_team", "team_disabled": self = .credentials
        default: return nil
        }
    }
}
