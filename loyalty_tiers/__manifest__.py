# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers",
    "summary": "Know your regulars, greet them by title, lift them up a ladder",
    "version": "19.0.1.1.0",
    "category": "Sales/Point of Sale",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "application": True,
    "depends": ["point_of_sale", "mass_mailing"],
    "data": [
        "security/loyalty_tiers_groups.xml",
        "security/ir.model.access.csv",
        "security/loyalty_tiers_rules.xml",
        "data/ir_cron.xml",
        "wizards/loyalty_tier_preset_views.xml",
        "views/loyalty_tier_entry_views.xml",
        "views/loyalty_tier_move_views.xml",
        "views/loyalty_tier_membership_views.xml",
        "views/loyalty_tier_program_views.xml",
        "views/loyalty_tier_exception_views.xml",
        "views/loyalty_tier_views.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
        "views/loyalty_tiers_menus.xml",
    ],
    "demo": [
        "demo/pos_menu.xml",
        "demo/res_partner.xml",
        "demo/res_users.xml",
        "demo/story.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "loyalty_tiers/static/src/app/**/*",
        ],
        "web.assets_unit_tests": [
            "loyalty_tiers/static/tests/unit/**/*",
        ],
    },
}
