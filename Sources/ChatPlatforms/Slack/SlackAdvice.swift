import Model

/// What an operator can do about a failure of Slack's, by the word that its detail ends with.
func slackAdvice(_ failure: DeliveryFailure) -> String? {
    switch failure.detail.split(separator: " ").last {
    case "not_in_channel": "Invite the bot: write /invite with its name in the channel."
    case "channel_not_found":
        "The conversation must be the channel's id (C…), and the bot must be in the channel: write /invite with its name there."
    case "is_archived", "channel_is_archived": "The channel is archived: restore it, or name another conversation."
    case "missing_scope":
        "The app lacks a scope: add it under OAuth & Permissions (chat:write, channels:history, groups:history, im:history, im:write), and reinstall it."
    case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive":
        "The bot token is not valid any more: copy it anew from OAuth & Permissions of the app (xoxb-…)."
    case "not_allowed_token_type": "The token must be a bot token, which begins with xoxb-."
    case "no_service", "no_service_id", "invalid_token", "no_active_hooks", "no_team":
        "The incoming webhook does not exist any more: make a new one in the app's settings."
    case "ratelimited", "rate_limited": "Slack wants us to slow down; it passes by itself."
    case "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel":
        "The channel's settings let only some people post: allow the bot."
    default: nil
    }
}
