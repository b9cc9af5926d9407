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
        "security/loyalty_tiers_consent_rules.xml",
        "data/loyalty_tier_audiences.xml",
        "data/mail_template_invitation.xml",
        "wizards/res_partner_consent_note_views.xml",
        "views/loyalty_tier_program_views.xml",
        "views/loyalty_tier_audience_views.xml",
        "views/mailing_mailing_views.xml",
        "views/res_partner_consent_views.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
        "views/messages_templates.xml",
        "views/portal_templates.xml",
        "views/loyalty_tiers_marketing_menus.xml",
        "views/res_partner_consent_menus.xml",
    ],
    "demo": ["demo/story.xml"],
    "assets": {
        "web.assets_frontend": [
            "loyalty_tiers_marketing/static/src/scss/messages.scss",
        ],
        "point_of_sale._assets_pos": [
            "loyalty_tiers_marketing/static/src/app/**/*",
        ],
        "web.assets_unit_tests": [
            "loyalty_tiers_marketing/static/tests/unit/**/*",
        ],
    },
    "uninstall_hook": "uninstall_hook",
    "auto_install": True,
}
