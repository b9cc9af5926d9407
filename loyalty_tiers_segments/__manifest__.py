# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Segments",
    "summary": "Who comes how often, who is overdue, what a guest is worth, and why",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers"],
    "data": [],
    "auto_install": True,
}
