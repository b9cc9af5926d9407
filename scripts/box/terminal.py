"""What the person at the terminal reads: steps with a running clock, plain failures."""

import sys
import threading
import time

_BEAT_ON_TERMINAL = 1  # seconds
_BEAT_IN_FILE = 10  # seconds; a log that nobody watches needs fewer lines


class Stop(Exception):
    """A step failed. The text says in plain words what to do."""


def say(text=""):
    print(text, flush=True)


class Step:
    """A long step: one line with the seconds so far, kept alive while it runs.

    :param str title: what is being done, for someone who knows no Odoo
    :param progress: called without arguments; says how far it is, or nothing
    """

    def __init__(self, title, progress=None):
        self._title = title
        self._progress = progress or (lambda: "")
        self._done = threading.Event()
        self._live = sys.stdout.isatty()

    def __enter__(self):
        self._start = time.monotonic()
        if not self._live:
            say(f"- {self._title}")
        self._ticker = threading.Thread(target=self._tick, daemon=True)
        self._ticker.start()
        return self

    def __exit__(self, failure, *_):
        self._done.set()
        self._ticker.join()
        how = "stopped" if failure else "done"
        if self._live:
            self._line(f"{how} in {self._seconds} s", end="\n")
        elif self._seconds >= _BEAT_IN_FILE or failure:
            say(f"  {how} in {self._seconds} s")

    @property
    def _seconds(self):
        return round(time.monotonic() - self._start)

    def _tick(self):
        beat = _BEAT_ON_TERMINAL if self._live else _BEAT_IN_FILE
        while not self._done.wait(beat):
            far = f"{self._seconds} s {self._progress()}".rstrip()
            if self._live:
                self._line(far)
            else:
                say(f"  ... {far}")

    def _line(self, text, end=""):
        # Back to the line's start and clear it, so that the clock ticks in place.
        print(f"\r\x1b[2K- {self._title}: {text}", end=end, flush=True)
