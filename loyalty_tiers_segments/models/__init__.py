# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    loyalty_tier_eraser,
    loyalty_tier_export,
    loyalty_tier_program_segments,
    loyalty_tier_segment,
    loyalty_tier_segment_cost,
    loyalty_tier_segment_cut,
    loyalty_tier_segment_refresh,
    loyalty_tier_segment_words,
    loyalty_tier_share,
    res_partner_segment,
)
