# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

from ..judge_sql import judged_scores, window_scores
from ..ladder import Ladder
from ..score_sql import total_scores

THRESHOLD = {
    "customers": "(SELECT percentile_disc(%(value)s / 100.0)"
    " WITHIN GROUP (ORDER BY spend DESC) FROM ranked)",
    "count": "(SELECT min(spend) FROM (SELECT spend FROM ranked"
    " ORDER BY spend DESC LIMIT %(value)s) best)",
    # The one who brings the running share over the cut is the last above it.
    "sales": "(SELECT min(spend) FROM (SELECT spend, sum(spend) OVER () AS sales,"
    " sum(spend) OVER (ORDER BY spend DESC ROWS UNBOUNDED PRECEDING) AS running"
    " FROM ranked) shares"
    " WHERE running - spend < sales * %(value)s / 100.0)",
}


class LoyaltyTierScore(models.AbstractModel):
    """Rankings: at night all are compared, by day everybody with last night's cuts."""

    _inherit = "loyalty.tier.score"

    @api.model
    def _cut_terms(self, program, terms, today):
        """Return terms with the spend of the last customer above each of their cuts.

        Who has spent nothing is not ranked; who has spent the same as the last one is
        above the cut as well. Writes nothing.

        :param program: one ``loyalty.tier.program``
        :param Terms terms: its own, or others to try
        :param date today: on the clock of the program
        :rtype: Terms
        """
        cuts = self._cuts(terms)
        if not cuts:
            return terms
        spends = dict(
            zip(cuts, self._thresholds(program, terms, today, cuts), strict=True)
        )
        rungs = [
            rung._replace(
                rules=tuple(
                    rule._replace(
                        cut_spend=float(spends[rule.cut, rule.cut_value] or 0)
                    )
                    if rule.cut
                    else rule
                    for rule in rung.rules
                )
            )
            for rung in terms.ladder.rungs
        ]
        return terms._replace(ladder=Ladder(rungs))

    @api.model
    def _cuts(self, terms):
        rules = (rule for rung in terms.ladder.rungs for rule in rung.rules)
        return sorted({(rule.cut, rule.cut_value) for rule in rules if rule.cut})

    @api.model
    def _thresholds(self, program, terms, today, cuts):
        """Find what the last customer above each cut has spent in the window.

        SQL because all customers are ranked.
        """
        own = program._terms()
        today_as_settled = terms.clock == own.clock and not terms.through
        if today_as_settled and not program._is_settling():
            self.env["loyalty.tier.membership"].flush_model()
            source = SQL(
                "SELECT spend FROM loyalty_tier_membership WHERE program_id = %s",
                program.id,
            )
        else:
            scores = total_scores if terms.clock.window == "lifetime" else window_scores
            if terms.clock.window == "anniversary":
                scores = judged_scores
            args = (today,) if scores != total_scores else ()
            source = scores(terms, program.id, SQL("TRUE"), *args)
        values = [
            SQL(THRESHOLD[kind], value=int(value) if kind == "count" else value)
            for kind, value in cuts
        ]
        self.env.cr.execute("SET LOCAL jit = off; SET LOCAL work_mem = '64MB'")
        (row,) = self.env.execute_query(
            SQL(
                "WITH ranked AS MATERIALIZED ("
                "SELECT spend FROM (%s) everybody WHERE spend > 0) SELECT %s",
                source,
                SQL(", ").join(values),
            )
        )
        return row

    @api.model
    def _recut(self, program):
        """Store new cuts, if the ranking has changed.

        :param program: one ``loyalty.tier.program``, whose scores are up to date
        :return: a selection of whom it concerns; nothing when no cut has moved
        :rtype: SQL
        """
        terms = program._terms()
        fresh = self._cut_terms(program, terms, program._today())
        moved = {}
        for was, now in zip(terms.ladder.rungs, fresh.ladder.rungs, strict=True):
            for old, new in zip(was.rules, now.rules, strict=True):
                if old.cut_spend != new.cut_spend:
                    moved[old.cut, old.cut_value] = (old.cut_spend, new.cut_spend)
        if not moved:
            return None
        rules = self.env["loyalty.tier.rule"].sudo()
        # Everybody is not settled anew for it: only who is concerned.
        rules = rules.with_context(loyalty_tiers_ladder_later=True)
        for (cut, value), (_old, spend) in moved.items():
            rules.search(
                [
                    ("tier_id.program_id", "=", program.id),
                    ("cut", "=", cut),
                    ("cut_value", "=", value),
                ]
            ).cut_spend = spend
        return self._between(program, moved.values())

    @api.model
    def _between(self, program, spans):
        """Select whom moved cuts concern: who has spent what lies between."""
        terms = program._terms()
        between = SQL("TRUE")
        if terms.total or terms.slides:
            between = SQL(" OR ").join(
                SQL("(spend >= %s AND spend < %s)", min(span), max(span))
                if all(span)
                else SQL("spend >= %s", max(span))
                for span in spans
            )
        return SQL(
            "SELECT partner_id FROM loyalty_tier_membership"
            " WHERE program_id = %s AND (%s)",
            program.id,
            between,
        )
