# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class MailingMailing(models.Model):
    """Who gets a mailing: chosen once, at sending, and kept through interruptions."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "mailing.mailing"

    def _loyalty_tier_guests(self):
        """Select the contacts that the domain asks for, as the user may see them.

        :return: a selection of ids
        :rtype: SQL
        """
        self.ensure_one()
        guests = (
            self.env["res.partner"]
            .with_context(
                loyalty_tiers_program_id=self.loyalty_tier_program_id._origin.id
            )
            ._search(self._get_recipients_domain())
        )
        return guests.subselect()

    def _loyalty_tier_fates(self):
        """Select what would become of each guest now; see ``fate_sql.fates``.

        :rtype: SQL
        """
        return self.env["loyalty.tier.addressee"]._fates(
            self._loyalty_tier_guests(),
            self.loyalty_tier_program_id,
            self.loyalty_tier_purpose,
            self._loyalty_tier_channel(),
        )

    def _get_remaining_recipients(self):
        if not self._loyalty_tier_is_addressed():
            return super()._get_remaining_recipients()
        self._loyalty_tier_choose()
        return self.env["loyalty.tier.addressee"]._remaining_ids(self)

    def _get_recipients(self):
        if not self._loyalty_tier_is_addressed():
            return super()._get_recipients()
        rows = self.env.execute_query(
            SQL(
                "SELECT partner_id FROM (%s) fates WHERE fate = 'written'",
                self._loyalty_tier_fates(),
            )
        )
        return [partner_id for (partner_id,) in rows]

    def _loyalty_tier_choose(self):
        """Choose the guests of this mailing, unless that was done before.

        Whoever sends the same mailing at the same moment waits, and finds it done.
        """
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["loyalty_tier_chosen_on"])
        if self.loyalty_tier_chosen_on:
            return
        self.loyalty_tier_audience_id._check_in_use()
        self.env["loyalty.tier.addressee"].sudo()._choose(
            self, self._loyalty_tier_candidates(), self.loyalty_tier_hold_back
        )
        self.loyalty_tier_chosen_on = self.env.cr.now()

    def _loyalty_tier_candidates(self):
        """Select the contacts among whom is chosen; a test of two texts takes a part.

        :rtype: SQL
        """
        guests = self._loyalty_tier_guests()
        if not self.ab_testing_enabled:
            return guests
        siblings = self._get_ab_testing_siblings_mailings() - self
        unseen = SQL(
            """
            SELECT id FROM (%s) guests (id) WHERE NOT EXISTS (
                SELECT FROM loyalty_tier_addressee addressee
                 WHERE addressee.partner_id = guests.id
                   AND addressee.mailing_id = ANY(%s))
            """,
            guests,
            siblings.ids,
        )
        if self.ab_testing_is_winner_mailing:
            return unseen
        return SQL(
            """
            SELECT id FROM (%(unseen)s) unseen ORDER BY random()
             LIMIT (SELECT ceil(count(*) * %(share)s) FROM (%(guests)s) guests)
            """,
            unseen=unseen,
            share=self.ab_testing_pc / 100,
            guests=guests,
        )

    def _get_seen_list(self):
        # Nobody is chosen twice, and who has got it is no longer among the rest.
        if self._loyalty_tier_is_addressed():
            return set()
        return super()._get_seen_list()

    def action_put_in_queue(self):
        self._loyalty_tier_check_audience()
        return super().action_put_in_queue()

    def _loyalty_tier_check_audience(self):
        """Raise where a mailing would reach nobody, and say why.

        :raise UserError: with the reasons for which guests are left out
        """
        for mailing in self.filtered(lambda m: m._loyalty_tier_is_addressed()):
            mailing.loyalty_tier_audience_id._check_in_use()
            if mailing.loyalty_tier_chosen_on or mailing.loyalty_tier_size:
                continue
            reasons = mailing.loyalty_tier_left_out
            raise UserError(
                self.env._(
                    'Nobody can be written to by "%(mailing)s" now. %(reasons)s',
                    mailing=mailing.subject,
                    reasons=reasons or self.env._("Nobody belongs to the audience."),
                )
            )

    def action_cancel(self):
        res = super().action_cancel()
        # Nobody has got it yet: whoever sends it later asks anew.
        self.env["loyalty.tier.addressee"].sudo().search(
            [("mailing_id", "in", self.ids)]
        ).unlink()
        self.loyalty_tier_chosen_on = False
        return res
