# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Joining at the Till",
    "summary": "A code on the receipt: who scans it joins, agrees, and draws a prize",
    "version": "19.0.1.0.0",
    "category": "Marketing/Email Marketing",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers", "loyalty_tiers_marketing"],
    "data": [
        "security/ir.model.access.csv",
        "security/loyalty_tiers_draw.xml",
        "data/ir_cron.xml",
        "views/join_templates.xml",
        "views/join_outcome_templates.xml",
        "views/loyalty_tier_draw_ticket_views.xml",
        "views/loyalty_tier_draw_views.xml",
        "views/loyalty_tier_perk_views.xml",
        "views/loyalty_tier_messenger_message_views.xml",
        "views/res_config_settings_views.xml",
        "views/loyalty_tiers_draw_menus.xml",
    ],
    "demo": [
        "demo/draw.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "loyalty_tiers_draw/static/src/app/**/*",
        ],
        "point_of_sale.customer_display_assets": [
            "loyalty_tiers_draw/static/src/customer_display/**/*",
        ],
        "web.assets_frontend": [
            "loyalty_tiers_draw/static/src/join/**/*",
        ],
        "web.assets_unit_tests": [
            "loyalty_tiers_draw/static/tests/unit/**/*",
        ],
    },
    "auto_install": True,
}
