# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class LoyaltyTierAudit(models.Model):
    _inherit = "loyalty.tier.audit"

    @api.model
    def _namesakes(self, closed):
        """Names of web categories, menus and ribbons are read by guests too."""
        return {**super()._namesakes(closed), "website.menu": (), "product.ribbon": ()}

    def _clean_up(self, user, session):
        """Take away carts and wishes that a leak let the auditor make.

        :param user: who walked; empty for nobody
        :param session: of the visit
        """
        res = super()._clean_up(user, session)
        orders = self.env["sale.order"]
        if session.get("sale_order_id"):
            orders = orders.browse(session["sale_order_id"]).exists()
        if user:
            orders |= orders.search([("partner_id", "=", user.partner_id.id)])
        orders.filtered(lambda order: order.state == "draft").unlink()
        if "product.wishlist" in self.env:
            wishes = self.env["product.wishlist"].browse(
                session.get("wishlist_ids", [])
            )
            if user:
                wishes |= wishes.search([("partner_id", "=", user.partner_id.id)])
            wishes.exists().unlink()
        return res
