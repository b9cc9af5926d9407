# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_list

from ..openings import openings

GATES_CHANNEL = "LOYALTY_TIERS_GATES"
# Key under which a transaction remembers that it has told the tills.
TOLD = "loyalty_tiers.gates_told"


class LoyaltyTierGate(models.Model):
    """What a till loads of the hidden menu: data to look up, and no rule."""

    _name = "loyalty.tier.gate"
    _inherit = ["loyalty.tier.gate", "pos.load.mixin"]

    # What a row says to a till; the values are made for the till that asks.
    pos_tier_ids = fields.Json(compute="_compute_pos_row")
    pos_guest_ids = fields.Json(compute="_compute_pos_row")
    pos_template_ids = fields.Json(compute="_compute_pos_row")
    pos_product_ids = fields.Json(compute="_compute_pos_row")
    pos_openings = fields.Json(compute="_compute_pos_row")
    pos_teaser = fields.Char(compute="_compute_pos_row")

    @api.depends_context("loyalty_tiers_config_id")
    def _compute_pos_row(self):
        config_id = self.env.context.get("loyalty_tiers_config_id") or []
        config = self.env["pos.config"].sudo().browse(config_id)
        rows = {row["id"]: row for row in self._till_rows(config)} if config else {}
        for gate in self:
            row = rows.get(gate.id, {})
            for name in self._till_made():
                gate[name] = row.get(name, False)

    @api.model
    def _till_made(self):
        return [name for name in self._load_pos_data_fields(None) if name[:4] == "pos_"]

    @api.model
    def _load_pos_data_fields(self, config):
        return [
            "mode",
            "limit_quantity",
            "limit_period",
            "pos_tier_ids",
            "pos_guest_ids",
            "pos_openings",
            "pos_template_ids",
            "pos_product_ids",
            "pos_teaser",
        ]

    @api.model
    def _load_pos_data_search_read(self, data, config):
        return self._till_rows(config)

    @api.model
    def _load_pos_data_read(self, records, config):
        return [row for row in self._till_rows(config) if row["id"] in records.ids]

    @api.model
    def till_gates(self, config_id):
        """Return what is reserved at a till, fresh. Called by tills.

        :param int config_id: id of the ``pos.config``
        :return: a row for each gate that reserves something here
        :rtype: list(dict)
        :raise AccessError: for who does not work at this till
        """
        return self._till_rows(self._till_of(config_id))

    @api.model
    def _till_of(self, config_id):
        """Return the till that a browser says it is, to who works there.

        :rtype: pos.config
        :raise AccessError: for anybody else
        """
        knowledge = self.env["loyalty.tier.knowledge"]
        knowledge._check_group("point_of_sale.group_pos_user")
        return knowledge._at(config_id)._till

    @api.model
    def _till_rows(self, config):
        """Make the rows of the gates that reserve something at a till.

        :param config: one ``pos.config``
        :rtype: list(dict)
        """
        rows = self._rows()
        if not rows:
            return []
        of_templates, of_variants = self._till_reserved(config.sudo())
        now, tz = fields.Datetime.now(), config.sudo().loyalty_tier_tz
        made, listed = [], {}  # many gates keep the same hours
        for row in rows:
            templates = of_templates.get(row.gate_id, [])
            variants = of_variants.get(row.gate_id, [])
            hours = (row.date_from, row.date_to, row.hour_from, row.hour_to)
            if templates or variants:
                if hours not in listed:
                    listed[hours] = openings(row, now, tz)
                made.append(
                    {
                        "id": row.gate_id,
                        "mode": row.mode,
                        "pos_tier_ids": sorted(row.tier_ids),
                        "pos_openings": listed[hours],
                        "pos_template_ids": templates,
                        "pos_product_ids": variants,
                        **self.sudo().browse(row.gate_id)._till_values(),
                    }
                )
        return made

    def _till_values(self):
        """Return what a till knows of one gate, beside whom and what it concerns.

        :rtype: dict
        """
        return {
            "pos_guest_ids": self._till_guests(),
            "pos_teaser": self._teaser_text() if self.mode == "teaser" else False,
            "limit_quantity": self.limit_quantity,
            "limit_period": self.limit_period,
        }

    def _till_guests(self):
        """Return the named guests with all contacts of their firms.

        :return: ids of ``res.partner``
        :rtype: list(int)
        """
        named = self.with_context(active_test=False).guest_ids
        if not named:
            return []
        firms = named.commercial_partner_id.ids
        return named.search([("commercial_partner_id", "in", firms)], order="id").ids

    def _teaser_text(self):
        """Say which tier it takes, as a locked card names it.

        :rtype: str
        """
        names = format_list(self.env, self.tier_ids.mapped("name"), style="or")
        if not names:
            return self.env._("For some guests only")
        if self.reach == "up":
            return self.env._("From %s up", names)
        return self.env._("For %s only", names)

    @api.model
    def _till_reserved(self, config):
        """Return what the gates reserve of what a till sells, parts of combos included.

        :param config: one ``pos.config``, under ``sudo``
        :return: ids of templates, and of variants that are reserved alone, by id of
            the gate
        :rtype: tuple(dict(int, list), dict(int, list))
        """
        every = frozenset(row.gate_id for row in self._rows())
        templates = self.env["product.template"].sudo()
        parts = self.env["product.combo.item"].sudo()._search([])
        sold = Domain(templates._load_pos_data_domain({}, config)) | Domain(
            "product_variant_ids", "in", parts.subselect("product_id")
        )
        reserved = templates.search(sold & ~templates._loyalty_tier_open_domain(every))
        variants = self.env["product.product"].sudo()
        alone = variants.search(
            Domain("loyalty_tier_variant_gate_id", "in", list(every))
            & Domain("product_tmpl_id", "any", sold)
        )
        found = {}, {}
        for template_id, gates in sorted(reserved._loyalty_tier_gates().items()):
            for gate_id in gates:
                found[0].setdefault(gate_id, []).append(template_id)
        for variant in alone.sorted("id"):
            gate_id = variant.loyalty_tier_variant_gate_id.id
            found[1].setdefault(gate_id, []).append(variant.id)
        return found

    # ------------------------------------------------------- open tills hear of it
    @api.model
    def _gates_changed(self):
        res = super()._gates_changed()
        self._tell_tills()
        return res

    @api.model
    def _tell_tills(self):
        """Have the open tills fetch the gates again, once this is committed.

        Nothing is said but that something changed: who is asked answers.
        """
        kept = self.env["loyalty.tier.settlement"]._kept(TOLD)
        if kept:
            return
        kept["told"] = True
        open_sessions = [("state", "in", ("opening_control", "opened"))]
        sessions = self.env["pos.session"].sudo().search(open_sessions)
        for config in sessions.config_id:
            config._notify(GATES_CHANNEL, {})
