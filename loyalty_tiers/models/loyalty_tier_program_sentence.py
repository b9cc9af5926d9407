# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_list

from ..terms import TERM_FIELDS

# What the sentence says.
SPOKEN_FIELDS = (*TERM_FIELDS, "tier_ids.lowering", "tier_ids.name", "currency_id")


class LoyaltyTierProgram(models.Model):
    """Says a whole program in plain words, so that nobody has to read its fields."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.program"

    sentence = fields.Char(compute="_compute_sentence", string="In Words")

    @api.depends(*SPOKEN_FIELDS)
    @api.depends_context("lang")
    def _compute_sentence(self):
        for program in self:
            sentences = [
                program._visits_sentence(),
                program._stars_sentence(),
                program._window_sentence(),
                program._holding_sentence(),
                *program._exception_sentences(),
            ]
            program.sentence = " ".join(filter(None, sentences))

    def _visits_sentence(self):
        if not self.min_visit_amount:
            return ""
        return self.env._(
            "A day is a visit from %s on.", self._money(self.min_visit_amount)
        )

    def _stars_sentence(self):
        """Say what gives stars; nothing where nothing does."""
        env, texts = self.env, []
        if self.stars_per_visit:
            texts.append(env._("%s for each visit", self.stars_per_visit))
        if self.stars_per_order and self.star_order_minimum:
            texts.append(
                env._(
                    "%(stars)s for each order from %(amount)s on",
                    stars=self.stars_per_order,
                    amount=self._money(self.star_order_minimum),
                )
            )
        elif self.stars_per_order:
            texts.append(env._("%s for each order", self.stars_per_order))
        if self.amount_per_star:
            texts.append(env._("1 for each full %s", self._money(self.amount_per_star)))
        if not texts:
            return ""
        return env._("Stars: %s.", format_list(env, texts))

    # ------------------------------------------------------------------ window
    def _window_sentence(self):
        """Say what counts: "Counts the last 12 months."."""
        env = self.env
        if self.window == "rolling":
            return env._("Counts the last %s.", self._window_span())
        if self.window == "calendar":
            if self.year_start == "1" or not self.year_start:
                return {
                    "year": env._("Counts each calendar year by itself."),
                    "half": env._("Counts each half of the year by itself."),
                    "quarter": env._("Counts each quarter by itself."),
                }[self.window_period]
            return {
                "year": env._("Counts each year from %s on by itself.", self._month()),
                "half": env._(
                    "Counts each half of a year that starts in %s by itself.",
                    self._month(),
                ),
                "quarter": env._(
                    "Counts each quarter of a year that starts in %s by itself.",
                    self._month(),
                ),
            }[self.window_period]
        if self.window == "anniversary":
            return env._("Counts each year since the first visit by itself.")
        return env._("Counts everything since the first visit.")

    def _window_span(self):
        """Say how long a rolling window is, without a needless 1: "month"."""
        if self.window_count != 1:
            return self._span(self.window_count, self.window_unit)
        return self.env._("month") if self.window_unit == "month" else self.env._("day")

    def _span(self, count, unit):
        env, one = self.env, count == 1
        if unit == "month":
            return env._("1 month") if one else env._("%s months", count)
        return env._("1 day") if one else env._("%s days", count)

    def _month(self, name="year_start"):
        """Return the name of a month in the user's language."""
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels[self[name] or "1"]

    # ----------------------------------------------------------------- holding
    def _holding_sentence(self):
        """Say how long a tier is held, and what comes then."""
        env = self.env
        if self.lowering == "never":
            return env._("An earned tier is held for good.")
        if self.window == "lifetime" and self.holding == "earned":
            return env._("An earned tier is held for good; only refunds take it away.")
        return env._(
            "An earned tier is held %(how_long)s; then it falls %(how_far)s.",
            how_long=format_list(env, self._holding_texts(), style="unit"),
            how_far=env._("one step at most")
            if self.lowering == "step"
            else env._("to what the score earns"),
        )

    def _holding_texts(self):
        """Say how long a tier is held, in parts."""
        env = self.env
        if self.holding == "period":
            texts = [env._("for %s", self._span(self.hold_count, self.hold_unit))]
            if self.hold_from == "window":
                texts.append(env._("from the end of the period it was earned in"))
            texts += self._rounding_texts()
        elif self.window == "rolling":
            texts = [env._("as long as the score earns it")]
        else:
            texts = [env._("to the end of the period it was earned in")]
        if self.grace_days:
            texts.append(
                env._("with 1 day of grace")
                if self.grace_days == 1
                else env._("with %s days of grace", self.grace_days)
            )
        return texts

    def _rounding_texts(self):
        env = self.env
        if self.hold_round == "day":
            return [
                env._(
                    "to the next %(day)s %(month)s",
                    day=self.hold_round_day,
                    month=self._month("hold_round_month"),
                )
            ]
        texts = {
            "month": env._("to the end of the month"),
            "quarter": env._("to the end of the quarter"),
            "year": env._("to the end of the year"),
        }
        return [texts[self.hold_round]] if self.hold_round in texts else []

    def _exception_sentences(self):
        """Say which tiers end in another way than the program says."""
        env, sentences = self.env, []
        for lowering, tiers in self.tier_ids.grouped("lowering").items():
            if not lowering or lowering == self.lowering:
                continue
            names = format_list(env, [tier.name or "" for tier in tiers])
            sentences.append(
                {
                    "never": env._("Never lowered: %s.", names),
                    "step": env._("Lowered one step at most: %s.", names),
                    "earned": env._("Lowered to what the score earns: %s.", names),
                }[lowering]
            )
        return sentences
