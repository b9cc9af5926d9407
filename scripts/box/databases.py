"""The databases: built once, copied for each use.

``base_<key>``  Odoo's apps with demo data and languages, without our addons
``shop_<key>``  a copy of it with our addons, as they are in the checkout now
``demo``        a copy of that, kept for the person who runs the demo
"""

import hashlib
import os
import shutil

from .paths import BOX, DATA, LOGS, MAIL, ROOT, addons
from .terminal import Step, say

DEMO = "demo"
APPS = (
    "point_of_sale",
    "pos_loyalty",
    "pos_restaurant",
    "pos_self_order",
    "website_sale",
    "mass_mailing",
)
# The first one becomes the language of everybody who has not chosen another.
LANGUAGES = ("en_US", "ko_KR", "ja_JP")
RECIPE = 1  # raise it when the way in which databases are built changes

# Compiled scripts and styles are kept in the database: without them the first page
# of each copy takes a minute.
COMPILE_ASSETS = "env['ir.qweb']._pregenerate_assets_bundles()"

# Odoo's demo data leaves dozens of mails to send, which would bury those of the shop.
FORGET_MAILS = "env['mail.mail'].search([('state', '=', 'outgoing')]).unlink()"

# What is read from the checkout and never gets into a database.
_NOT_INSTALLED = ("tests", "readme", "__pycache__")


class Databases:
    """The databases of one Odoo.

    :param Odoo odoo: how to call it
    """

    def __init__(self, odoo):
        self._odoo = odoo
        self._query = odoo.postgres.query

    # Plain handling

    def names(self):
        return self._query("SELECT datname FROM pg_database")

    def drop(self, name):
        self._query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(_files(name), ignore_errors=True)

    def copy(self, source, name):
        """Copy a database and its files.

        Odoo's own command for this loads all of Odoo first, which takes longer than
        the copying. The files are linked: Odoo never changes a stored file.
        """
        self.drop(name)
        self._query(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        if _files(source).exists():
            shutil.copytree(_files(source), _files(name), copy_function=os.link)
        # Two databases with one identity would share sessions of a browser.
        self._query(
            "UPDATE ir_config_parameter SET value = gen_random_uuid()::text"
            " WHERE key = 'database.uuid'",
            database=name,
        )

    def rename(self, name, new_name):
        if _files(name).exists():
            shutil.rmtree(_files(new_name), ignore_errors=True)
            _files(name).rename(_files(new_name))
        self._query(f'ALTER DATABASE "{name}" RENAME TO "{new_name}"')

    # Templates

    def base(self):
        """The template without our addons, built if it is not there."""
        recipe = f"{RECIPE} {APPS} {LANGUAGES} {self._odoo.source.identity}"
        name = f"base_{_digest(recipe.encode())}"
        if name not in self.names():
            new = f"{name}_new"
            self.drop(new)
            self._odoo.install(
                "Odoo's apps with demo data (once, some minutes)",
                new,
                "--with-demo",
                f"--load-language={','.join(LANGUAGES)}",
                f"--init={','.join(APPS)}",
                log="base.log",
            )
            self._finish(new)
            self.rename(new, name)
        return name

    def shop(self):
        """The template with our addons as they are now, built if it is not there."""
        base = self.base()
        name = f"shop_{_digest(f'{base} {addons_key()}'.encode())}"
        if name not in self.names():
            new = f"{name}_new"
            with Step("copying the database"):
                self.copy(base, new)
            self._odoo.install(
                "installing the addons",
                new,
                "--with-demo",
                f"--init={','.join(addons())}",
                log=f"{name}.log",
            )
            self._finish(new)
            self.rename(new, name)
            self._forget_older(name)
        return name

    def _finish(self, name):
        code = f"{FORGET_MAILS}\n{COMPILE_ASSETS}"
        self._odoo.shell("compiling scripts and styles", name, code, log="assets.log")

    def _forget_older(self, newest):
        for name in self.names():
            if name.startswith("shop_") and name != newest:
                self.drop(name)
                (LOGS / f"{name}.log").unlink(missing_ok=True)

    # The demo

    def demo(self):
        """Make the demo, or bring it up to date with the addons."""
        mark = BOX / "demo.key"
        if DEMO not in self.names():
            shop = self.shop()
            with Step("making the demo shop"):
                self.copy(shop, "demo_new")
                self.rename("demo_new", DEMO)
        elif not mark.exists() or mark.read_text() != addons_key():
            self._odoo.install(
                "bringing the demo shop up to date with the changed addons",
                DEMO,
                *self._what_to_update(),
                log="update.log",
                advice="Mend the addon that the lines above name. If it is a stored"
                " field that changed, ./run --reset builds the demo shop anew.",
            )
        mark.write_text(addons_key())

    def _what_to_update(self):
        installed = self._query(
            "SELECT name FROM ir_module_module WHERE state = 'installed'", DEMO
        )
        old = [name for name in addons() if name in installed]
        new = [name for name in addons() if name not in installed]
        arguments = [f"--update={','.join(old)}"] if old else []
        return arguments + ([f"--init={','.join(new)}"] if new else [])

    def reset(self):
        """Remove what belongs to our addons; keep what was downloaded and built."""
        say("Removing the demo shop with all that was entered in it, its mails, the")
        say("tests' databases and the template with the addons. What was downloaded,")
        say("and the template with Odoo's own apps, stay.")
        for name in self.names():
            if name.startswith(("demo", "shop_", "test", "journey")):
                self.drop(name)
        shutil.rmtree(MAIL, ignore_errors=True)
        (BOX / "demo.key").unlink(missing_ok=True)


def addons_key():
    """Changes when a file changes that gets into a database."""
    digest = hashlib.sha256()
    for addon in addons():
        for path in sorted((ROOT / addon).rglob("*")):
            parts = path.relative_to(ROOT).parts
            if path.is_file() and not set(parts) & set(_NOT_INSTALLED):
                digest.update("/".join(parts).encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def _digest(data):
    return hashlib.sha256(data).hexdigest()[:10]


def _files(name):
    return DATA / "filestore" / name
