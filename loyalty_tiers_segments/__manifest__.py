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
    "data": [
        "security/ir.model.access.csv",
        "security/loyalty_tiers_segments_rules.xml",
        "data/ir_cron.xml",
        "views/loyalty_tier_segment_views.xml",
        "views/loyalty_tier_segment_overdue_views.xml",
        "views/loyalty_tier_segment_cut_views.xml",
        "views/loyalty_tier_share_views.xml",
        "views/loyalty_tier_program_views.xml",
        "views/res_partner_views.xml",
        "views/loyalty_tiers_segments_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "loyalty_tiers_segments/static/src/backend/**/*",
        ],
        "web.assets_unit_tests": [
            "loyalty_tiers_segments/static/tests/unit/**/*",
        ],
    },
    "post_init_hook": "post_init_hook",
    "auto_install": True,
}
