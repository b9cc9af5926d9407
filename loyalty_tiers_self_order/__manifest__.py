# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Kiosk and QR Menu",
    "summary": "Kiosk and QR menu: nothing hidden shows, members show their card",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers", "pos_self_order"],
    "data": ["security/ir.model.access.csv"],
    "assets": {
        "pos_self_order.assets": [
            "loyalty_tiers_self_order/static/src/app/**/*",
        ],
    },
    "auto_install": True,
}
