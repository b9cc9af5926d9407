"""From a bare machine to a working box."""

import contextlib

from . import machine, packages, source
from .databases import Databases
from .odoo import Odoo
from .paths import BOX
from .postgres import Postgres


@contextlib.contextmanager
def box(*requirements):
    """Set up what is missing; PostgreSQL runs until the end of the block.

    Each step leaves either nothing or something whole, so it can be interrupted at
    any point and run again.

    :param requirements: further lists of Python packages to install
    :return: Odoo and its databases
    """
    machine.check_space()
    with machine.only_one("setup", "Waiting until the other run has set up its part."):
        python = packages.ready(packages.VENV, "requirements-odoo.txt", *requirements)
        unpacked = source.ready(python)
    with Postgres() as postgres:
        odoo = Odoo(python, unpacked, postgres)
        odoo.configure()
        yield odoo, Databases(odoo)


def is_set_up():
    """Say that the long part is over, so that less space on the disk will do."""
    (BOX / "ready").touch()
