# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Kiosk and QR Menu",
    "summary": "The kiosk and the QR menu know nothing of tiers",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers", "pos_self_order"],
    "auto_install": True,
}
