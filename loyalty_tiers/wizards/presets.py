# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The ready-made ladders: texts are translated where the shop's languages are set."""

from typing import NamedTuple

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WELCOME = _lt("Welcome, {name}! How nice to have you here.")
GREETING = _lt("Welcome back, {title} {name}")


class PresetTier(NamedTuple):
    """A rung of a ready-made ladder."""

    visits: int
    title: object
    badge: object  # one or two characters
    color: str
    party: object
    perk: object
    greeting: object = GREETING
    recognition: str = "card"
    secret: bool = False


class Preset(NamedTuple):
    """A ready-made ladder."""

    name: object
    welcome: object
    tiers: tuple


TITLES_BY_VISITS = Preset(
    name=_lt("Titles by visits"),
    welcome=WELCOME,
    tiers=(
        PresetTier(
            1,
            _lt("Chief"),
            _lt("Ch"),
            "#5f6b7a",
            _lt("Hand over a business card with the guest's name and new title."),
            _lt("Greeted by name and title"),
            recognition="banner",
        ),
        PresetTier(
            2,
            _lt("Section Head"),
            _lt("SH"),
            "#2f6f93",
            _lt("Say the new title out loud at the table; everybody claps."),
            _lt("A warm towel without asking"),
            recognition="banner",
        ),
        PresetTier(
            5,
            _lt("Department Head"),
            _lt("DH"),
            "#23735a",
            _lt("A small dish from the chef, with the title on a flag."),
            _lt("First choice of seat"),
        ),
        PresetTier(
            10,
            _lt("Director"),
            _lt("Di"),
            "#7a4fb0",
            _lt("A toast with the whole counter."),
            _lt("A taste of the dish of the day"),
        ),
        PresetTier(
            20,
            _lt("President"),
            _lt("Pr"),
            "#a04a24",
            _lt("The president's seat, and a photo for the wall."),
            _lt("A bottle kept under the guest's name"),
        ),
        PresetTier(
            36,
            _lt("Chairman"),
            _lt("Cm"),
            "#8a6100",
            _lt("All staff call the title together. Pour the beer with the crown."),
            _lt("Name plate on the shelf"),
            _lt("Welcome home, {title} {name}"),
        ),
        PresetTier(
            50,
            _lt("Honorary Chairman"),
            _lt("HC"),
            "#98202c",
            _lt("The chef comes out and bows. The guest names a dish."),
            _lt("A dish named after the guest"),
            _lt("Our house is yours, {title} {name}"),
            secret=True,
        ),
    ),
)

PRESETS = {"titles_by_visits": TITLES_BY_VISITS}
