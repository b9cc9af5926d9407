# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Sales",
    "summary": "Sales orders count, and reserved products stay reserved",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers", "sale"],
    "data": [
        "views/loyalty_tier_program_views.xml",
        "views/portal_templates.xml",
        "views/sale_order_views.xml",
    ],
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
    "auto_install": True,
}
