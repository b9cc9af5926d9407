# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

import psycopg2

from odoo import models
from odoo.tools import format_list

_logger = logging.getLogger(__name__)

# What moves a guest while the shop is running. Reading the history of a shop, cards
# brought along, changed rules and merged contacts are no news for the guest.
MAILED_CAUSES = ("order", "check", "time", "ranking", "honour", "exception")


class LoyaltyTierMove(models.Model):
    """A promotion opens doors: names them to the staff, and to the guest by mail."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.move"

    def _opened_names(self):
        """Name what has just opened to the guest, in the language of the environment.

        :rtype: list(str)
        """
        self.ensure_one()
        if not self.is_promotion:
            return []
        return self.to_tier_id._opens_names(self.from_tier_id)

    def _opened_text(self):
        """Say it as a list in words; empty when nothing has opened.

        :rtype: str
        """
        return format_list(self.env, self._opened_names())

    def _note_texts(self):
        texts = super()._note_texts()
        known = {}
        for move in self.filtered(lambda move: move.is_promotion and move.id in texts):
            step = (move.from_tier_id, move.to_tier_id)
            if step not in known:
                known[step] = move._opened_text()
            if known[step]:
                texts[move.id] = self.env._(
                    "%(title)s. Now open: %(dishes)s",
                    title=texts[move.id],
                    dishes=known[step],
                )
        return texts

    def _announce(self):
        res = super()._announce()
        self._mail_promotions()
        return res

    def _mail_promotions(self):
        """Queue the mail about what has just opened, where the program sends it.

        Once for each move: it is called when the move is made, and never again.
        """
        promotions = self.sudo().filtered(
            lambda move: (
                move.is_promotion
                and move.program_id.mail_promotions
                and move.cause in MAILED_CAUSES
                and move.partner_id.email_normalized
            )
        )
        opened = promotions.filtered(lambda move: move._opened_names())
        template = self.env.ref(
            "loyalty_tiers.mail_template_promotion", raise_if_not_found=False
        )
        if opened and template:
            opened._queue_mails(template.sudo())

    def _queue_mails(self, template):
        """Queue a mail for each move; a text that cannot be filled in undoes no move."""
        self.env.flush_all()
        try:
            with self.env.cr.savepoint(flush=False):
                template.send_mail_batch(self.ids)
        except psycopg2.OperationalError:
            raise  # Odoo tries again.
        except Exception:
            _logger.exception("What a promotion has opened could not be mailed")
            self.env.invalidate_all(flush=False)

    def _house(self):
        """Return the company in whose name the guest of this move is written to.

        :rtype: res.company
        """
        self.ensure_one()
        if self.origin_id and self.origin_model in ("pos.order", "sale.order"):
            order = self.env[self.origin_model].browse(self.origin_id).exists()
            if order:
                return order.company_id
        return self.company_id or self.program_id.company_ids[:1] or self.env.company
