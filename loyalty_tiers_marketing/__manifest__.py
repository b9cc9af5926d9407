# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Marketing",
    "summary": "The right message to the right tier, with consent, and what it brought",
    "version": "19.0.1.0.0",
    "category": "Marketing/Email Marketing",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers_segments", "mass_mailing", "portal"],
    "data": [
        "security/ir.model.access.csv",
        "security/loyalty_tiers_marketing_rules.xml",
        "data/loyalty_tier_audiences.xml",
        "views/loyalty_tier_audience_views.xml",
        "views/mailing_mailing_views.xml",
        "views/mailing_mailing_editions_views.xml",
        "wizards/loyalty_tier_mailing_confirm_views.xml",
        "wizards/loyalty_tier_mailing_preview_views.xml",
        "views/loyalty_tiers_marketing_menus.xml",
    ],
    "auto_install": True,
}
