# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    test_loyalty_tier_audience,
    test_mail_blocks,
    test_mailing_ask_twice,
    test_mailing_editions,
    test_mailing_recipients,
    test_mailing_rights,
)
