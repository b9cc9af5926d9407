# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The ready-made ladders: texts are translated where the shop's languages are set."""

from odoo.tools import LazyTranslate

from .preset_model import Preset, PresetTier, birthday, each, step
from .preset_titles import TITLES_BY_VISITS

_lt = LazyTranslate(__name__)

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
                birthday(_lt("A free drink on the birthday")),
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
                each(12, _lt("One free drink for every 12 stars")),
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
                step(_lt("Hand over the new card")),
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
                step(_lt("Hand over the card signed by the manager")),
                step(_lt("A glass of something good")),
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
                step(_lt("The manager says thank you in person")),
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
                step(_lt("A small gift, given by hand")),
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
                step(_lt("The owner comes to the table")),
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
