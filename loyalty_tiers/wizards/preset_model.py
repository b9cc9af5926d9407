# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a ready-made ladder is made of."""

from typing import NamedTuple

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WELCOME = _lt("Welcome, {name}! How nice to have you here.")
GREETING = _lt("Welcome back, {title} {name}")


class PresetPerk(NamedTuple):
    """A perk that is granted and served, other than those that are only named."""

    name: object
    values: dict  # of the perk; ``occasion`` is the end of an XML id


def step(name):
    return PresetPerk(name, {"given": "promotion"})


def each(count, name):
    return PresetPerk(name, {"given": "repeat", "repeat_count": count})


def birthday(name):
    return PresetPerk(
        name, {"given": "occasion", "occasion": "birthday", "valid_days": 30}
    )


class PresetTier(NamedTuple):
    """A rung of a ready-made ladder."""

    rule: dict  # values of its only rule; empty: from the first visit on
    title: object
    badge: object  # one or two characters
    color: str
    party: object  # None: no party
    perks: tuple  # texts of what is only named, or ``PresetPerk``
    greeting: object = GREETING
    recognition: str = "card"
    secret: bool = False
    occasion_days: int = 0  # days before a birthday on which it is celebrated already
    announced: bool = False  # the other tills are told when such a guest comes


class Preset(NamedTuple):
    """A ready-made ladder."""

    name: object
    story: object  # for whom it is, in the wizard
    tiers: tuple
    values: dict = {}  # of the program: stars, window, holding
    welcome: object = WELCOME
    treats: tuple = ()  # what the staff may give as they like
