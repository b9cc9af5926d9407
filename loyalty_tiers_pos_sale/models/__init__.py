# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    loyalty_tier_gate,
    pos_config,
    pos_order,
    pos_order_line,
    sale_order,
)
