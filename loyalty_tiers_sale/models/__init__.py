# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    account_move,
    loyalty_tier_channel,
    loyalty_tier_eraser,
    loyalty_tier_gate,
    loyalty_tier_program,
    sale_order,
    sale_order_selection,
    sale_order_gate,
    sale_order_line,
    sale_order_portal,
    res_partner_page,
)
