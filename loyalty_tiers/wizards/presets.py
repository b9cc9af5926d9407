# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The ready-made ladders: texts are translated where the shop's languages are set."""

from typing import NamedTuple

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WELCOME = _lt("Welcome, {name}! How nice to have you here.")
GREETING = _lt("Welcome back, {title} {name}")


class PresetPerk(NamedTuple):
    """A perk that is granted and served, other than those that are only named."""

    name: object
    values: dict  # of the perk; ``occasion`` is the end of an XML id


def _step(name):
    return PresetPerk(name, {"given": "promotion"})


def _each(count, name):
    return PresetPerk(name, {"given": "repeat", "repeat_count": count})


def _birthday(name):
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


class Preset(NamedTuple):
    """A ready-made ladder."""

    name: object
    story: object  # for whom it is, in the wizard
    tiers: tuple
    values: dict = {}  # of the program: stars, window, holding
    welcome: object = WELCOME
    treats: tuple = ()  # what the staff may give as they like


TITLES_BY_VISITS = Preset(
    name=_lt("Titles by visits"),
    story=_lt("A bar or restaurant with regulars: the title rises with the visits."),
    treats=(_lt("A small dish on the house"), _lt("A round of tea")),
    tiers=(
        PresetTier(
            {"min_visits": 1},
            _lt("Chief"),
            _lt("Ch"),
            "#5f6b7a",
            _lt("Hand over a business card with the guest's name and new title."),
            (
                _lt("Greeted by name and title"),
                _step(_lt("Print the name card and hand it over")),
            ),
            recognition="banner",
        ),
        PresetTier(
            {"min_visits": 2},
            _lt("Section Head"),
            _lt("SH"),
            "#2f6f93",
            _lt("Say the new title out loud at the table; everybody claps."),
            (
                _lt("A warm towel without asking"),
                _step(_lt("Say the new title out loud")),
                _step(_lt("A new name card")),
            ),
            recognition="banner",
        ),
        PresetTier(
            {"min_visits": 5},
            _lt("Department Head"),
            _lt("DH"),
            "#23735a",
            _lt("A small dish from the chef, with the title on a flag."),
            (
                _lt("First choice of seat"),
                _step(_lt("A small dish with the title on a flag")),
                _step(_lt("A new name card")),
            ),
        ),
        PresetTier(
            {"min_visits": 10},
            _lt("Director"),
            _lt("Di"),
            "#7a4fb0",
            _lt("A toast with the whole counter."),
            (
                _lt("A taste of the dish of the day"),
                _birthday(_lt("A dessert with a candle on the birthday")),
                _step(_lt("A toast with the whole counter")),
                _step(_lt("A new name card")),
            ),
        ),
        PresetTier(
            {"min_visits": 20},
            _lt("President"),
            _lt("Pr"),
            "#a04a24",
            _lt("The president's seat, and a photo for the wall."),
            (
                _lt("A bottle kept under the guest's name"),
                _step(_lt("The president's seat")),
                _step(_lt("A photo for the wall")),
                _step(_lt("A new name card")),
            ),
        ),
        PresetTier(
            {"min_visits": 36},
            _lt("Chairman"),
            _lt("Cm"),
            "#8a6100",
            _lt("All staff call the title together. Pour the beer with the crown."),
            (
                _lt("Name plate on the shelf"),
                _step(_lt("All staff call the title together")),
                _step(_lt("Beer with the crown")),
                _step(_lt("A new name card")),
            ),
            _lt("Welcome home, {title} {name}"),
        ),
        PresetTier(
            {"min_visits": 50},
            _lt("Honorary Chairman"),
            _lt("HC"),
            "#98202c",
            _lt("The chef comes out and bows. The guest names a dish."),
            (
                _lt("A dish named after the guest"),
                _step(_lt("The chef comes out and bows")),
                _step(_lt("The guest names a dish")),
            ),
            _lt("Our house is yours, {title} {name}"),
            secret=True,
        ),
    ),
)

