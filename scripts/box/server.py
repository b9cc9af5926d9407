"""A running Odoo that answers over HTTP, as customers meet it."""

import contextlib
import signal
import subprocess
import time
import urllib.error
import urllib.request

from . import process
from .terminal import Step, Stop

PATIENCE = 300  # seconds until the first page must have come


class Server:
    """One Odoo process with one database; a context manager.

    :param Odoo odoo: how to call it
    :param str database: which database it serves
    :param int port: where it listens
    :param Path log: gets all that it says
    :param tuple arguments: more arguments for Odoo
    """

    def __init__(self, odoo, database, port, log, *arguments):
        self._odoo = odoo
        self._arguments = ("-d", database, "--http-port", port, *arguments)
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        self._process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        """Start it and wait until it shows a page."""
        with self.log.open("ab") as stream:
            self._process = process.start(
                self._odoo.command("server", *self._arguments),
                env=self._odoo.environ,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        try:
            with Step("starting Odoo"):
                self._wait()
        except BaseException:
            self.stop()
            raise

    def wait(self):
        """Return when it has ended."""
        self._process.wait()

    def stop(self):
        """End it in good order."""
        if self._process:
            process.end(self._process)
            self._process = None

    def kill(self):
        """End it as a power cut does."""
        process.end(self._process, signal.SIGKILL)
        self._process = None

    def _wait(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self._process.poll() is not None:
                tail = self.log.read_text(errors="replace")[-2500:]
                raise Stop(
                    f"{tail}\nOdoo did not start. {process.explain(tail)}\n"
                    f"The whole log: {self.log}"
                )
            if self._answers():
                return
            time.sleep(0.3)
        raise Stop(
            f"Odoo did not answer within {PATIENCE} seconds. The log: {self.log}"
        )

    def _answers(self):
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            # A proxy set for the outer world must not be asked for this machine.
            direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with direct.open(f"{self.url}/web/login", timeout=120) as page:
                page.read()
                return True
        return False
