# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    test_portal,
    test_sale_order,
    test_sale_order_credit,
    test_sale_order_gate,
)
