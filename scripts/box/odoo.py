"""Calling Odoo's own commands."""

import os
import re

from . import process
from .paths import BOX, DATA, ROOT
from .postgres import USER

_MISLEADING = ("PYTHONDONTWRITEBYTECODE", "ODOO_RC", "PGHOST", "PGDATABASE", "PGUSER")
NO_SERVER = ("--no-http", "--max-cron-threads=0", "--stop-after-init")


class Odoo:
    """Odoo with the configuration of this box.

    :param python: of the private environment
    :param Source source: where Odoo is
    :param Postgres postgres: the running server
    """

    def __init__(self, python, source, postgres):
        self.python = python
        self.source = source
        self.postgres = postgres
        self.configuration = BOX / "odoo.conf"

    @property
    def environ(self):
        # Programs of the private environment and of PostgreSQL come first. Compiled
        # Python may be kept: without it each start takes twice as long.
        path = f"{self.postgres.programs}{os.pathsep}{os.environ['PATH']}"
        environ = dict(os.environ, PATH=path, PYTHONPATH=str(self.source.python_path))
        for misleading in _MISLEADING:
            environ.pop(misleading, None)
        return environ

    def configure(self):
        """Write the configuration that every command of Odoo gets."""
        addons_path = ",".join(map(str, [*self.source.addons_path, ROOT]))
        options = {
            "db_host": self.postgres.socket,
            "db_port": 5432,
            "db_user": USER,
            "pg_path": self.postgres.programs,
            "data_dir": DATA,
            "addons_path": addons_path,
            "http_interface": "127.0.0.1",
            "list_db": False,
            "admin_passwd": "off",
        }
        lines = [f"{name} = {value}" for name, value in options.items()]
        self.configuration.write_text("\n".join(["[options]", *lines]) + "\n")

    def command(self, name, *arguments):
        call = (self.python, "-m", "odoo", name, "-c", self.configuration, *arguments)
        return [str(part) for part in call]

    def install(self, title, database, *arguments, log, advice=""):
        """Install or update addons."""
        process.run(
            title,
            self.command("server", "-d", database, *arguments, *NO_SERVER),
            log,
            progress=_loaded_modules,
            advice=advice,
            env=self.environ,
        )

    def shell(self, title, database, code, log):
        """Run Python code in a database and keep what it changes.

        Running servers are told that their caches are old.
        """
        script = BOX / f"shell-{os.getpid()}.py"
        script.write_text(
            f"{code}\nenv.cr.commit()\nenv.registry.signal_changes()\n",
            encoding="utf-8",
        )
        command = self.command("shell", "-d", database, *NO_SERVER[:2])
        try:
            with script.open() as stream:
                process.run(title, command, log, env=self.environ, stdin=stream)
        finally:
            script.unlink()


def _loaded_modules(log):
    """How many modules an installation has loaded, from its log."""
    text = log.read_text(errors="replace")
    # The very first module comes alone, "1 of 1", and would look like the end.
    found = re.findall(r"Loading module \S+ \((\d+)/(\d\d+)\)", text)
    return f"({found[-1][0]} of {found[-1][1]} modules)" if found else ""
