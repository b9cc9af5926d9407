# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, fields, models

# 128 bits of the browser's secure chance, as the till writes them.
TOKEN = re.compile(r"[0-9a-f]{32}")


class PosOrder(models.Model):
    _inherit = "pos.order"

    # Of its own, for the other keys of an order open more than a draw, and are made
    # by ``Math.random``. The till makes it, so a receipt has its code offline too.
    loyalty_tier_draw_token = fields.Char(
        string="Key to the Draw", copy=False, index="btree_not_null"
    )

    @api.model
    def _loyalty_tier_of_draw(self, token):
        """Return the paid order whose receipt shows a code.

        :param str token: as it stands in the address, from anybody
        :return: with all rights; empty for a code that is invented, of an order that
            has not arrived yet, or was cancelled
        """
        orders = self.sudo().browse()
        if not TOKEN.fullmatch(token or ""):
            return orders
        # A till that copies its orders would give one code to two of them.
        found = orders.search(
            [
                ("loyalty_tier_draw_token", "=", token),
                ("state", "in", ("paid", "done")),
                ("is_refund", "=", False),
            ],
            limit=2,
        )
        return found if len(found) == 1 else orders
