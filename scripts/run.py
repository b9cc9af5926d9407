"""./run: from a bare machine to a running demo shop.

Everything lies in the folder .box of the checkout: deleting that folder removes it.
Environment: PORT (8069), BOX_DIR (.box), ODOO_HOME (a checkout of Odoo 19.0),
PG_BINDIR (programs of a PostgreSQL from 13 on), PYTHON (3.10 to 3.13).
"""

import argparse
import contextlib
import os
import sys

from box import machine, process
from box.databases import DEMO
from box.paths import BOX, MAIL
from box.server import Server
from box.setup import box, is_set_up
from box.terminal import Stop, say

DEFAULT_PORT = 8069
MAILBOX = os.path.join(os.path.dirname(os.path.abspath(__file__)), "mailbox.py")

READY = """
The demo shop is ready.

  Back end   {url}/odoo
  Web shop   {url}/shop
  Mails      {mails}/      what the shop sends, caught on this machine

  Log in as  manager / manager        the owner of the shop
             cashier / cashier        at the till
             marketing / marketing    mailings and customers
             guest / guest            a customer in the web shop
             admin / admin            everything

  Three things to try
  1. As cashier, open the till "Izakaya Kim" and choose the guest "Kim Minjun", who
     is one visit away from Chairman. Ring something up, pay, see the promotion.
  2. Start a new order and choose the guest again: the till greets by the new title.
  3. As manager, open the app Loyalty Tiers > Members.

Stop with Ctrl-C. Start again with ./run, from the beginning with ./run --reset.
"""


def main():
    parser = argparse.ArgumentParser(
        prog="./run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--reset",
        action="store_true",
        help="remove the demo shop and what was entered in it, then build it again",
    )
    options = parser.parse_args()
    machine.obey_signals()
    try:
        with machine.only_one("run"):
            demo(options.reset)
    except BlockingIOError:
        say(f"The demo shop of {BOX} runs already. Stop it there with Ctrl-C first.")
        return 1
    except Stop as failure:
        say(f"\n{failure}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped. What is done so far is kept; ./run goes on from there.")
        return 130
    return 0


def demo(reset):
    port = choose_port()
    offer_extras()
    with box() as (odoo, databases):
        if reset:
            databases.reset()
        with machine.only_one("databases", "Waiting for the other run's databases."):
            databases.demo()
        is_set_up()
        serve(odoo, port)


def choose_port():
    """The port that PORT names, or the first free one from the usual one on."""
    named = os.environ.get("PORT")
    if not named:
        port = machine.free_port(DEFAULT_PORT)
        if port != DEFAULT_PORT:
            say(f"Port {DEFAULT_PORT} is taken by another program; using {port}.")
        return port
    if not named.isdigit() or not 0 < int(named) < 65536:
        raise Stop(f"PORT={named} is no port: give a number from 1024 to 65535.")
    if not machine.port_is_free(int(named)):
        raise Stop(
            f"Port {named} is taken by another program, or not allowed to you.\n"
            "Choose another: PORT=9000 ./run"
        )
    return int(named)


def offer_extras():
    """Nice to have, never needed; asked for until the demo has run once."""
    if (BOX / "ready").exists():
        return
    extras = ("wkhtmltopdf", "fonts-noto-cjk")
    purpose = "optional: invoices as PDF, Korean and Japanese letters in them"
    if not machine.install(*extras, purpose=purpose):
        say("Going on without them: the demo works, invoices cannot be printed as PDF.")


def serve(odoo, port):
    smtp_port = machine.free_port(port + 1)
    mail_port = machine.free_port(smtp_port + 1)
    mailing = ("--smtp", "127.0.0.1", "--smtp-port", smtp_port)
    # One thread for timed jobs: at the first start they would get into each other's way.
    arguments = (*mailing, "--max-cron-threads=1")
    log = process.log_path("server.log")
    with post_office(odoo, smtp_port, mail_port):
        with Server(odoo, DEMO, port, log, *arguments) as server:
            say(READY.format(url=server.url, mails=f"http://127.0.0.1:{mail_port}"))
            server.wait()
            raise Stop(f"Odoo has ended. The log: {log}")


@contextlib.contextmanager
def post_office(odoo, smtp_port, mail_port):
    command = [odoo.python, MAILBOX, smtp_port, mail_port, MAIL]
    mailbox = process.start(command)
    try:
        yield
    finally:
        process.end(mailbox)


if __name__ == "__main__":
    sys.exit(main())
