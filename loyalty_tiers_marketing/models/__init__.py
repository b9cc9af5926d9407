# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    loyalty_tier,
    loyalty_tier_addressee,
    loyalty_tier_audience,
    loyalty_tier_audience_picks,
    loyalty_tier_mailing_outcome,
    loyalty_tier_mailing_report,
    loyalty_tier_program,
    mail_compose_message,
    mailing_mailing,
    mailing_mailing_recipients,
    mailing_mailing_results,
    mailing_trace,
    res_partner,
    res_partner_consent,
)
