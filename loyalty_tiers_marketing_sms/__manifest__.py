# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Loyalty Tiers - Text Messages",
    "summary": "Text messages to the guests of a tier, with consent",
    "version": "19.0.1.0.0",
    "category": "Marketing/SMS Marketing",
    "author": "Loyalty Tiers contributors",
    "website": "https://github.com/loyalty-tiers/loyalty-tiers",
    "license": "LGPL-3",
    "depends": ["loyalty_tiers_marketing", "mass_mailing_sms"],
    "data": [
        "views/mailing_mailing_views.xml",
        "views/leaving_templates.xml",
    ],
    "auto_install": True,
}
