# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Wish List",
    "summary": "A wish list that forgets what was closed",
    "version": "19.0.1.0.0",
    "category": "Website/Website",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers_website_sale", "website_sale_wishlist"],
    "auto_install": True,
}
