# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import format_list


class LoyaltyTierMove(models.Model):
    """A promotion opens doors: names them to the staff."""

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
