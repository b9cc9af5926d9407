# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields, models


class LoyaltyTierMessage(models.Model):
    """Keeps an eye on what the hidden menu opens to each tier."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.message"

    def _learn_menu(self, told_on=None):
        """Note what has opened to the tiers since the last look.

        Dishes that are entered one after the other are told together.

        :param datetime told_on: the moment of these news; by default that of those
            that wait, or now
        """
        self.ensure_one()
        if self.kind != "opened":
            return
        news = self.env["loyalty.tier.news"].sudo()
        for tier in self.program_id.sudo().tier_ids:
            known = news.search([("tier_id", "=", tier.id)])
            fresh = tier._opens(tier.browse()) - known.product_tmpl_id
            moment = fresh and (told_on or self._told_on(known[:1]))
            news.create(
                [
                    {
                        "tier_id": tier.id,
                        "product_tmpl_id": product.id,
                        "told_on": moment,
                    }
                    for product in fresh
                ]
            )

    def _told_on(self, last):
        """Return the moment of the news that wait, or of now.

        :param last: the latest of the news before; may be empty
        :rtype: datetime
        """
        now = fields.Datetime.now()
        waits = now - timedelta(hours=self.wait_hours)
        if last and last.told_on > max(waits, self.on_since):
            return last.told_on
        return now
