# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    test_access,
    test_join_form,
    test_join_page,
    test_loyalty_tier_draw,
    test_loyalty_tier_draw_ticket,
    test_messenger,
    test_messenger_http,
    test_messenger_mail,
    test_odds,
)
