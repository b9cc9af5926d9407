# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Programs in Sales",
    "summary": "Programs for some tiers only, in quotations and in the web shop",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers_loyalty", "sale_loyalty"],
    "auto_install": True,
}
