# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_date

from ..segment_sql import MIN_ABSENCE_DAYS, MIN_POTENTIAL_VISITS, MIN_RHYTHM_VISITS

FEWEST, MOST = 1, 5  # scores


class LoyaltyTierSegment(models.Model):
    """Why: each label in words, from the cuts that were kept when it was given."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.segment"

    recency_text = fields.Char(string="Why Recency", compute="_compute_texts")
    frequency_text = fields.Char(string="Why Frequency", compute="_compute_texts")
    money_text = fields.Char(string="Why Money", compute="_compute_texts")
    margin_text = fields.Char(string="Why Margin", compute="_compute_texts")
    layer_text = fields.Char(string="Why Layer", compute="_compute_texts")
    rhythm_text = fields.Char(string="Why Overdue", compute="_compute_texts")
    potential_text = fields.Char(string="Why Potential", compute="_compute_texts")
    value_text = fields.Char(string="Why Value", compute="_compute_texts")
    next_step = fields.Char(compute="_compute_texts")

    @api.depends("last_visit", "visits", "spend", "margin", "layer", "value", "share")
    @api.depends_context("lang")
    def _compute_texts(self):
        for program, segments in self.grouped("program_id").items():
            latest = self.env["loyalty.tier.segment.cut"]._latest(program)
            cuts = latest.cuts or {}
            for segment in segments:
                explained = bool(cuts)
                segment.recency_text = explained and segment._say_recency(latest)
                segment.frequency_text = explained and segment._say_frequency(cuts)
                segment.money_text = explained and segment._say_money(cuts)
                segment.margin_text = explained and segment._say_margin(cuts)
                segment.layer_text = explained and segment._say_layer(cuts)
                segment.rhythm_text = segment._say_rhythm()
                segment.potential_text = explained and segment._say_potential(cuts)
                segment.value_text = explained and segment._say_value(cuts)
                segment.next_step = explained and segment._say_next_step(cuts)

    # --------------------------------------------------------------- the scores
    def _say_recency(self, latest):
        """Say it as days before the night of the cuts: fewer are better."""

        def before(day):
            return (latest.day - fields.Date.to_date(day)).days

        cuts = [before(day) for day in latest.cuts["recency"]]
        score, days = self.recency_score, before(self.last_visit)
        words = {"score": score, "came": self._days_ago(days)}
        if score == MOST:
            return self.env._(
                "Recency %(score)s: last visit %(came)s, best fifth is under %(cut)s "
                "days",
                cut=cuts[-1],
                **words,
            )
        if score == FEWEST:
            return self.env._(
                "Recency %(score)s: last visit %(came)s, last fifth is %(cut)s days or "
                "more",
                cut=cuts[0],
                **words,
            )
        return self.env._(
            "Recency %(score)s: last visit %(came)s, this fifth is %(low)s to %(high)s "
            "days",
            low=cuts[score - 1],
            high=cuts[score - 2] - 1,
            **words,
        )

    def _days_ago(self, days):
        if not days:
            return self.env._("today")
        if days == 1:
            return self.env._("1 day ago")
        return self.env._("%s days ago", days)

    def _say_frequency(self, cuts):
        return self.env._(
            "Frequency %(score)s: %(visits)s, %(fifth)s",
            score=self.frequency_score,
            visits=self._visits_text(self.visits),
            fifth=self._fifth_text(
                self.frequency_score, cuts["frequency"], self._visits_text
            ),
        )

    def _say_money(self, cuts):
        return self.env._(
            "Money %(score)s: %(amount)s, %(fifth)s",
            score=self.money_score,
            amount=self._money(self.spend),
            fifth=self._fifth_text(self.money_score, cuts["money"], self._money),
        )

    def _say_margin(self, cuts):
        fifth = self._fifth_text(self.margin_score, cuts["margin"], self._money)
        words = {"score": self.margin_score, "margin": self._money(self.margin)}
        if not self.cost_change:
            return self.env._(
                "Margin %(score)s: %(margin)s, %(fifth)s", fifth=fifth, **words
            )
        return self.env._(
            "Margin %(score)s: %(sold)s when sold, %(change)s as costs have changed "
            "since: %(margin)s, %(fifth)s",
            sold=self._money(self.margin - self.cost_change),
            change=self._signed(self.cost_change),
            fifth=fifth,
            **words,
        )

    def _fifth_text(self, score, cuts, write):
        """Say what the fifth of a score spans, for which more is better.

        :param write: writes a value
        """
        if score == MOST:
            return self.env._("best fifth is more than %s", write(cuts[-1]))
        if score == FEWEST:
            return self.env._("last fifth is up to %s", write(cuts[0]))
        return self.env._(
            "this fifth is more than %(low)s, up to %(high)s",
            low=write(cuts[score - 2]),
            high=write(cuts[score - 1]),
        )

    # ------------------------------------------------------------ what follows
    def _say_layer(self, cuts):
        layer, floors = int(self.layer), cuts["layers"]
        name = dict(self._fields["layer"]._description_selection(self.env))[self.layer]
        if layer <= len(floors) and floors[layer - 1] is not None:
            return self.env._(
                "%(layer)s: %(spend)s, it begins at %(floor)s",
                layer=name,
                spend=self._money(self.spend),
                floor=self._money(floors[layer - 1]),
            )
        return self.env._(
            "%(layer)s: %(spend)s, all who are in no other",
            layer=name,
            spend=self._money(self.spend),
        )

    def _say_rhythm(self):
        if not self.rhythm_days:
            return self.env._(
                "No rhythm yet: it takes %s days with a visit", MIN_RHYTHM_VISITS
            )
        program = self.program_id
        return self.env._(
            "Every %(rhythm)s days, was last here %(came)s: expected on %(due)s, "
            "overdue from %(overdue)s (%(factor)s times the own rhythm, at least %(least)s "
            "days)",
            least=MIN_ABSENCE_DAYS,
            rhythm=program._number(self.rhythm_days),
            came=self._days_ago(self.days_away),
            due=format_date(self.env, self.due_on),
            overdue=format_date(self.env, self.overdue_on),
            factor=program._number(program.overdue_factor),
        )

    def _say_potential(self, cuts):
        """Show the arithmetic of the potential."""
        if self.margin <= 0:
            return self.env._("No potential: no margin to grow")
        words = {"margin": self._money(self.margin)}
        if self.share:
            return self.env._(
                "Potential: %(margin)s of margin is our %(share)s%%, as stated on "
                "%(day)s; the other %(rest)s%% would be %(potential)s",
                share=self.share,
                day=format_date(self.env, self.share_on),
                rest=100 - self.share,
                potential=self._money(self.potential),
                **words,
            )
        if self.visits < MIN_POTENTIAL_VISITS:
            return self.env._("Potential: unknown after one visit")
        more = self._more_visits(cuts)
        if not more:
            return self.env._(
                "Potential: comes as often as the middle of the best fifth already (%s)",
                self._visits_text(cuts["aim"]),
            )
        return self.env._(
            "Potential: %(more)s more, up to the %(aim)s of the middle of the best fifth "
            "and no more than twice as many as now, at %(margin)s / %(visits)s of margin "
            "each: %(potential)s",
            more=self._visits_text(more),
            aim=cuts["aim"],
            visits=self.visits,
            potential=self._money(self.potential),
            **words,
        )

    def _more_visits(self, cuts):
        """Return how many visits more are thought possible; as in ``potential``."""
        return min(max(cuts["aim"] - self.visits, 0), self.visits)

    def _say_value(self, cuts):
        """Show the arithmetic of the label."""
        cost = self._money(self.margin)
        name = dict(self._fields["value"]._description_selection(self.env))[self.value]
        words = {
            "value": name,
            "margin": cost,
            "potential": self._money(self.potential),
        }
        if self.value == "bz":
            return self.env._("%(value)s: margin %(margin)s is below zero", **words)
        if self.value == "mvc":
            return self.env._(
                "%(value)s: margin %(margin)s, best fifth is more than %(cut)s",
                cut=self._money(cuts["margin"][-1]),
                **words,
            )
        if self.value == "mgc":
            return self.env._(
                "%(value)s: potential %(potential)s, best fifth is more than %(cut)s",
                cut=self._money(cuts.get("potential") or 0),
                **words,
            )
        return self.env._(
            "%(value)s: margin %(margin)s and potential %(potential)s, neither in the "
            "best fifth",
            **words,
        )

    def _say_next_step(self, cuts):
        """Say what to do about a customer, for who writes to them."""
        if self.value == "bz":
            return self.env._("Look at discounts and costs; no paid mailing")
        if self.overdue_on and self.overdue_on <= self.program_id._today():
            return self.env._("Write now: has been away for too long")
        if self.value == "mvc":
            return self.env._("Keep: thank them in person")
        if self.value == "mgc" and self.share:
            return self.env._("Ask what takes them elsewhere")
        if self.value == "mgc":
            return self.env._(
                "Invite: %s more are within reach",
                self._visits_text(self._more_visits(cuts)),
            )
        return False

    # ------------------------------------------------------------------ writing
    def _visits_text(self, visits):
        if visits == 1:
            return self.env._("1 visit")
        return self.env._("%s visits", visits)

    def _money(self, amount):
        return self.program_id._money(amount)

    def _signed(self, amount):
        return f"+{self._money(amount)}" if amount > 0 else self._money(amount)
