"""A real Odoo server with a database of its own, for tests that stay outside."""

import contextlib
import re

import psycopg2
from box import machine, process
from box.server import Server
from box.setup import box
from checks import logs
from office import Office

FIRST_PORT = 8370
# Odoo refuses while the database tidies up one of its tables: then it is tried again.
_UNINSTALL = """
import time
from odoo.exceptions import UserError
for patience in range(10):
    modules = env['ir.module.module'].search(
        [('name', '=like', 'loyalty_tiers%'), ('state', '=', 'installed')])
    if not modules:
        break
    try:
        modules.button_immediate_uninstall()
    except UserError:
        env.cr.rollback()
        time.sleep(patience)
"""
# Pages of a demo may name addresses of the outer world, which a test machine has not.
_OUTER_WORLD = re.compile(r"https?://(?!127\.0\.0\.1|localhost)")


class Shop:
    """A running shop.

    :ivar str url: where it answers
    :ivar str db: its database
    :ivar str dsn: how psycopg2 gets there
    :ivar Path log: what the server says
    """

    def __init__(self, odoo, database, port, *arguments):
        self._odoo = odoo
        self.db = database
        self.dsn = f"host={odoo.postgres.socket} user=odoo dbname={database}"
        self.log = process.log_path(f"journey-{database}.log")
        arguments = ("--max-cron-threads=0", *arguments)
        self._server = Server(odoo, database, port, self.log, *arguments)
        self.url = self._server.url

    def start(self):
        self._server.start()

    def stop(self):
        self._server.stop()

    def kill(self):
        """End the server as a power cut does; ``start`` brings it back."""
        self._server.kill()

    def uninstall(self):
        """Remove our addons, while the server is not running."""
        self.shell(_UNINSTALL)
        assert not self.installed()

    def installed(self):
        """The names of our addons that are installed."""
        return self.sql(
            "SELECT name FROM ir_module_module"
            " WHERE name LIKE 'loyalty_tiers%' AND state = 'installed'"
        )

    def office(self, login="admin"):
        """A session of somebody; see :class:`office.Office`."""
        return Office(self.url, self.db, login)

    # What the database knows of a guest, by id

    def entries(self, guest):
        query = "SELECT count(*) FROM loyalty_tier_entry WHERE partner_id = %s"
        return self.sql(query, guest)[0][0]

    def membership(self, guest):
        """
        :return: title, visits and spend; nothing when the guest never came
        :rtype: tuple
        """
        rows = self.sql(
            "SELECT tier.name->>'en_US', visits, spend::float"
            " FROM loyalty_tier_membership membership"
            " LEFT JOIN loyalty_tier tier ON tier.id = tier_id"
            " WHERE partner_id = %s",
            guest,
        )
        return rows[0] if rows else None

    def moves(self, guest):
        """
        :return: title before, title after, cause and origin of each, the oldest first
        :rtype: list(tuple)
        """
        return self.sql(
            "SELECT before.name->>'en_US', after.name->>'en_US', cause,"
            " origin_model, origin_id FROM loyalty_tier_move move"
            " LEFT JOIN loyalty_tier before ON before.id = from_tier_id"
            " LEFT JOIN loyalty_tier after ON after.id = to_tier_id"
            " WHERE partner_id = %s ORDER BY move.id",
            guest,
        )

    def sql(self, query, *params):
        """Run one statement and commit.

        :return: the rows, as tuples; nothing when the statement returns none
        :rtype: list
        """
        with contextlib.closing(psycopg2.connect(self.dsn)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(query, params or None)
                return cursor.fetchall() if cursor.description else []

    def shell(self, code):
        """Run code with ``env`` and commit; the running server notices.

        :return: what the code printed
        :rtype: str
        """
        log = f"journey-shell-{self.db}.log"
        self._odoo.shell("shell", self.db, code, log)
        return logs.without_records(process.log_path(log).read_text())


@contextlib.contextmanager
def running_shop(name="journey"):
    """A shop on a fresh copy of the template; gone afterwards.

    :param str name: of its database; two shops need two names
    """
    with box("requirements-test.txt") as (odoo, databases):
        databases.copy(databases.shop(), name)
        shop = Shop(odoo, name, machine.free_port(FIRST_PORT))
        try:
            shop.start()
            yield shop
        finally:
            shop.stop()
            databases.drop(name)


def console_errors(page, errors):
    """Collect what goes wrong in a page into the list ``errors``."""

    def note(message):
        where = (message.location or {}).get("url", "")
        if message.type == "error" and not _OUTER_WORLD.match(where):
            errors.append(f"{message.text} ({where})")

    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
