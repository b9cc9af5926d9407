# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    loyalty_tier_knowledge,
    pos_order,
    pos_order_line,
    res_config_settings,
    res_partner_consent,
    res_partner_preference_tag,
)
