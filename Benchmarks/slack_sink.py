"""Says yes to chat.postMessage and chat.update. A channel's first message is 1700000000.000001 there, its second …2.

usage: slack_sink.py, which prints its port
"""

import collections
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

posted = collections.Counter()


class Sink(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        channel = asked.get("channel", "")
        if "ts" not in asked:
            posted[channel] += 1
        ts = asked.get("ts") or f"1700000000.{posted[channel]:06}"
        answer = json.dumps({"ok": True, "channel": channel, "ts": ts, "message": {}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *ignored):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
print(server.server_port, flush=True)
server.serve_forever()
