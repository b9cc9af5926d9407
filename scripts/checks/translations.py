"""Writing the templates of the translations anew."""

from box.paths import ROOT, addons

_CODE = """
import sys
sys.path.insert(0, {scripts!r})
from checks import pot
for addon in {addons!r}:
    pot.write(env, addon)
"""


def update(odoo, database):
    """Write every addon's template and merge it into its translations.

    :param Odoo odoo: how to call it
    :param str database: one with the addons as they are now
    """
    code = _CODE.format(scripts=str(ROOT / "scripts"), addons=addons())
    odoo.shell("writing the templates of the translations", database, code, "pot.log")
