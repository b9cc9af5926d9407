# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    test_access_marketing,
    test_loyalty_tier_audience,
    test_mailing_recipients,
)
