# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import request, route

from odoo.addons.website_sale_loyalty.controllers.portal import CustomerPortalLoyalty


class LoyaltyTiersCardHistory(CustomerPortalLoyalty):
    @route()
    def portal_get_card_history_values(self, card_id):
        """Leave out what is closed: what it is bought for, and what it is given."""
        values = super().portal_get_card_history_values(card_id)
        if not values:
            return values
        program = request.env["loyalty.card"].sudo().browse(int(card_id)).program_id
        closed = request.env["loyalty.tier.gate"]._closed_ids()
        shut = program.reward_ids._loyalty_tier_shut(closed).mapped("description")
        values["rewards"] = [
            reward for reward in values["rewards"] if reward["description"] not in shut
        ]
        triggers = values["program"].get("trigger_products")
        if triggers:
            opened = program.trigger_product_ids.filtered("loyalty_tier_open").ids
            values["program"]["trigger_products"] = [
                product for product in triggers if product["id"] in opened
            ]
        return values
