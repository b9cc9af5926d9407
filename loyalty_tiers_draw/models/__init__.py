# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    loyalty_tier_draw,
    loyalty_tier_draw_odds,
    loyalty_tier_draw_prize,
    loyalty_tier_draw_ticket,
    loyalty_tier_eraser,
    loyalty_tier_grant,
    loyalty_tier_join,
    loyalty_tier_join_form,
    loyalty_tier_join_try,
    loyalty_tier_messenger,
    loyalty_tier_messenger_http,
    loyalty_tier_messenger_mail,
    loyalty_tier_messenger_message,
    loyalty_tier_perk,
    pos_config,
    pos_order,
    res_company,
    res_config_settings,
)
