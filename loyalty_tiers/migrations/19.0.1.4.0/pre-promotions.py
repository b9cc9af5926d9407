# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL
from odoo.tools.sql import column_exists

# Read by the addon for marketing, where promotions are told by mail from now on.
MAILED = "loyalty_tiers.mailed_promotions"
FORM = "loyalty_tiers.loyalty_tier_program_form_gate"


def migrate(cr, _version):
    """Promotions are told by mail elsewhere: note where they were, drop the switch."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    if column_exists(cr, "loyalty_tier_program", "mail_promotions"):
        remember_programs(env)
    # The form is checked with all that extends it, before what is gone is removed.
    form = env.ref(FORM, raise_if_not_found=False)
    if form:
        form.unlink()


def remember_programs(env):
    rows = env.execute_query(
        SQL("SELECT id FROM loyalty_tier_program WHERE mail_promotions ORDER BY id")
    )
    if rows:
        ids = ",".join(str(program_id) for (program_id,) in rows)
        env["ir.config_parameter"].set_param(MAILED, ids)
