# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from math import floor

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, float_round, format_amount

from ..fate_sql import WRITTEN
from .mailing_mailing_post import POST

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
            paper.warning = ""
            if paper.state in OPEN and paper.audience_id and paper.program_id:
                paper._fill_in_plan()

    def _fill_in_plan(self):
        addressees = self.env["loyalty.tier.addressee"]
        guests = self._guests()
        counts = addressees._count(guests, self.program_id, self.purpose, POST)
        self.eligible = counts.pop(WRITTEN, 0)
        self.left_out = addressees._left_out_text(counts)
        self.planned = min(self.eligible, self._affordable())
        if self.planned:
            self.warning = self._judge(self._tiers_of_best(self.planned), wait=False)[0]

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

    def _best(self, count):
        """Select the best guests who may get a letter, by what their customer brings.

        :param int count: how many
        :return: a selection of ``partner_id`` and ``tier_id``
        :rtype: SQL
        """
        fates = self.env["loyalty.tier.addressee"]._fates(
            self._guests(), self.program_id._origin, self.purpose, POST
        )
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

    def _tiers_of_best(self, count):
        """Count the best guests by the tier that they hold, in one query.

        :rtype: dict(loyalty.tier, int)
        """
        rows = self.env.execute_query(
            SQL(
                "SELECT tier_id, count(*) FROM (%s) best GROUP BY tier_id",
                self._best(count),
            )
        )
        tiers = self.env["loyalty.tier"]
        return {tiers.browse(tier_id or ()): number for tier_id, number in rows}

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

    # ---------------------------------------------------------------- buttons
    def action_choose(self):
        """Choose who gets a letter; where a budget is spent, a manager does.

        :raise UserError: where there is nobody, or no money for a letter
        """
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update()
        self.invalidate_recordset()
        if self.state not in OPEN:
            return
        self.audience_id._check_in_use()
        self._check_plan()
        own = self.sudo()
        own.mailing_id = self._make_mailing()
        counts = self._note_best()
        is_spent = self._judge(counts)[1]
        is_manager = self.env.user.has_group(
            "loyalty_tiers.group_loyalty_tiers_manager"
        )
        if is_spent and not is_manager:
            self._forget_choice()
            own.state = "asked"
            return
        own.letter_ids.postage = self.postage
        own.state = "chosen"
        own.approved_by_id = self.env.user if is_spent else False

    def action_undo(self):
        """Take the choice back: nobody is chosen, no budget is charged.

        :raise UserError: for what is printed, or once the rest have got their e-mail
        """
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update()
        self.invalidate_recordset()
        if self.state == "printed":
            raise UserError(self.env._("What is printed cannot be undone."))
        if self.sudo().rest_mailing_id.loyalty_tier_chosen_on:
            raise UserError(
                self.env._(
                    "The rest have got their e-mail: choosing anew could write to "
                    "somebody twice."
                )
            )
        self._forget_choice()
        self.sudo().write({"state": "draft", "approved_by_id": False})

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
        elif not self.eligible:
            text = env._(
                "Nobody of the audience can get a letter now. %(reasons)s",
                reasons=self.left_out or env._("Nobody belongs to the audience."),
            )
        else:
            return
        raise UserError(text)

    def _make_mailing(self):
        """Make the mailing that the choice is noted on: archived, never sent.

        :rtype: mailing.mailing, with all rights
        """
        mailing = (
            self.env["mailing.mailing"]
            .sudo()
            .create(
                {
                    "active": False,
                    "subject": self.name,
                    "mailing_type": POST,
                    "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "loyalty_tier_audience_id": self.audience_id.id,
                    "loyalty_tier_purpose": self.purpose,
                    "loyalty_tier_program_id": self.program_id.id,
                    "loyalty_tier_hold_back": self.hold_back,
                    "loyalty_tier_chosen_on": fields.Datetime.now(),
                    "user_id": self.env.uid,
                }
            )
        )
        # What is computed of it is not computed with the rights of marketing.
        mailing.flush_recordset()
        return mailing

    def _note_best(self):
        """Note the best as the addressees of these letters.

        :return: numbers of letters by ``loyalty.tier``
        :rtype: dict
        """
        mailing = self.sudo().mailing_id
        addressees = self.env["loyalty.tier.addressee"].sudo()
        best = SQL("SELECT partner_id FROM (%s) best", self._best(self._drawn()))
        addressees._choose(mailing, best, self.hold_back)
        chosen = Domain("mailing_id", "=", mailing.id)
        addressees.search(chosen).paper_id = self
        return dict(
            addressees._read_group(
                chosen & Domain("fate", "=", WRITTEN), ["tier_id"], ["__count"]
            )
        )

    def _drawn(self):
        """Return from how many of the best is drawn, so that enough get a letter.

        :rtype: int
        """
        wanted = self._affordable()
        share = self.hold_back / 100
        drawn = wanted
        while drawn - floor(drawn * share) < wanted:
            drawn += 1
        return drawn

    def _forget_choice(self):
        """Remove the addressees, and the mailing that they stand on."""
        own = self.sudo()
        mailing = own.mailing_id
        own.addressee_ids.unlink()
        own.mailing_id = False
        mailing.unlink()

    # ------------------------------------------------------------ for the rest
    def action_rest(self):
        """Open the e-mail for those of the audience who get no letter.

        Its domain leaves out who is on paper whenever it is asked, so that nobody
        gets both.

        :return: a window action
        """
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("chosen", "printed"):
            raise UserError(self.env._("Choose who gets a letter first."))
        if not self.rest_mailing_id:
            self.sudo().rest_mailing_id = self.env["mailing.mailing"].create(
                {
                    "subject": self.name,
                    "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "loyalty_tier_audience_id": self.audience_id.id,
                    "loyalty_tier_purpose": self.purpose,
                    "mailing_domain": repr(
                        [
                            ("loyalty_tier_audience_id", "=", self.audience_id.id),
                            ("loyalty_tier_paper_id", "!=", self.id),
                        ]
                    ),
                }
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "mailing.mailing",
            "res_id": self.rest_mailing_id.id,
            "views": [(False, "form")],
        }
