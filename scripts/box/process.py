"""Running other programs: output to a log, failures explained."""

import contextlib
import functools
import os
import re
import signal
import subprocess

from .paths import LOGS
from .terminal import Step, Stop

_KEEP_WHAT_IS_DONE = "What is done so far is kept."
_NO_NETWORK = (
    "Temporary failure in name resolution|Temporary failure resolving|"
    "Could not resolve|Name or service not known|Network is unreachable|"
    "Failed to establish a new connection|Could not connect|Connection timed out|"
    "Read timed out|ProxyError|Cannot connect to proxy"
)
# What a program prints when it fails, and what the person can do about it.
_EXPLANATIONS = [
    (
        "No space left on device|Disk quota exceeded",
        "The disk is full. Free about 5 GB, then run this again.",
    ),
    (
        _NO_NETWORK,
        "The network does not answer. Check the connection (and the proxy), then run"
        f" this again. {_KEEP_WHAT_IS_DONE}",
    ),
    (
        "Could not get lock|Unable to acquire the dpkg",
        "Another program is installing system packages. Wait until it is done, then"
        " run this again.",
    ),
    (
        "MemoryError|Cannot allocate memory|could not fork",
        "The machine has too little free memory. Odoo needs about 2 GB: close other"
        " programs, then run this again.",
    ),
]
_TAIL = 2500  # characters of a log that are shown when a program fails


def explain(output):
    """Say what to do about a failure, in plain words.

    >>> explain("OSError: [Errno 28] No space left on device")
    'The disk is full. Free about 5 GB, then run this again.'
    >>> explain("something else")
    ''
    """
    for pattern, advice in _EXPLANATIONS:
        if re.search(pattern, output):
            return advice
    return ""


def log_path(name):
    LOGS.mkdir(parents=True, exist_ok=True)
    return LOGS / name


def run(title, command, log, progress=None, advice="", **options):
    """Run a program as a step; its output goes to a log of its own.

    :param str title: see :class:`Step`
    :param list command: the program and its arguments
    :param str log: name of the log file, begun afresh
    :param str advice: what to do when it fails and the log does not tell
    :raise Stop: when the program fails
    """
    path = log_path(log)
    try:
        with Step(title, progress and (lambda: progress(path))):
            with path.open("wb") as stream:
                _call(command, stdout=stream, stderr=subprocess.STDOUT, **options)
    except subprocess.CalledProcessError:
        output = path.read_text(errors="replace")
        # A reason in plain words says more than the end of a log.
        reason = explain(output) or f"{output[-_TAIL:]}\n{advice}"
        raise Stop(
            f"This step failed: {title}.\n{reason.strip()}\nIts log: {path}"
        ) from None


def start(command, **options):
    """Start a program in a process group of its own, see :func:`end`.

    Where the system can do it, the program also ends when we are killed without a
    chance to end it; else it would keep the port, and the next run could not start.
    """
    options.setdefault("stdin", subprocess.DEVNULL)
    leash = ("setpriv", "--pdeathsig", "TERM", "--") if _can_leash() else ()
    command = [str(part) for part in (*leash, *command)]
    return subprocess.Popen(command, start_new_session=True, **options)


@functools.cache
def _can_leash():
    return "--pdeathsig" in output("setpriv", "--help")


def _call(command, **options):
    """Run a program; if we are interrupted, it ends before we do."""
    with start(command, **options) as process:
        try:
            status = process.wait()
        except BaseException:
            end(process)
            raise
    if status:
        raise subprocess.CalledProcessError(status, command)


def end(process, how=signal.SIGTERM, patience=20):
    """Ask a program and its helpers to end; insist after ``patience`` seconds.

    Some programs leave their helpers running when they alone are ended.
    """
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        end(process, signal.SIGKILL)


def output(*command, **options):
    """What a short program prints; nothing if it fails or does not exist."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            **options,
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def check_output(command, **options):
    """What a program prints.

    :raise Stop: with what it complained about, when it fails
    """
    done = subprocess.run(
        [str(part) for part in command],
        stdin=options.pop("stdin", subprocess.DEVNULL),
        capture_output=True,
        text=True,
        **options,
    )
    if done.returncode:
        raise Stop(f"{done.stderr[-_TAIL:]}\n{explain(done.stderr)}".strip())
    return done.stdout
