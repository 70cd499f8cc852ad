"""Starts a daemon as systemd would, and measures how long it takes to be ready and what it costs at rest.

usage: daemon.py BINARY CONFIGURATION [--once]      with --once it is started and stopped, and nothing is measured
"""

import glob
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

STARTS = 10
REST = 10

# The runtime's spare threads leave in the first seconds.
SETTLING = 20


def start(binary, configuration):
    """The running daemon, and the seconds from its exec to READY=1."""
    with tempfile.TemporaryDirectory() as folder:
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notify.bind(folder + "/notify")
        notify.settimeout(60)
        before = time.monotonic()
        daemon = subprocess.Popen(
            [binary, "serve", "--config", configuration, "--log", "error"],
            env={**os.environ, "NOTIFY_SOCKET": folder + "/notify"})
        try:
            while b"READY=1" not in notify.recv(4096).split(b"\n"):
                pass
            return daemon, time.monotonic() - before
        except BaseException:
            daemon.kill()
            raise


def stop(daemon):
    daemon.send_signal(signal.SIGTERM)
    daemon.wait(30)


def status(path, name):
    for line in open(path):
        if line.startswith(name + ":"):
            return int(line.split()[1])
    return 0


def switches(pid):
    """How often any of its threads has gone to sleep of its own will."""
    return sum(status(path, "voluntary_ctxt_switches") for path in glob.glob(f"/proc/{pid}/task/*/status"))


def main(binary, configuration, *mode):
    if mode == ("--once",):
        return stop(start(binary, configuration)[0])
    times = []
    for _ in range(STARTS):
        daemon, taken = start(binary, configuration)
        stop(daemon)
        times.append(taken * 1000)
    print(f"| from exec to READY=1, median of {STARTS} (worst) | {statistics.median(times):.0f} ms ({max(times):.0f}) |")
    daemon, _ = start(binary, configuration)
    try:
        time.sleep(SETTLING)
        print(f"| resident memory at rest | {status(f'/proc/{daemon.pid}/status', 'VmRSS') / 1024:.1f} MB |")
        before = switches(daemon.pid)
        time.sleep(REST)
        print(f"| wake-ups in {REST} s at rest, all threads | {switches(daemon.pid) - before} |")
    finally:
        stop(daemon)


if __name__ == "__main__":
    main(*sys.argv[1:])
