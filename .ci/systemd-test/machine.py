"""A real systemd on top of this machine's /usr, with an /etc and a /var of its own, no network but its loopback, and a /usr that may be written to."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time


class Machine:
    """Booted on entering, powered off on leaving."""

    def __init__(self, binds):
        self.binds = binds

    def __enter__(self):
        self.console = tempfile.NamedTemporaryFile(prefix="outcomed-systemd-", suffix=".log")
        command = [
            "systemd-nspawn", "-D", "/", "--volatile=yes", "--boot", "--private-network", "--register=no", "--keep-unit", "--console=pipe",
            f"--machine=outcomed{os.getpid()}"]
        command += [f"--bind-ro={source}:{target}" for source, target in self.binds]
        # Without it, units of whatever is installed here would be started too.
        command.append("systemd.unit=basic.target")
        self.nspawn = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.console, stderr=self.console, start_new_session=True)
        try:
            self.leader = wait("the machine's first process", self._child)
            wait("systemd", lambda: self.run("systemctl", "is-system-running", check=False).strip() in ("running", "degraded"), 120)
            # There is no network to wait for.
            self.run("systemctl", "mask", "--runtime", "network-online.target")
            # Installing writes to /usr, which is this machine's own.
            self.run("mkdir", "-p", "/run/usr/upper", "/run/usr/work")
            self.run("mount", "-t", "overlay", "overlay", "-o", "lowerdir=/usr,upperdir=/run/usr/upper,workdir=/run/usr/work", "/usr")
        except BaseException:
            self.nspawn.kill()
            print(pathlib.Path(self.console.name).read_text(errors="replace")[-3000:], file=sys.stderr)
            raise
        return self

    def __exit__(self, *_):
        self.run("systemctl", "poweroff", "--no-block", check=False)
        try:
            self.nspawn.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.nspawn.pid, signal.SIGKILL)
            self.nspawn.wait()

    def _child(self):
        if self.nspawn.poll() is not None:
            raise AssertionError("systemd-nspawn ended")
        children = pathlib.Path(f"/proc/{self.nspawn.pid}/task/{self.nspawn.pid}/children").read_text().split()
        return children[0] if children else None

    def _command(self, words):
        return ["nsenter", "-t", self.leader, "-a", "--", *words]

    def run(self, *words, check=True, stdin=None, timeout=120):
        """Standard output and error of a command inside."""
        done = subprocess.run(
            self._command(words), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, input=stdin, text=True, errors="replace", timeout=timeout)
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}")
        return done.stdout

    def status(self, *words):
        """The exit status of a command inside."""
        return subprocess.run(self._command(words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode

    def start(self, *words):
        return subprocess.Popen(self._command(words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def write(self, path, text, mode=0o644):
        self.run("mkdir", "-p", os.path.dirname(path))
        self.run("tee", path, stdin=text)
        self.run("chmod", oct(mode)[2:], path)

    def show(self, unit, name):
        return self.run("systemctl", "show", unit, "-p", name, "--value").strip()

    def journal(self, unit):
        """The unit's records, each a dictionary. What is not text comes as a list of bytes, and is made text."""
        lines = self.run("journalctl", "-u", unit, "-o", "json", "--all", "--no-pager").splitlines()
        records = [json.loads(line) for line in lines if line.startswith("{")]
        return [{name: value if isinstance(value, str) else str(value) for name, value in record.items()} for record in records]


def wait(what, probe, seconds=30):
    """The first answer of the probe that says anything."""
    end = time.monotonic() + seconds
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s for {what}")
        time.sleep(0.05)
