# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    test_access,
    test_base_partner_merge,
    test_clock,
    test_ladder,
    test_loyalty_tier,
    test_loyalty_tier_entry,
    test_loyalty_tier_exception,
    test_loyalty_tier_guard,
    test_loyalty_tier_membership,
    test_loyalty_tier_move,
    test_loyalty_tier_preset,
    test_loyalty_tier_program,
    test_loyalty_tier_settlement,
    test_pos_config,
    test_pos_load,
    test_pos_order,
    test_pos_order_refund,
    test_res_company,
    test_res_partner,
)
