"""Korean and Japanese are complete, and say what the code says now."""

import re

import polib
import pytest
from box.paths import ROOT, addons
from checks import pot

from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

# %(name)s, %s, {name}, {{name}}: what the program fills in.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdif]|\{+[\w.]*\}+")
TAG = re.compile(r"</?[a-z]+")


def _file(addon, name):
    """A file of translations; without terms if it is not there."""
    path = ROOT / addon / "i18n" / name
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


@pytest.fixture(scope="module")
def env():
    with Registry(get_db_name()).cursor() as cr:
        yield Environment(cr, SUPERUSER_ID, {})


@pytest.mark.parametrize("addon", addons())
def test_the_template_says_what_the_code_says(env, addon):
    now = pot.contents(pot.generate(env, addon))
    committed = pot.contents(_file(addon, f"{addon}.pot"))
    advice = "run ./test --update-pot and translate what is new"

    assert not [msgid for _, msgid in now.keys() - committed.keys()], advice
    assert not [msgid for _, msgid in committed.keys() - now.keys()], advice
    assert now == committed, advice


@pytest.mark.parametrize("language", pot.LANGUAGES)
@pytest.mark.parametrize("addon", addons())
def test_every_term_is_translated(addon, language):
    template = _file(addon, f"{addon}.pot")
    translation = _file(addon, f"{language}.po")
    translated = {entry.msgid for entry in translation.translated_entries()}

    assert not [entry.msgid for entry in template if entry.msgid not in translated]
    assert not [entry.msgid for entry in translation.fuzzy_entries()]
    assert not [entry.msgid for entry in translation.obsolete_entries()]


@pytest.mark.parametrize("language", pot.LANGUAGES)
@pytest.mark.parametrize("addon", addons())
def test_translations_keep_placeholders_and_tags(addon, language):
    changed = [
        entry.msgid
        for entry in _file(addon, f"{language}.po")
        for pattern in (PLACEHOLDER, TAG)
        if sorted(pattern.findall(entry.msgid)) != sorted(pattern.findall(entry.msgstr))
    ]

    assert not changed
