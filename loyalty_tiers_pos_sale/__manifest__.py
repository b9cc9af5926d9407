# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Sales at the Till",
    "summary": "A sales order that is settled at the till counts once",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers_sale", "pos_sale"],
    "auto_install": True,
    "assets": {
        "point_of_sale._assets_pos": [
            "loyalty_tiers_pos_sale/static/src/app/**/*",
        ],
        "web.assets_unit_tests": [
            "loyalty_tiers_pos_sale/static/tests/unit/**/*",
        ],
    },
}
