# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    loyalty_program,
    loyalty_tier_grant,
    loyalty_tier_perk,
    pos_config,
    pos_order,
)
