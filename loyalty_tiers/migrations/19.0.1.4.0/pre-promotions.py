# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tools import SQL
from odoo.tools.sql import column_exists

# Read by the addon for marketing, where promotions are told by mail from now on.
MAILED = "loyalty_tiers.mailed_promotions"


def migrate(cr, _version):
    """Remember which programs told promotions by mail, before the switch is gone."""
    if not column_exists(cr, "loyalty_tier_program", "mail_promotions"):
        return
    cr.execute(
        SQL(
            """
            INSERT INTO ir_config_parameter (key, value)
            SELECT %s, string_agg(id::text, ',' ORDER BY id) FROM loyalty_tier_program
             WHERE mail_promotions HAVING count(*) > 0
                ON CONFLICT (key) DO NOTHING
            """,
            MAILED,
        )
    )
