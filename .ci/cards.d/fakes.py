"""What our fakes say, as the tests keep it, read by the platforms' own SDKs: a fake that is wrong would let the daemon be wrong as well."""
import base64
import contextlib
import http.server
import io
import json
import pathlib
import threading
import urllib.parse

import telegram

FOLDER = pathlib.Path("Tests/ChatPlatformsTests/Golden/Fakes")


def check(root: pathlib.Path, tally) -> None:
    bodies = {path.stem: path.read_bytes() for path in sorted((root / FOLDER).glob("*.json"))}
    tally.hold("fakes: there are bodies of both", sum(name.startswith("telegram") for name in bodies) >= 3 and sum(name.startswith("zulip") for name in bodies) >= 6)
    telegram_bodies({name: json.loads(body) for name, body in bodies.items() if name.startswith("telegram")}, tally)
    zulip_bodies(bodies, tally)


def telegram_bodies(bodies: dict, tally) -> None:
    for name, model in [("telegram-getMe", telegram.User), ("telegram-sendMessage", telegram.Message)]:
        tally.attempt(f"{name}: the SDK reads it", lambda name=name, model=model: known(model.de_json(bodies[name]["result"], None)))
    updates = [telegram.Update.de_json(update, None) for update in bodies["telegram-getUpdates"]["result"]]
    for update in updates:
        tally.attempt(f"telegram-getUpdates: update {update.update_id}", lambda update=update: known(update))
    reply, edit = updates
    tally.hold("telegram-getUpdates: a reply to the bot", reply.message.reply_to_message.from_user.is_bot and not reply.message.from_user.is_bot)
    tally.hold("telegram-getUpdates: an edit of it", edit.edited_message.message_id == reply.message.message_id and edit.edited_message.edit_date)
    tally.hold("telegram-getUpdates: numbers that rise", reply.update_id < edit.update_id)


def known(value) -> None:
    """Nothing in it, at any depth, that the SDK does not know."""
    assert not value.api_kwargs, f"{type(value).__name__} does not know {dict(value.api_kwargs)}"
    for name in value.__slots__:
        part = getattr(value, name, None)
        if isinstance(part, telegram.TelegramObject):
            known(part)


def zulip_bodies(bodies: dict, tally) -> None:
    """The SDK's client speaks to a server that says what our fake says, and its bot server takes what an outgoing webhook brings."""
    import zulip

    asked = []
    answers = {"/api/v1/register": "zulip-register", "/api/v1/events": "zulip-events", "/api/v1/messages": "zulip-messages", "/api/v1/users/me": "zulip-me"}

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            path = urllib.parse.urlsplit(self.path).path
            self.rfile.read(int(self.headers.get("content-length") or 0))
            asked.append((self.command, path, self.headers.get("authorization", "")))
            name = "zulip-send" if self.command == "POST" and path == "/api/v1/messages" else answers.get(path)
            # The client asks once for the version of the server.
            body = bodies[name] if name else b'{"result":"success","msg":"","zulip_version":"10.0","zulip_feature_level":400}'
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        site = f"http://127.0.0.1:{server.server_address[1]}"
        me = json.loads(bodies["zulip-me"])
        client = zulip.Client(email=me["email"], api_key="key-1", site=site)
        tally.hold("zulip-me: the SDK reads it", client.get_profile().get("user_id") == me["user_id"])
        queue = client.register(event_types=["message", "update_message", "delete_message"])
        tally.hold("zulip-register: the SDK gets a queue", queue["result"] == "success" and queue["queue_id"] and queue["last_event_id"] == -1, queue)
        told = client.get_events(queue_id=queue["queue_id"], last_event_id=-1)
        kinds = [event["type"] for event in told["events"]]
        tally.hold("zulip-events: each kind", {"message", "update_message", "delete_message"} <= set(kinds), kinds)
        tally.hold("zulip-events: numbers that rise", [event["id"] for event in told["events"]] == sorted({event["id"] for event in told["events"]}))
        history = client.get_messages({"anchor": "newest", "num_before": 10, "num_after": 0, "apply_markdown": False})
        tally.hold("zulip-messages: the SDK reads them", history["result"] == "success" and len(history["messages"]) >= 2, history)
        sent = client.send_message({"type": "stream", "to": 5, "topic": "t", "content": "x"})
        tally.hold("zulip-send: the SDK gets the number", isinstance(sent.get("id"), int), sent)
        login = "Basic " + base64.b64encode(f"{me['email']}:key-1".encode()).decode()
        tally.hold("zulip: the SDK signs in as we do", all(header == login for _, _, header in asked), {header for _, _, header in asked})
        outgoing(json.loads(bodies["zulip-outgoing"]), client, tally)
    finally:
        server.shutdown()


def outgoing(event: dict, client, tally) -> None:
    from zulip_botserver import server

    heard = []

    class Bot:
        def handle_message(self, message, bot_handler):
            heard.append(message["content"])

    class Place:
        """All that the bot server needs to strip the mention."""

        full_name = event["bot_full_name"]
        user_id = 7

    server.bots_config = {"outcomed": {"email": event["bot_email"], "key": "key-1", "site": client.base_url, "token": event["token"]}}
    server.app.config.update(BOTS_LIB_MODULES={"outcomed": None}, BOT_HANDLERS={"outcomed": Place()}, MESSAGE_HANDLERS={"outcomed": Bot()})
    with contextlib.redirect_stderr(io.StringIO()):
        door = server.app.test_client()
        taken = door.post("/", json=event)
        refused = door.post("/", json=dict(event, token="another"))
    tally.hold("zulip-outgoing: the bot server takes it", taken.status_code == 200 and json.loads(taken.data) == {"response_not_required": True}, taken.data)
    tally.hold("zulip-outgoing: and finds the words behind the mention", heard and heard[0].strip().startswith("sign-ups 1,4"), heard)
    tally.hold("zulip-outgoing: another token is refused", refused.status_code == 401, refused.status_code)
