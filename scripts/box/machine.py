"""What the machine must offer: system packages, space on the disk, a free port."""

import contextlib
import fcntl
import os
import shutil
import signal
import socket

from . import process
from .paths import BOX
from .terminal import Stop, say

NEEDED_SPACE = 5 * 1024**3  # bytes: packages, Odoo, PostgreSQL, three databases
SPARE_SPACE = 1024**3  # bytes: to go on once everything is there

BROWSERS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")


def is_root():
    return os.geteuid() == 0


def obey_signals():
    """Let a kill or a closed terminal clean up just as Ctrl-C does.

    Ctrl-C is named too: a shell starts its background jobs deaf to it.
    """

    def interrupt(*_):
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


def browser():
    """The path of the machine's Chromium, or nothing."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def has_package(name):
    status = process.output("dpkg-query", "-W", "-f=${Status}", name)
    return status.endswith(" installed")


def install_command(*names):
    return ["apt-get", "install", "-y", "--no-install-recommends", *names]


def install(*names, purpose):
    """Install system packages, after saying which and what for.

    :return: whether they are installed now
    :rtype: bool
    """
    missing = [name for name in names if not has_package(name)]
    if not missing or not shutil.which("apt-get"):
        return not missing
    listed = " ".join(missing)
    if not is_root():
        say(f"Missing system packages ({purpose}): {listed}")
        say(f"  sudo {' '.join(install_command(*missing))}")
        return False
    say(f"System packages to install ({purpose}): {listed}")
    environ = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    try:
        _update_list(environ)
        process.run(
            f"installing {listed}", install_command(*missing), "apt.log", env=environ
        )
    except Stop as failure:
        say(str(failure))
        return False
    return True


def _update_list(environ, _done=[]):  # noqa: B006  one update per process is enough
    if not _done:
        process.run(
            "list of system packages", ["apt-get", "update"], "apt.log", env=environ
        )
        _done.append(True)


def check_space():
    """Refuse to begin what the disk cannot hold."""
    place = next(path for path in (BOX, *BOX.parents) if path.exists())
    free = shutil.disk_usage(place).free
    needed = SPARE_SPACE if (BOX / "ready").exists() else NEEDED_SPACE
    if free < needed:
        raise Stop(
            f"There is too little space in {place}: {free / 1024**3:.1f} GB are free,"
            f" {needed / 1024**3:.0f} GB are needed.\n"
            "Free some, or choose another place: BOX_DIR=/path/to/a/folder"
        )


def _check_owner():
    """Refuse a box that another user made: neither could clean up after the other."""
    if BOX.stat().st_uid != os.geteuid():
        raise Stop(
            f"{BOX} belongs to another user of this machine.\n"
            "Run this as that user, or choose a folder of your own:"
            " BOX_DIR=/path/to/a/folder"
        )


def port_is_free(port):
    with socket.socket() as probe:
        # As Odoo does: the port of a server that has just ended counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(first):
    """The first free port from ``first`` on."""
    for port in range(first, min(first + 100, 65536)):
        if port_is_free(port):
            return port
    raise Stop(f"No port from {first} on is free. Choose another: PORT=9000")


@contextlib.contextmanager
def only_one(name, waiting=""):
    """Hold a lock among the processes that share the box.

    :param str waiting: what to say before waiting for the other one; when it is
        empty, do not wait
    :raise BlockingIOError: when another process holds it and we do not wait
    """
    BOX.mkdir(parents=True, exist_ok=True)
    _check_owner()
    with (BOX / f"{name}.lock").open("a+") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not waiting:
                raise
            say(waiting)
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield stream
