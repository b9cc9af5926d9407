# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    test_difference,
    test_loyalty_tier_audience,
    test_loyalty_tier_mailing_outcome,
    test_loyalty_tier_mailing_report,
    test_loyalty_tier_paper,
    test_loyalty_tier_paper_print,
    test_mailing_recipients,
)
