# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    loyalty_tier_card,
    loyalty_tier_demo,
    loyalty_tier_entry,
    loyalty_tier_membership,
    loyalty_tier_move,
    loyalty_tier_perk,
    loyalty_tier_program,
    loyalty_tier_program_history,
    loyalty_tier,
    loyalty_tier_rule,
    loyalty_tier_score,
    loyalty_tier_settlement,
    pos_category,
    pos_config,
    pos_order,
    pos_order_selection,
    pos_session,
    res_company,
    res_config_settings,
    res_partner,
)
