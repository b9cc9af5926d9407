# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    test_access_export,
    test_access_marketing,
    test_consent_merge,
    test_consent_note,
    test_difference,
    test_guest_wish,
    test_invitation,
    test_loyalty_tier_audience,
    test_loyalty_tier_mailing_outcome,
    test_loyalty_tier_mailing_report,
    test_loyalty_tier_message_kinds,
    test_loyalty_tier_message_run,
    test_loyalty_tier_message_texts,
    test_loyalty_tier_paper,
    test_loyalty_tier_paper_print,
    test_mailing_page,
    test_mailing_page_leave,
    test_mailing_recipients,
    test_my_messages,
    test_res_partner_consent,
)
