# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# How each of them says that strangers could see it, were it not reserved.
SHOWN = {
    "product.template": Domain("is_published", "=", True) & Domain("active", "=", True),
    "product.product": Domain("is_published", "=", True) & Domain("active", "=", True),
    "product.template.attribute.line": Domain("product_tmpl_id.is_published", "=", True)
    & Domain("product_tmpl_id.active", "=", True),
    "product.template.attribute.value": Domain(
        "product_tmpl_id.is_published", "=", True
    )
    & Domain("product_tmpl_id.active", "=", True)
    & Domain("ptav_active", "=", True),
}


class LoyaltyTierBetraying(models.AbstractModel):
    """What would betray a reserved dish: its pictures, prices, values, tags.

    It is open where what it belongs to is open, and where anything that is open leads
    to it. What nothing reserved leads to is not touched.
    """

    _name = "loyalty.tier.betraying"
    _inherit = "loyalty.tier.open"
    _description = "Betrays What Is Reserved for Loyalty Tiers"

    @api.model
    def _loyalty_tier_owners(self):
        """Name the fields that lead to what it belongs to; each must be open.

        :rtype: list(str)
        """
        return []

    @api.model
    def _loyalty_tier_betrayers(self):
        """Name the fields of products, or of parts of them, that lead here.

        :return: pairs of a model and the name of a stored field
        :rtype: list(tuple)
        """
        return []

    @api.model
    def _loyalty_tier_open_domain(self, closed):
        if not closed:
            return Domain.TRUE
        domain = Domain.TRUE
        for name in self._loyalty_tier_owners():
            owner = self.env[self._fields[name].comodel_name].sudo()
            opened = Domain(name, "any", owner._loyalty_tier_open_domain(closed))
            domain &= Domain(name, "=", False) | opened
        links = self._loyalty_tier_betrayers()
        if links:
            domain &= Domain("id", "not in", self._loyalty_tier_betrayed(links, closed))
        return domain

    @api.model
    def _loyalty_tier_betrayed(self, links, closed):
        """Select what only closed products lead to.

        SQL because it starts from the few that are closed: asked the other way round,
        a shop of twenty thousand products would be read for a handful of tags.

        :rtype: SQL
        """
        shut, free = [], []
        for model, name in links:
            records = self.env[model].sudo().with_context(active_test=False)
            opened = records._loyalty_tier_open_domain(closed)
            shut.append(self._loyalty_tier_select(records, name, ~opened))
            free.append(self._loyalty_tier_select(records, name, opened & SHOWN[model]))
        return SQL(
            "SELECT shut.id FROM (%s) shut"
            " WHERE NOT EXISTS (SELECT FROM (%s) free WHERE free.id = shut.id)",
            SQL(" UNION ").join(shut),
            SQL(" UNION ALL ").join(free),
        )

    @api.model
    def _loyalty_tier_select(self, records, name, domain):
        """Select the ids that a field of some records leads to.

        :param records: the model that has the field, with ``sudo``
        :rtype: SQL
        """
        field = records._fields[name]
        query = records._search(domain)
        if field.type == "many2many":
            table = query.make_alias(records._table, name)
            ours = SQL.identifier(table, field.column1)
            own = SQL.identifier(records._table, "id")
            query.add_join("JOIN", table, field.relation, SQL("%s = %s", ours, own))
            link = SQL.identifier(table, field.column2)
        else:
            link = SQL.identifier(records._table, name)
            query.add_where(SQL("%s IS NOT NULL", link))
        return query.subselect(SQL("%s AS id", link))
