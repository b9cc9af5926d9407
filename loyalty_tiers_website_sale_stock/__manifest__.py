# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Back in Stock",
    "summary": "No mail about what is not for a guest",
    "version": "19.0.1.0.0",
    "category": "Website/Website",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers_website_sale", "website_sale_stock"],
    "auto_install": True,
}
