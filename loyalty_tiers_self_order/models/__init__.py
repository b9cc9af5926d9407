# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    ir_binary,
    loyalty_tier_audit,
    loyalty_tier_audit_door,
    loyalty_tier_device,
    loyalty_tier_device_guess,
    pos_config,
    pos_config_members,
    pos_config_refusal,
    pos_load_mixin,
    pos_order,
    pos_order_line,
    res_partner,
)
