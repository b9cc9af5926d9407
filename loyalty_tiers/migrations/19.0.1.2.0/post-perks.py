# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import SUPERUSER_ID, api

RULE = "loyalty_tiers.loyalty_tier_perk_company"


def migrate(cr, _version):
    """Show perks without tier to their company: treats by the staff have none."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    rule = env.ref(RULE, raise_if_not_found=False)
    if rule:
        former = rule.domain_force or ""
        rule.domain_force = former.replace("tier_id.program_id", "program_id")
