# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Web Shop",
    "summary": "The hidden menu in the web shop, without a leak",
    "version": "19.0.1.0.0",
    "category": "Website/Website",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers_sale", "website_sale"],
    "auto_install": True,
    "data": [
        "security/loyalty_tiers_website_sale.xml",
        "views/product_public_category_views.xml",
        "views/shop_templates.xml",
    ],
    "demo": [
        "demo/hidden_menu.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "loyalty_tiers_website_sale/static/src/shop/**/*",
        ],
    },
}
