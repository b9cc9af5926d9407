# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    test_loyalty_tier_audience,
    test_loyalty_tier_message_kinds,
    test_loyalty_tier_message_run,
    test_loyalty_tier_message_texts,
    test_mailing_recipients,
)
