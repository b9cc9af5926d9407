# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Discount & Loyalty",
    "summary": "Programs and coupons for some tiers only; gift cards are no spend",
    "version": "19.0.1.1.0",
    "category": "Sales/Point of Sale",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers", "pos_loyalty"],
    "auto_install": True,
    "data": ["views/loyalty_program_views.xml", "views/loyalty_tier_perk_views.xml"],
    "assets": {
        "point_of_sale._assets_pos": [
            "loyalty_tiers_loyalty/static/src/app/**/*",
        ],
        "web.assets_unit_tests": [
            "loyalty_tiers_loyalty/static/tests/unit/**/*",
        ],
    },
}
