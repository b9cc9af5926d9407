# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from itertools import combinations

from odoo import api, models
from odoo.exceptions import ValidationError


class LoyaltyTierProgram(models.Model):
    """What a ladder must be before it may be saved, said so that it can be mended."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.program"

    @api.constrains("holding", "hold_count", "hold_from", "hold_round")
    def _check_held_for_some_time(self):
        for program in self.filtered(lambda p: p.holding == "period"):
            rounded = program.hold_round != "none" or program.hold_from == "window"
            if not program.hold_count and not rounded:
                raise ValidationError(
                    self.env._(
                        "A tier must be held for at least one day, or to the end of "
                        "some period."
                    )
                )

    def _check_rising(self):
        self._check_something_asked()
        self._check_cuts()
        return super()._check_rising()

    def _check_something_asked(self):
        """Raise when a tier above the first can be had for nothing."""
        self.ensure_one()
        for tier in self._rising_tiers()[1:]:
            if any(rule._asks_nothing() for rule in tier.rule_ids):
                raise ValidationError(
                    self.env._(
                        "A rule of %(tier)s asks for nothing, so everybody would hold "
                        "%(tier)s. Fill in a minimum or a ranking, or remove the rule.",
                        tier=tier.name,
                    )
                )

    def _check_cuts(self):
        """Raise when a tier takes as many of the best as a tier below it."""
        self.ensure_one()
        for lower, upper in combinations(self._rising_tiers(), 2):
            for below in lower.rule_ids.filtered("cut"):
                for above in upper.rule_ids.filtered("cut"):
                    if above.cut == below.cut and above.cut_value >= below.cut_value:
                        raise ValidationError(
                            self.env._(
                                "%(upper)s takes the %(upper_cut)s, and %(lower)s, "
                                "which stands below it, the %(lower_cut)s. A higher "
                                "tier must take fewer.",
                                upper=upper.name,
                                upper_cut=above._cut_text(),
                                lower=lower.name,
                                lower_cut=below._cut_text(),
                            )
                        )

    def _rising_tiers(self):
        """Return the tiers that can be earned, from the lowest to the highest."""
        return self.sudo().tier_ids.filtered("active").sorted()
