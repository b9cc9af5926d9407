# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    loyalty_tier,
    loyalty_tier_addressee,
    loyalty_tier_audience,
    loyalty_tier_audience_picks,
    loyalty_tier_mailing_block,
    loyalty_tier_program,
    mail_compose_message,
    mailing_mailing,
    mailing_mailing_recipients,
    # After the recipients, which they put in order and ask about.
    mailing_mailing_ask_twice,
    mailing_mailing_editions,
    mailing_mailing_text,
    mailing_trace,
    res_partner,
    res_partner_consent,
    res_partner_placeholders,
)
