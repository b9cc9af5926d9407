# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    test_audit_doors,
    test_device,
    test_hidden_data,
    test_hidden_orders,
    test_self_order,
)
