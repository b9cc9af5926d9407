# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from math import floor

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, float_round, format_amount

from ..fate_sql import POST, WRITTEN

OPEN = ("draft", "asked")
# What a customer brings. Margins are added up at night only.
BEST = {
    "spend": SQL("member.spend"),
    "margin": SQL("segment.margin"),
    "visits": SQL("member.visits"),
}


class LoyaltyTierPaper(models.Model):
    """Who gets a letter: the best, as far as the money goes."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.paper"

    eligible = fields.Integer(compute="_compute_plan", help="Who can get a letter now.")
    left_out = fields.Char(compute="_compute_plan")
    planned = fields.Integer(compute="_compute_plan", string="Letters")
    cost = fields.Monetary(compute="_compute_cost")
    warning = fields.Char(compute="_compute_plan")
    is_over = fields.Boolean(
        compute="_compute_plan", help="More than the budget of a tier."
    )

    @api.depends(
        "state",
        "audience_id",
        "purpose",
        "program_id",
        "pieces",
        "postage",
        "budget",
        "best",
    )
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_plan(self):
        for paper in self:
            paper.eligible, paper.left_out, paper.planned = 0, "", 0
            paper.warning, paper.is_over = "", False
            if paper.state in OPEN and paper.audience_id and paper.program_id:
                paper._fill_in_plan()

    def _fill_in_plan(self):
        fates, tiers = self._looked_at()
        self.eligible = fates.pop(WRITTEN, 0)
        self.left_out = self.env["loyalty.tier.addressee"]._left_out_text(fates)
        self.planned = sum(tiers.values())
        self.warning, self.is_over = self._judge(tiers, wait=False)

    @api.depends("state", "planned", "postage", "letter_ids.postage")
    def _compute_cost(self):
        for paper in self:
            paper.cost = (
                paper.planned * paper.postage
                if paper.state in OPEN
                else sum(paper.letter_ids.mapped("postage"))
            )

    def _affordable(self):
        """Return how many letters are wanted, and the budget pays for.

        :rtype: int
        """
        if not self.postage:
            return 0
        pays = float_round(self.budget / self.postage, 6, rounding_method="DOWN")
        return min(self.pieces, floor(pays))

    # ----------------------------------------------------------------- in SQL
    def _guests(self):
        """Select the contacts of the audience, as the user may see them.

        :rtype: SQL
        """
        program = self.program_id._origin
        asked = self.with_context(loyalty_tiers_program_id=program.id)
        domain = asked.audience_id._origin._domain()
        return asked.env["res.partner"]._search(domain).subselect()

    def _audience_fates(self):
        """Select what becomes of the guests of the audience; see ``fate_sql.fates``.

        :rtype: SQL
        """
        return self.env["loyalty.tier.addressee"]._fates(
            self._guests(), self.program_id._origin, self.purpose, POST
        )

    def _best(self, fates, count):
        """Select the best guests who may get a letter, by what their customer brings.

        :param SQL fates: whose, see :meth:`_audience_fates`
        :param int count: how many
        :return: a selection of ``partner_id`` and ``tier_id``
        :rtype: SQL
        """
        return SQL(
            """
            SELECT fates.partner_id, fates.tier_id
              FROM (%(fates)s) fates
              JOIN res_partner guest ON guest.id = fates.partner_id
         LEFT JOIN loyalty_tier_membership member
                ON member.partner_id = guest.commercial_partner_id
               AND member.program_id = %(program_id)s
         LEFT JOIN loyalty_tier_segment segment
                ON segment.partner_id = guest.commercial_partner_id
               AND segment.program_id = %(program_id)s
             WHERE fates.fate = 'written'
             ORDER BY %(best)s DESC NULLS LAST, member.spend DESC NULLS LAST,
                   fates.partner_id
             LIMIT %(count)s
            """,
            fates=fates,
            program_id=self.program_id._origin.id,
            best=BEST[self.best],
            count=count,
        )

    def _looked_at(self):
        """Count what would become of the audience, and the best by their tiers.

        SQL because hundreds of thousands are looked at, in one query, and none is read.

        :return: numbers by ``loyalty.tier.addressee.fate``, and by ``loyalty.tier``
        :rtype: tuple(dict, dict)
        """
        rows = self.env.execute_query(
            SQL(
                """
                WITH fates AS MATERIALIZED (%s), best AS (%s)
                SELECT FALSE, fate, NULL, count(*) FROM fates GROUP BY fate
                 UNION ALL
                SELECT TRUE, NULL, tier_id, count(*) FROM best GROUP BY tier_id
                """,
                self._audience_fates(),
                self._best(SQL("SELECT * FROM fates"), self._affordable()),
            )
        )
        tiers = self.env["loyalty.tier"]
        return (
            {fate: count for is_best, fate, _tier_id, count in rows if not is_best},
            {
                tiers.browse(tier_id or ()): count
                for is_best, _fate, tier_id, count in rows
                if is_best
            },
        )

    def _judge(self, tiers, wait=True):
        """Say what the letters would do to the budgets of tiers.

        :param dict tiers: numbers of letters by ``loyalty.tier``
        :param bool wait: for whoever spends of them at this moment; not to look only
        :return: a text, may be empty, and whether a budget is spent
        :rtype: tuple(str, bool)
        """
        answers = []
        for tier, number in tiers.items():
            budgets, cost = tier.sudo().budget_ids, number * self.postage
            answers.append(
                budgets._judge(tier, cost) if wait else budgets._judged(cost)
            )
        text = " ".join(answer for answer, _is_spent in answers if answer)
        return text, any(is_spent for _answer, is_spent in answers)

    def _check_plan(self):
        """Raise where not a single letter could be sent, and say what to do.

        :raise UserError:
        """
        env, money = self.env, self.currency_id
        if not self.program_id:
            text = env._("Choose a loyalty program for %s first.", self.company_id.name)
        elif not self.pieces:
            text = env._("Say how many letters there may be: at least one.")
        elif not self.postage:
            text = env._("Say what the postage of a letter is.")
        elif not self._affordable():
            text = env._(
                "The budget of %(budget)s does not pay for one letter at %(postage)s.",
                budget=format_amount(env, self.budget, money),
                postage=format_amount(env, self.postage, money),
            )
        else:
            return
        raise UserError(text)

    def _check_anybody(self, letters):
        """Raise where nobody was chosen, and say why; the choice is undone by it.

        :param dict letters: numbers by ``loyalty.tier``
        :raise UserError: with the reasons for which guests are left out
        """
        if letters:
            return
        raise UserError(
            self.env._(
                "Nobody of the audience can get a letter now. %(reasons)s",
                reasons=self.left_out or self.env._("Nobody belongs to the audience."),
            )
        )
