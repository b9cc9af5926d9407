# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The ladder of titles: a bar whose regulars rise with their visits."""

from odoo.tools import LazyTranslate

from .preset_model import Preset, PresetTier, birthday, step

_lt = LazyTranslate(__name__)

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
            (_lt("Greeted by name and title"),),
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
                step(_lt("Say the new title out loud")),
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
                step(_lt("A small dish with the title on a flag")),
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
                birthday(_lt("A dessert with a candle on the birthday")),
                step(_lt("A toast with the whole counter")),
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
                step(_lt("The president's seat")),
                step(_lt("A photo for the wall")),
            ),
            occasion_days=7,
        ),
        PresetTier(
            {"min_visits": 36},
            _lt("Chairman"),
            _lt("Cm"),
            "#8a6100",
            _lt("All staff call the title together. Pour the beer with the crown."),
            (
                _lt("Name plate on the shelf"),
                step(_lt("All staff call the title together")),
                step(_lt("Beer with the crown")),
            ),
            _lt("Welcome home, {title} {name}"),
            occasion_days=30,
            announced=True,
        ),
        PresetTier(
            {"min_visits": 50},
            _lt("Honorary Chairman"),
            _lt("HC"),
            "#98202c",
            _lt("The chef comes out and bows. The guest names a dish."),
            (
                _lt("A dish named after the guest"),
                step(_lt("The chef comes out and bows")),
                step(_lt("The guest names a dish")),
            ),
            _lt("Our house is yours, {title} {name}"),
            secret=True,
            occasion_days=30,
            announced=True,
        ),
    ),
)
