# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..fate_sql import POST

# Whoever has become one of these since the choice gets no letter.
NO_LONGER = ("no_address", "blacklisted", "left")


class LoyaltyTierPaper(models.Model):
    """The letters and their labels, on paper, in the same order."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.paper"

    def action_letters(self):
        """Print the letters, a page for each guest.

        :return: the action of the report
        """
        return self._print("loyalty_tiers_marketing.action_report_letters")

    def action_labels(self):
        """Print the labels of the envelopes, 24 on a sheet.

        :return: the action of the report
        """
        return self._print("loyalty_tiers_marketing.action_report_labels")

    def _print(self, report):
        self.ensure_one()
        self.check_access("read")
        letters = self._to_print()
        return self.env.ref(report).report_action(letters, config=False)

    def _to_print(self):
        """Return the letters that still can be sent, as a postman sorts them.

        :rtype: loyalty.tier.addressee
        :raise UserError: where there are none
        """
        if self.state not in ("chosen", "printed"):
            raise UserError(self.env._("Choose who gets a letter first."))
        letters = self.letter_ids - self._no_longer()
        if not letters:
            raise UserError(
                self.env._(
                    "None of the guests who were chosen can get a letter any more."
                )
            )

        def place(letter):
            guest = letter.partner_id
            return (guest.country_id.code or "", guest.zip or "", guest.name, letter.id)

        return letters.sorted(place)

    def _no_longer(self):
        """Return letters to guests who have left, moved or been erased meanwhile.

        SQL because the fates of guests are told by SQL.

        :rtype: loyalty.tier.addressee
        """
        letters = self.letter_ids
        fates = letters._fates(
            SQL(
                "SELECT id FROM res_partner WHERE active AND id = ANY(%s)",
                letters.partner_id.ids,
            ),
            self.program_id,
            self.purpose,
            POST,
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT partner_id FROM (%s) fates WHERE NOT fate = ANY(%s)",
                fates,
                list(NO_LONGER),
            )
        )
        still = {partner_id for (partner_id,) in rows}
        return letters.filtered(lambda letter: letter.partner_id.id not in still)

    def action_printed(self):
        """Note that the letters are on their way; what was not printed costs nothing.

        :return: a notice where some of the chosen got none
        """
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update()
        self.invalidate_recordset()
        if self.state == "printed":
            return None
        letters = self._to_print().sudo()
        missing = self.sudo().letter_ids - letters
        missing.postage = 0.0
        now = fields.Datetime.now()
        own = self.sudo()
        self.env["mailing.trace"].sudo().create(
            [
                {
                    "trace_type": POST,
                    "trace_status": "sent",
                    "sent_datetime": now,
                    "model": "res.partner",
                    "res_id": letter.partner_id.id,
                    "mass_mailing_id": own.mailing_id.id,
                    "loyalty_tier_addressee_id": letter.id,
                }
                for letter in letters
            ]
        )
        # From now on it counts who comes: of those held back, too.
        own.addressee_ids.chosen_on = now
        own.mailing_id.write({"state": "done", "sent_date": now})
        own.write({"state": "printed", "printed_on": now})
        return missing and self._notice(len(missing))

    def _notice(self, count):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._(
                    "No letter any more, and no postage: %(count)s guests have left, "
                    "moved or been erased since they were chosen.",
                    count=count,
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
