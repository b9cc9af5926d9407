# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import (
    res_partner_consent,
    base,
    loyalty_tier_access,
    loyalty_tier_asking,
    loyalty_tier_eraser,
    loyalty_tier_invitation,
    loyalty_tier_knowledge_wish,
    loyalty_tier_messages,
    loyalty_tier_retention,
    mailing_mailing_purpose,
    res_config_settings_consent,
    res_partner_messages,
    res_partner_messages_merge,
)
