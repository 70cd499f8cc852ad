#!/usr/bin/python3
"""A loopback chat that speaks outcomed's plain webhooks, signed as Standard Webhooks. Runs inside the booted machine.

usage: chat.py sink FOLDER                    takes messages on 127.0.0.1:9000 and appends them to FOLDER/messages; stalls while FOLDER/stall exists
       chat.py reply NUMBER TEXT              one reply; prints the status it was answered with
       chat.py flood FIRST FOLDER             a reply after the other until FOLDER/enough exists; prints numbers and statuses
"""

import base64
import hashlib
import hmac
import http.client
import http.server
import json
import os
import pathlib
import sys
import threading
import time

SECRET = base64.b64decode(pathlib.Path("/etc/outcomed/credentials/bridge-secret").read_text().strip().removeprefix("whsec_"))


def signature(identifier, stamp, body):
    return "v1," + base64.b64encode(hmac.new(SECRET, f"{identifier}.{stamp}.".encode() + body, hashlib.sha256).digest()).decode()


class Sink(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder = pathlib.Path("/")
    lock = threading.Lock()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        identifier, stamp = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        good = hmac.compare_digest(self.headers["webhook-signature"].split()[0], signature(identifier, stamp, body))
        with self.lock, open(self.folder / "messages", "a") as file:
            file.write(json.dumps({"id": identifier, "good": good, "body": json.loads(body)}) + "\n")
        while (self.folder / "stall").exists():
            time.sleep(0.05)
        try:
            self.send_response(200 if good else 401)
            self.send_header("Content-Length", "0")
            self.end_headers()
        except OSError:
            pass  # who asked was killed meanwhile

    def log_message(self, *_):
        pass


def reply(number, text):
    """The status, or the error's name: nothing is tried again."""
    body = json.dumps({"id": f"m-{number}", "user": "ana", "text": text, "conversation": "growth"}).encode()
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json", "webhook-id": f"m-{number}", "webhook-timestamp": stamp,
        "webhook-signature": signature(f"m-{number}", stamp, body)}
    connection = http.client.HTTPConnection("127.0.0.1", 8484, timeout=60)
    try:
        connection.request("POST", "/hooks/bridge", body, headers)
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()


def flood(first, folder):
    number = first
    while not os.path.exists(folder + "/enough"):
        print(number, reply(number, f"signups: {number}"), flush=True)
        number += 1
        time.sleep(0.05)


if sys.argv[1] == "sink":
    Sink.folder = pathlib.Path(sys.argv[2])
    http.server.ThreadingHTTPServer(("127.0.0.1", 9000), Sink).serve_forever()
elif sys.argv[1] == "reply":
    print(reply(int(sys.argv[2]), sys.argv[3]))
else:
    flood(int(sys.argv[2]), sys.argv[3])
