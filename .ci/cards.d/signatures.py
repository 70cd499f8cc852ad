"""What we accept: requests signed by the platforms' own SDKs, sent to a daemon on loopback; and the same with a byte changed."""
import base64
import datetime
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request

import google.auth.crypt
import google.auth.jwt
import nacl.signing
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from slack_sdk.signature import SignatureVerifier
from standardwebhooks.webhooks import Webhook

CHAT = "chat@system.gserviceaccount.com"
PROJECT = "123456789012"
TEAM = """team: growth
channel: {channel}
time_zone: Europe/Oslo
check_in: {{ask: Mon 09:00}}
people: {{ana: {{name: Ana}}}}
cycle: {{name: Now, start: {start}, end: {end}}}
objectives:
  - id: activation
    title: New users reach value
    key_results: [{{id: signups, title: Sign-ups, kind: number, baseline: 1, target: 2, owner: ana}}]
"""


class Door:
    """An account of one platform: its settings, its secrets, and requests signed as the platform signs them."""

    def __init__(self, platform, settings, secrets, sign, body, covers_body=True):
        self.platform = platform
        self.settings = settings
        self.secrets = secrets
        self.sign = sign
        self.body = body
        self.covers_body = covers_body


class Google:
    """Google's key for Chat apps, with the certificate under which it is published, and a place that tells it."""

    def __init__(self):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, CHAT)])
        now = datetime.datetime.now(datetime.timezone.utc)
        certificate = (
            x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=16)).sign(key, hashes.SHA256()))
        pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
        self.signer = google.auth.crypt.RSASigner.from_string(pem, "key-of-today")
        answer = json.dumps({"key-of-today": certificate.public_bytes(serialization.Encoding.PEM).decode()}).encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Cache-Control", "public, max-age=20000")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/x509"

    def headers(self, _):
        now = int(time.time())
        token = google.auth.jwt.encode(self.signer, {"iss": CHAT, "aud": PROJECT, "iat": now, "exp": now + 3600}).decode()
        return {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=UTF-8"}


def doors(google_side: Google) -> list[Door]:
    slack = SignatureVerifier("8f742231b10e8888abcd99yyyzzz85a5")
    webhook_key = "whsec_" + base64.b64encode(os.urandom(32)).decode()
    webhook = Webhook(webhook_key)
    discord = nacl.signing.SigningKey.generate()
    teams_token = base64.b64encode(os.urandom(32)).decode()

    def sign_slack(body):
        now = str(int(time.time()))
        signature = slack.generate_signature(timestamp=now, body=body)
        return {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature, "Content-Type": "application/json"}

    def sign_webhook(body):
        now = datetime.datetime.now(datetime.timezone.utc)
        return {
            "webhook-id": "msg_1", "webhook-timestamp": str(int(now.timestamp())), "Content-Type": "application/json",
            "webhook-signature": webhook.sign("msg_1", now, body.decode()),
        }

    def sign_discord(body):
        now = str(int(time.time()))
        return {
            "X-Signature-Timestamp": now, "X-Signature-Ed25519": discord.sign(now.encode() + body).signature.hex(), "Content-Type": "application/json",
        }

    def sign_teams(body):
        code = hmac.new(base64.b64decode(teams_token), body, hashlib.sha256).digest()
        return {"Authorization": "HMAC " + base64.b64encode(code).decode(), "Content-Type": "application/json; charset=utf-8"}

    teams_body = {
        "type": "message", "id": str(int(time.time() * 1000)), "from": {"id": "29:1", "name": "Ana"}, "text": "<at>outcomed</at> 5 ✅",
        "conversation": {"id": "19:abc@thread.tacv2;messageid=1"},
    }
    google_body = {
        "type": "MESSAGE", "space": {"name": "spaces/AAA"}, "eventTime": "2026-03-18T09:00:00.1Z",
        "message": {"name": "spaces/AAA/messages/M.M", "sender": {"name": "users/1", "type": "HUMAN"}, "argumentText": " 5 ✅"},
    }
    return [
        Door(
            "slack", {}, {"bot_token": "xoxb-1", "signing_secret": slack.signing_secret}, sign_slack,
            {"type": "url_verification", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P", "token": "✅"}),
        Door(
            "webhook", {}, {"url": "https://receiver.example/in", "secret": webhook_key}, sign_webhook,
            {"id": "m1", "user": "ana", "text": "5 ✅", "conversation": "elsewhere"}),
        Door("teams", {}, {"webhook_url": "https://flow.example/x?sig=y", "security_token": teams_token}, sign_teams, teams_body),
        Door(
            "googlechat", {"audience": f'"{PROJECT}"', "keys_url": google_side.address},
            {"webhook_url": "https://chat.googleapis.com/v1/spaces/AAA/messages?key=k&token=t"}, google_side.headers, google_body, covers_body=False),
        Door("discord", {"public_key": f'"{discord.verify_key.encode().hex()}"'}, {"bot_token": "bot-token-1"}, sign_discord, {"type": 1, "id": "1", "token": "✅"}),
    ]


def check(root: pathlib.Path, tally) -> None:
    known = set(re.findall(r"^### Accounts with `platform: (\w+)`", (root / "docs/configuration.md").read_text(), re.MULTILINE))
    google_side = Google()
    try:
        found = [door for door in doors(google_side) if door.platform in known]
        tally.hold("there are platforms that sign", len(found) >= 4, known)
        with tempfile.TemporaryDirectory(prefix="outcomed-cards-") as folder:
            with daemon(root, pathlib.Path(folder), found) as port:
                for door in found:
                    ask(door, port, tally)
    finally:
        google_side.server.shutdown()


def ask(door: Door, port: int, tally) -> None:
    body = json.dumps(door.body, ensure_ascii=False).encode()
    headers = door.sign(body)
    status, answer = post(port, door.platform, headers, body)
    tally.hold(f"{door.platform}: what its SDK signed is accepted", status == 200, (status, answer))
    if door.platform == "slack":
        tally.hold("slack: the challenge is answered", json.loads(answer or "{}").get("challenge") == door.body["challenge"], answer)
    if door.platform == "discord":
        tally.hold("discord: the ping is answered", json.loads(answer or "{}") == {"type": 1}, answer)
    if door.covers_body:
        for index in (0, len(body) // 2, len(body) - 1):
            changed = body[:index] + bytes([body[index] ^ 1]) + body[index + 1:]
            status, _ = post(port, door.platform, headers, changed)
            tally.hold(f"{door.platform}: byte {index} of the body changed", status == 401, status)
    for name, value in headers.items():
        if name == "Content-Type" or name == "webhook-id" and not door.covers_body:
            continue
        middle = len(value) // 2
        changed = dict(headers, **{name: value[:middle] + ("A" if value[middle] != "A" else "B") + value[middle + 1:]})
        status, _ = post(port, door.platform, changed, body)
        tally.hold(f"{door.platform}: a character of {name} changed", status == 401, status)
        status, _ = post(port, door.platform, {key: text for key, text in headers.items() if key != name}, body)
        tally.hold(f"{door.platform}: without {name}", status == 401, status)


def post(port: int, account: str, headers: dict, body: bytes):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/hooks/{account}", data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class daemon:
    """The daemon with one account for each door, for as long as the block runs."""

    def __init__(self, root: pathlib.Path, folder: pathlib.Path, found: list[Door]):
        self.root = root
        self.folder = folder
        self.found = found

    def configure(self, port: int) -> pathlib.Path:
        secrets = self.folder / "secrets"
        config = self.folder / "config"
        for place in (secrets, config / "teams", self.folder / "state"):
            place.mkdir(parents=True)
        lines = [f"listen: 127.0.0.1:{port}", "store: outcomed.db", "accounts:"]
        for door in self.found:
            lines += [f"  {door.platform}:", f"    platform: {door.platform}"]
            lines += [f"    {name}: {value}" for name, value in door.settings.items()]
            for name, secret in door.secrets.items():
                (secrets / f"{door.platform}-{name}").write_text(secret)
                lines.append(f'    {name}: "${{credential:{door.platform}-{name}}}"')
        lines += ["channels:", f"  quiet: {{account: {self.found[0].platform}, conversation: C0QUIET}}"]
        (config / "outcomed.yaml").write_text("\n".join(lines) + "\n")
        today = datetime.date.today()
        start, end = today + datetime.timedelta(days=30), today + datetime.timedelta(days=90)
        (config / "teams" / "growth.yaml").write_text(TEAM.format(channel="quiet", start=start, end=end))
        return config / "outcomed.yaml"

    def __enter__(self) -> int:
        binary = self.root / ".build" / "debug" / "outcomed"
        if not binary.exists():
            subprocess.run(["swift", "build", "--product", "outcomed"], cwd=self.root, check=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        path = self.configure(port)
        environment = dict(os.environ, STATE_DIRECTORY=str(self.folder / "state"), CREDENTIALS_DIRECTORY=str(self.folder / "secrets"))
        environment.pop("NOTIFY_SOCKET", None)
        self.log = open(self.folder / "log", "wb")
        self.process = subprocess.Popen(
            [str(binary), "serve", "--config", str(path)], env=environment, stdout=self.log, stderr=subprocess.STDOUT)
        for _ in range(200):
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1) as response:
                    if response.status == 200:
                        return port
            except OSError:
                time.sleep(0.05)
        self.stop()
        raise SystemExit(f"the daemon did not start:\n{(self.folder / 'log').read_text()}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def __exit__(self, *_) -> None:
        self.stop()
