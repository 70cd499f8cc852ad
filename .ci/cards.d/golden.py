"""What we send, as the golden files of the contract test hold it, read by the SDKs of those who would get it."""
import copy
import inspect
import json
import pathlib
import urllib.parse

import jsonschema
import telegram
from slack_sdk.models.blocks import Block
from slack_sdk.models.metadata import Metadata
from slack_sdk.web.client import WebClient
from slack_sdk.webhook import WebhookClient

FOLDER = pathlib.Path("Tests/ChatPlatformsTests/Golden")
SCHEMA = pathlib.Path(".ci/schemas/adaptive-card-1.4.json")


class Request:
    """A golden file: method and address, headers, an empty line, the body."""

    def __init__(self, path: pathlib.Path):
        self.name = path.stem
        head, _, self.body = path.read_text(encoding="utf-8").rstrip("\n").partition("\n\n")
        lines = head.splitlines()
        self.method, _, self.url = lines[0].partition(" ")
        self.headers = dict(line.split(": ", 1) for line in lines[1:])

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def form(self):
        return dict(urllib.parse.parse_qsl(self.body, keep_blank_values=True, strict_parsing=True))


def requests(root: pathlib.Path, prefix: str) -> list[Request]:
    return [Request(path) for path in sorted((root / FOLDER).glob(f"{prefix}-*.txt")) if path.read_text() != "local\n"]


def check(root: pathlib.Path, tally) -> None:
    slack(requests(root, "slack"), tally)
    cards(requests(root, "teams"), json.loads((root / SCHEMA).read_text()), tally)
    telegram_messages(requests(root, "telegram"), tally)
    zulip_messages(requests(root, "zulip"), tally)


def slack(found: list[Request], tally) -> None:
    tally.hold("slack: there are golden requests", bool(found))
    arguments = {
        "chat.postMessage": set(inspect.signature(WebClient.chat_postMessage).parameters),
        "chat.update": set(inspect.signature(WebClient.chat_update).parameters),
        "webhook": set(inspect.signature(WebhookClient.send).parameters) | {"thread_ts"},
    }
    for request in found:
        body = request.json
        method = request.url.rsplit("/", 1)[-1] if "/api/" in request.url else "webhook"
        if method not in arguments:
            continue
        tally.hold(f"{request.name}: the SDK knows every argument", set(body) <= arguments[method], set(body) - arguments[method])
        for number, block in enumerate(body.get("blocks", [])):
            tally.attempt(f"{request.name}: block {number}", lambda block=block: same_block(block))
        if "metadata" in body:
            metadata = body["metadata"]
            tally.attempt(f"{request.name}: metadata", lambda: Metadata(**metadata).to_dict() == metadata)
    broken = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
    tally.hold("slack: the SDK would refuse a header of 151 characters", refuses(lambda: same_block(broken)))


def same_block(block: dict) -> None:
    """The SDK's model takes the block, finds nothing wrong, and says the same again."""
    (model,) = Block.parse_all([copy.deepcopy(block)])
    assert type(model) is not Block, "a type that the SDK does not know"
    model.validate_json()
    assert model.to_dict() == block, f"the SDK would send {model.to_dict()}"


def refuses(action) -> bool:
    try:
        action()
    except Exception:
        return True
    return False


def cards(found: list[Request], schema: dict, tally) -> None:
    tally.hold("teams: there are golden requests", bool(found))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for request in found:
        tally.attempt(f"{request.name}: envelope and mentions", lambda request=request: envelope(request))
        card = card_of(request)
        errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(card)]
        tally.hold(f"{request.name}: the card is one of version 1.4", not errors, errors)
    if not found:
        return
    card = card_of(found[0])
    for what, change in [
        ("version 1.5", lambda card: card.update(version="1.5")), ("no version", lambda card: card.pop("version")),
        ("an unknown element", lambda card: card["body"].append({"type": "Rectangle"})), ("a text block without text", lambda card: card["body"][0].pop("text")),
        ("an unknown weight", lambda card: card["body"][0].update(weight="Heavy")), ("an unknown key", lambda card: card["body"][0].update(bold=True)),
        ("Action.Submit", lambda card: card.update(actions=[{"type": "Action.Submit"}])), ("no body", lambda card: card.update(body=[])),
    ]:
        wrong = copy.deepcopy(card)
        change(wrong)
        tally.hold(f"teams: the schema refuses {what}", not validator.is_valid(wrong))


def card_of(request: Request) -> dict:
    """Without Teams' own key, which the published schema does not have."""
    return {key: value for key, value in request.json["attachments"][0]["content"].items() if key != "msteams"}


def envelope(request: Request) -> None:
    body = request.json
    assert request.headers["content-type"] == "application/json; charset=utf-8", "emoji would break"
    assert set(body) == {"type", "attachments"} and body["type"] == "message" and len(body["attachments"]) == 1
    attachment = body["attachments"][0]
    assert set(attachment) == {"contentType", "contentUrl", "content"} and attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert len(request.body.encode()) <= 20_480, "too much once Teams has expanded it"
    texts = "\n".join(block["text"] for block in attachment["content"]["body"])
    for entity in attachment["content"]["msteams"].get("entities", []):
        assert entity["text"] in texts and entity["text"] == f"<at>{entity['mentioned']['name']}</at>", entity


def telegram_messages(found: list[Request], tally) -> None:
    """The SDK knows every argument, and its classes take the nested ones."""
    methods = {"sendMessage": telegram.Bot.send_message, "editMessageText": telegram.Bot.edit_message_text}
    for request in found:
        method = request.url.rsplit("/", 1)[-1]
        if method not in methods:
            continue
        body = request.json
        known = set(inspect.signature(methods[method]).parameters)
        tally.hold(f"{request.name}: the SDK knows every argument", set(body) <= known, set(body) - known)
        for key, model in [("reply_parameters", telegram.ReplyParameters), ("link_preview_options", telegram.LinkPreviewOptions)]:
            if key in body:
                tally.attempt(f"{request.name}: {key}", lambda model=model, key=key: model.de_json(body[key], None).to_dict() == body[key])


def zulip_messages(found: list[Request], tally) -> None:
    """What the SDK would send for the same message is what we send."""
    import zulip

    for request in found:
        if request.method != "POST" or not request.url.endswith("/api/v1/messages"):
            continue
        client = zulip.Client.__new__(zulip.Client)
        sent = {}
        client.call_endpoint = lambda url, method="POST", request=None, **_: sent.update(url=url, request=request) or {"result": "success"}
        fields = request.form
        client.send_message(dict(fields))
        tally.hold(f"{request.name}: the SDK sends the same fields", sent.get("url") == "messages" and sent.get("request") == fields, sent)
        required = {"type", "to", "content"} | ({"topic"} if fields.get("type") in ("stream", "channel") else set())
        tally.hold(f"{request.name}: nothing is missing", required <= set(fields), required - set(fields))
