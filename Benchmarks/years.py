"""Makes a store with years of history and the configuration that goes with it, to measure a daemon that has been running for long.

usage: years.py BINARY FOLDER UPDATES      makes outcomed.yaml, teams/ and store/ in the folder

The daemon itself makes the store and learns the teams. The rows of the years are written beside it in the order of time, without a journal and with
the indexes made at the end; then the store is what it would be had the daemon written all of it, checked by the engine, and with its log turned on.
"""

import base64
import datetime
import os
import sqlite3
import sys

import daemon

TEAMS = 200
CONFIGURED = 16  # the others have been retired since
WEEKS = 400
OBJECTIVES = 5
KEY_RESULTS_EACH = 5

MINUTE = 60_000
HOUR = 60 * MINUTE

KEY_RESULTS = [f"kr-{number}" for number in range(OBJECTIVES * KEY_RESULTS_EACH)]
SERIES = [(f"team{number}", key_result) for number in range(TEAMS) for key_result in KEY_RESULTS]


def team_file(number, title):
    lines = [
        f"team: team{number}", f"name: Team {number}", f"channel: room{number}", "time_zone: Europe/Oslo",
        "check_in: {ask: Mon 09:00, close: Tue 17:00}", "people:", "  ana: {name: Ana}", "objectives:"]
    for objective in range(OBJECTIVES):
        lines += [f"  - id: objective-{objective}", f"    title: {title} {objective}", "    key_results:"]
        for key_result in KEY_RESULTS[objective * KEY_RESULTS_EACH:(objective + 1) * KEY_RESULTS_EACH]:
            lines.append(
                f"      - {{id: {key_result}, title: Number {key_result}, kind: number, unit: users, baseline: 1000, target: 2500, owner: ana}}")
    return "\n".join(lines) + "\n"


def configure(folder, teams, title):
    """Writes the configuration of so many teams; files of others go."""
    for number in range(TEAMS):
        path = f"{folder}/teams/team{number}.yaml"
        if number < teams:
            with open(path, "w") as file:
                file.write(team_file(number, title))
        elif os.path.exists(path):
            os.remove(path)
    with open(f"{folder}/outcomed.yaml", "w") as file:
        file.write(f"listen: 127.0.0.1:0\nstore: {folder}/store/history.db\naccounts:\n  local: {{platform: builtin, open: true}}\nchannels:\n")
        file.writelines(f"  room{number}: {{account: local}}\n" for number in range(teams))


def unique_ids(instant, count):
    """Ids as the store has them, of one millisecond: UUID version 7 in base64url."""
    random = os.urandom(8 * count)
    time = instant.to_bytes(6, "big") + b"\x70"
    return [
        base64.urlsafe_b64encode(time + random[at:at + 1] + b"\x80" + random[at + 1:at + 8])[:22].decode() for at in range(0, len(random), 8)]


def week_rows(week, asked, versions):
    """Each key result of each team, reported again and again; all but the last are superseded."""
    before = [None] * len(SERIES)
    for version in range(versions):
        said, is_last = asked + (version + 1) * MINUTE, version == versions - 1
        ids = unique_ids(said, len(SERIES))
        ending = ("live", None, None) if is_last else ("superseded", "said anew", said + MINUTE)
        for (team, key_result), new, old in zip(SERIES, ids, before):
            yield (new, team, week, key_result, 1000.0 + version, said, said, old) + ending
        before = ids


def fill(path, versions):
    store = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -524288", "foreign_keys = OFF"):
        store.execute(f"PRAGMA {pragma}").fetchall()
    indexes = store.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'updates' AND sql IS NOT NULL").fetchall()
    store.execute("BEGIN EXCLUSIVE")
    for name, _ in indexes:
        store.execute(f"DROP INDEX {name}")
    today = datetime.datetime.now(datetime.timezone.utc).date()
    this_monday = today - datetime.timedelta(days=today.weekday())
    for ago in range(WEEKS, 0, -1):
        monday = this_monday - datetime.timedelta(weeks=ago)
        week = "{}-W{:02}".format(*monday.isocalendar()[:2])
        asked = int(datetime.datetime.combine(monday, datetime.time(8), datetime.timezone.utc).timestamp() * 1000)
        closed = asked + 32 * HOUR
        store.executemany(
            """
            INSERT INTO check_ins (team, week, state, asked, due_at, asked_at, remind_at, closes_at, closed_at, revision)
            VALUES (?, ?, 'closed', 'asked', ?, ?, '', ?, ?, 0)
            """, ((f"team{number}", week, asked, asked, closed, closed) for number in range(TEAMS)))
        store.executemany(
            """
            INSERT INTO updates (id, team, week, key_result, value, status, said_at, recorded_at, author, source, late, supersedes, state, reason, ended_at)
            VALUES (?, ?, ?, ?, ?, 'on_track', ?, ?, 'ana', 'import', 0, ?, ?, ?, ?)
            """, week_rows(week, asked, versions))
    for _, sql in indexes:
        store.execute(sql)
    store.execute("COMMIT")
    store.execute("PRAGMA journal_mode = WAL").fetchall()
    store.close()
    with open(path, "rb") as file:
        os.fsync(file.fileno())


def main(binary, folder, updates):
    folder = os.path.abspath(folder)
    for name in ("teams", "store"):
        os.makedirs(f"{folder}/{name}")
    # Known under another definition than the one that is measured, which the next start takes in as after an upgrade.
    configure(folder, TEAMS, "What the team wanted to be true, number")
    daemon.main(binary, folder + "/outcomed.yaml", "--once")
    versions = -(-int(updates) // (len(SERIES) * WEEKS))
    fill(folder + "/store/history.db", versions)
    configure(folder, CONFIGURED, "What the team wants to be true, number")
    daemon.main(binary, folder + "/outcomed.yaml", "--once")
    print(f"| updates in the store | {len(SERIES) * WEEKS * versions:,} |")


main(*sys.argv[1:])
