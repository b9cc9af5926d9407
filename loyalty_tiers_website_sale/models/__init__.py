# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import product_public_category, product_template, loyalty_tier_gate
from . import product_product_cart, sale_order_cart, sale_order_line_cart, website_cart
from . import loyalty_tier_audit, loyalty_tier_audit_door, loyalty_tier_audit_door_calls