STARS = Preset(
    name=_lt("Stars"),
    story=_lt("A coffee shop or bakery: one star for each order, soon a first tier."),
    values={"stars_per_order": 1},
    tiers=(
        PresetTier(
            {},
            _lt("Welcome Member"),
            _lt("We"),
            "#5f6b7a",
            None,
            (_lt("A biscuit with the first coffee"),),
            _lt("Welcome back, {name}"),
            recognition="banner",
        ),
        PresetTier(
            {"min_stars": 5},
            _lt("Green"),
            _lt("Gr"),
            "#23735a",
            _lt("Write the guest's name on the cup, with a star."),
            (
                _birthday(_lt("A free drink on the birthday")),
                _lt("A free size up on Mondays"),
            ),
            _lt("Welcome back, {name}"),
            recognition="banner",
        ),
        PresetTier(
            {"min_stars": 30},
            _lt("Gold"),
            _lt("Go"),
            "#8a6100",
            _lt("Hand over the gold card. The drink of today is on the house."),
            (
                _each(12, _lt("One free drink for every 12 stars")),
                _lt("First taste of every new drink"),
            ),
            _lt("How nice to see you again, {name}"),
        ),
    ),
)

FOUR_TIER_YEARLY = Preset(
    name=_lt("Four tiers, year by year"),
    story=_lt(
        "A hotel, a spa, a club: what a guest earns in one year is held through the "
        "next, and lowered one step at most."
    ),
    values={
        "window": "calendar",
        "window_period": "year",
        "year_start": "1",
        "holding": "period",
        "hold_from": "window",
        "hold_count": 15,  # to 31 March of the second year after
        "hold_unit": "month",
        "lowering": "step",
        "warn_days": 60,
    },
    tiers=(
        PresetTier(
            {"min_visits": 1},
            _lt("Member"),
            _lt("Me"),
            "#5f6b7a",
            None,
            (_lt("A welcome drink"),),
            recognition="banner",
        ),
        PresetTier(
            {"min_visits": 6},
            _lt("Crystal"),
            _lt("Cr"),
            "#2f6f93",
            _lt("Hand over the new card at the counter, with a small bow."),
            (
                _lt("Served first when it is full"),
                _lt("An hour more at no charge"),
                _step(_lt("Hand over the new card")),
            ),
        ),
        PresetTier(
            {"min_visits": 12},
            _lt("Sapphire"),
            _lt("Sa"),
            "#4b4fb5",
            _lt("A card signed by the manager, and a glass of something good."),
            (
                _lt("A better room or seat when one is free"),
                _step(_lt("Hand over the card signed by the manager")),
                _step(_lt("A glass of something good")),
            ),
        ),
        PresetTier(
            {"min_visits": 24},
            _lt("Diamond"),
            _lt("Dm"),
            "#6b3f75",
            _lt("The manager comes to say thank you in person."),
            (
                _lt("A number to call at any hour"),
                _lt("A guest may come along free"),
                _step(_lt("The manager says thank you in person")),
            ),
            _lt("Welcome home, {title} {name}"),
        ),
    ),
)

FOUR_LAYERS_BY_SALES = Preset(
    name=_lt("Four layers by sales"),
    story=_lt(
        "Any shop: its customers ranked every night by what they spent in the last 12 "
        "months. The best 30% get the most attention."
    ),
    values={
        "window": "rolling",
        "window_count": 12,
        "window_unit": "month",
        "holding": "earned",
        "lowering": "earned",
    },
    tiers=(
        PresetTier(
            {},
            _lt("Guest of the House"),
            _lt("Gu"),
            "#5f6b7a",
            None,
            (_lt("Greeted by name"),),
            _lt("Welcome back, {name}"),
            recognition="banner",
        ),
        PresetTier(
            {"cut": "customers", "cut_value": 60},
            _lt("Good Friend"),
            _lt("GF"),
            "#23735a",
            _lt("Thank the guest by name, and ask what could be better."),
            (_lt("News of the season before others"),),
            _lt("Welcome back, {name}"),
        ),
        PresetTier(
            {"cut": "customers", "cut_value": 30},
            _lt("Close Friend"),
            _lt("CF"),
            "#7a4fb0",
            _lt("A small gift that suits the guest, given by hand."),
            (
                _lt("Favourites kept aside on request"),
                _step(_lt("A small gift, given by hand")),
            ),
            _lt("How nice to see you again, {name}"),
        ),
        PresetTier(
            {"cut": "customers", "cut_value": 5},
            _lt("Inner Circle"),
            _lt("IC"),
            "#8a6100",
            _lt("The owner comes to the table and asks for advice."),
            (
                _lt("Invited to the evening of the house"),
                _lt("The owner's own number"),
                _step(_lt("The owner comes to the table")),
            ),
            _lt("Welcome home, {name}"),
        ),
    ),
)

PRESETS = {
    "titles_by_visits": TITLES_BY_VISITS,
    "stars": STARS,
    "four_tier_yearly": FOUR_TIER_YEARLY,
    "four_layers_by_sales": FOUR_LAYERS_BY_SALES,
}
