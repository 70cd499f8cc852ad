"""What is installed in the machine, and what the tests ask of it."""

import base64
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEST = "/opt/outcomed-test"
BINARY = "/opt/outcomed-binary"
# The package to install; empty for the files of the debug build.
DEB = os.environ.get("OUTCOMED_DEB", "")
SECRET = "whsec_" + base64.b64encode(b"a secret for the systemd test 32").decode()

DAEMON = """\
listen: 127.0.0.1:8484
accounts:
  bridge: {platform: webhook, url: "${credential:bridge-url}", secret: "${credential:bridge-secret}"}
channels:
  growth: {account: bridge, conversation: growth, allow_private: true}
"""

TEAM = """\
team: growth
name: Growth
channel: growth
time_zone: Europe/Oslo
check_in: {ask: Mon 09:00, close: Sun 20:00}
people:
  ana: {name: Ana}
objectives:
  - id: activation
    title: New users reach value in their first week
    key_results:
      - {id: signups, title: Weekly sign-ups, kind: number, unit: users, baseline: 1000, target: 2500, owner: ana}
"""


def built():
    """What of this machine the other one is shown: the package to install, or else the executable and the libraries that are not under /usr."""
    if DEB:
        return [(os.path.abspath(DEB), "/opt/outcomed.deb"), ("/var/lib/dpkg/status", "/opt/outcomed-dpkg-status")]
    folder = pathlib.Path(subprocess.run(["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip())
    binary = pathlib.Path(os.environ.get("OUTCOMED_BINARY", folder / "outcomed"))
    lines = subprocess.run(["ldd", binary], check=True, capture_output=True, text=True).stdout.splitlines()
    paths = [line.split("=>")[1].split()[0] for line in lines if "=> /" in line]
    foreign = {os.path.dirname(os.path.normpath(path)) for path in paths if not path.startswith(("/usr/", "/lib"))}
    return [(binary, BINARY)] + [(folder, folder) for folder in sorted(foreign)]


def install(machine):
    """From the package where `OUTCOMED_DEB` names one, else the files by hand, where the package would put them."""
    if DEB:
        # The machine's /var is empty: dpkg is told what /usr holds.
        machine.run("mkdir", "-p", "/var/lib/dpkg/info", "/var/lib/dpkg/updates", "/var/lib/dpkg/triggers")
        machine.run("cp", "/opt/outcomed-dpkg-status", "/var/lib/dpkg/status")
        machine.run("dpkg", "-i", "/opt/outcomed.deb")
        if not machine.run("ls", "/etc/outcomed/teams").split():
            machine.run("install", "-m", "0644", "/opt/outcomed-source/config/teams/growth.yaml", "/etc/outcomed/teams/growth.yaml")
    else:
        machine.run("install", "-D", "-m", "0755", BINARY, "/usr/local/bin/outcomed")
        for unit in ("outcomed.service", "outcomed.socket"):
            machine.run("install", "-D", "-m", "0644", f"/opt/outcomed-source/systemd/{unit}", f"/etc/systemd/system/{unit}")
        machine.run("install", "-d", "-m", "0700", "/etc/outcomed/credentials")
        machine.run("install", "-D", "-m", "0644", "/opt/outcomed-source/config/outcomed.yaml", "/etc/outcomed/outcomed.yaml")
        machine.run("install", "-D", "-m", "0644", "/opt/outcomed-source/config/teams/growth.yaml", "/etc/outcomed/teams/growth.yaml")
    machine.run("systemctl", "daemon-reload")


def configure(machine):
    """One team in the loopback chat, which is started."""
    machine.write("/etc/outcomed/outcomed.yaml", DAEMON)
    machine.write("/etc/outcomed/teams/growth.yaml", TEAM)
    machine.write("/etc/outcomed/credentials/bridge-url", "http://127.0.0.1:9000/in\n", 0o600)
    machine.write("/etc/outcomed/credentials/bridge-secret", SECRET + "\n", 0o600)
    machine.run("mkdir", "-p", "/run/chat")
    return machine.start("/usr/bin/python3", TEST + "/chat.py", "sink", "/run/chat")


def drop_in(machine, name, *lines):
    """Lines for the service's section; none of them removes the drop-in."""
    path = f"/run/systemd/system/outcomed.service.d/{name}.conf"
    if lines:
        machine.write(path, "\n".join(["[Service]", *lines]) + "\n")
    else:
        machine.run("rm", "-f", path)
    machine.run("systemctl", "daemon-reload")


def messages(machine):
    """What the loopback chat was sent."""
    return [json.loads(line) for line in machine.run("cat", "/run/chat/messages", check=False).splitlines() if line.startswith("{")]


def history(machine):
    return json.loads(machine.run("outcomed", "history", "growth/signups", "--json"))


def inbox_empty(machine):
    page = machine.run("curl", "-s", "http://127.0.0.1:8484/metrics")
    samples = dict(line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    waiting = [value for name, value in samples.items() if name.startswith("outcomed_inbox_messages{")]
    return samples.get("outcomed_store_up") == "1" and waiting == ["0"] * 3
