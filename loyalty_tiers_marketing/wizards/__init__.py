# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    loyalty_tier_mailing_confirm,
    loyalty_tier_mailing_preview,
    loyalty_tier_message_preview,
    mail_compose_message,
    mailing_mailing_schedule_date,
    mailing_mailing_test,
    res_partner_consent_note,
)
