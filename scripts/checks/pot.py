"""Templates of translations (.pot), made from the code and the database.

Needs Odoo and polib: used inside of Odoo only.
"""

import io

import polib
from box.paths import ROOT

from odoo.tools.translate import trans_export

LANGUAGES = ("ko", "ja")

# Another app's word about a model of Odoo's own, which an addon only extends.
_FOREIGN = "model:ir.model,website_form_label:"


def generate(env, addon):
    """The template of an addon as it is now.

    :rtype: polib.POFile
    """
    stream = io.BytesIO()
    trans_export(None, [addon], stream, "po", env)
    template = polib.pofile(stream.getvalue().decode())
    for entry in list(template):
        uses = [use for use in entry.occurrences if not use[0].startswith(_FOREIGN)]
        if uses:
            entry.occurrences = uses
        else:
            template.remove(entry)
    return template


def contents(file):
    """What a template says, without its dates: where each term is used."""
    return {
        (entry.msgctxt, entry.msgid): (sorted(entry.occurrences), entry.comment)
        for entry in file
    }


def write(env, addon):
    """Write the template of an addon and merge it into its translations.

    Terms that are new come without translation, terms that are gone leave.
    """
    template = generate(env, addon)
    folder = ROOT / addon / "i18n"
    folder.mkdir(exist_ok=True)
    path = folder / f"{addon}.pot"
    if not path.exists() or contents(polib.pofile(str(path))) != contents(template):
        template.save(str(path))
    for language in LANGUAGES:
        path = folder / f"{language}.po"
        translation = polib.pofile(str(path)) if path.exists() else polib.POFile()
        translation.merge(template)
        for entry in translation.obsolete_entries():
            translation.remove(entry)
        translation.metadata = {**template.metadata, "Language": language}
        translation.save(str(path))
