# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from math import floor

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..fate_sql import POST, WRITTEN
from .loyalty_tier_paper_plan import OPEN


class LoyaltyTierPaper(models.Model):
    """Choosing who gets a letter, taking it back, and writing to the rest."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.paper"

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
        self._check_anybody(counts)
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
        best = SQL(
            "SELECT partner_id FROM (%s) best",
            self._best(self._audience_fates(), self._drawn()),
        )
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
