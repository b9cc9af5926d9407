# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    loyalty_tier_betraying,
    loyalty_tier_betraying_category,
    product_betraying,
    product_public_category,
    product_product,
    product_template,
    product_template_variants,
    product_template_attribute_value,
    loyalty_tier_gate,
    website,
    website_menu,
    website_snippet_filter,
)
from . import product_product_cart, sale_order_cart, sale_order_line_cart, website_cart
from . import loyalty_tier_audit, loyalty_tier_audit_door, loyalty_tier_audit_door_calls
from . import loyalty_tier_shop, loyalty_tier_shop_menu
