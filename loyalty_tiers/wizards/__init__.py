# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    base_partner_merge,
    loyalty_tier_bring,
    loyalty_tier_bring_line,
    loyalty_tier_preset,
    loyalty_tier_privacy,
    loyalty_tier_simulation,
    loyalty_tier_simulation_line,
    loyalty_tier_simulation_mover,
    res_partner_knowledge,
    res_partner_knowledge_line,
    res_partner_preference_tag_merge,
)
