# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    test_access,
    test_base_partner_merge,
    test_loyalty_tier_program,
    test_loyalty_tier_segment,
    test_loyalty_tier_segment_cost,
    test_loyalty_tier_segment_refresh,
    test_loyalty_tier_segment_words,
    test_loyalty_tier_share,
    test_res_partner,
)
