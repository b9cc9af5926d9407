# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    test_access_marketing,
    test_loyalty_tier_audience,
    test_mailing_recipients,
    test_access_export,
    test_consent_merge,
    test_consent_note,
    test_guest_wish,
    test_invitation,
    test_mailing_page,
    test_mailing_page_leave,
    test_my_messages,
    test_res_partner_consent,
)
