# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Restaurant",
    "summary": "The kitchen knows what the guest likes, avoids and must not eat",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers", "pos_restaurant"],
    "auto_install": True,
    "data": [
        "data/ir_cron.xml",
        "reports/code_book.xml",
        "views/res_partner_preference_tag_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "loyalty_tiers_restaurant/static/src/app/**/*",
        ],
        "web.assets_unit_tests": [
            "loyalty_tiers_restaurant/static/tests/unit/**/*",
        ],
    },
}
