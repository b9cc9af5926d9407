# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date


class LoyaltyTierGate(models.Model):
    """Says a gate in words, and leads to what it reserves."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.gate"

    who = fields.Char(compute="_compute_who")
    sentence = fields.Char(string="In Words", compute="_compute_who")
    is_shut = fields.Boolean(
        string="Open to Nobody",
        compute="_compute_is_shut",
        help="Neither a tier in use nor a guest opens it.",
    )
    product_count = fields.Integer(
        string="Reserved Products",
        compute="_compute_product_count",
        help="By themselves, by a variant or by a category.",
    )

    @api.depends(
        "reach",
        "tier_ids.name",
        "guest_ids",
        "date_from",
        "date_to",
        "hour_from",
        "hour_to",
        "limit_quantity",
        "limit_period",
        "mode",
    )
    @api.depends_context("lang")
    def _compute_who(self):
        modes = dict(self._fields["mode"]._description_selection(self.env))
        for gate in self:
            gate.who = gate._who_text()
            texts = [gate.who, gate._when_text(), gate._limit_text()]
            if gate.mode:
                texts.append(modes[gate.mode])
            gate.sentence = " · ".join(text for text in texts if text)

    def _who_text(self):
        """Say for whom this gate is open, to the staff.

        :rtype: str
        """
        self.ensure_one()
        gate = self.sudo()
        if gate.tier_ids:
            return gate._teaser_text()
        if gate.guest_ids:
            return self.env._("For named guests")
        return self.env._("For nobody")

    def _when_text(self):
        """Say when it is open at all; empty where it always is.

        :rtype: str
        """
        self.ensure_one()
        texts = []
        first, last = (
            day and format_date(self.env, day) for day in (self.date_from, self.date_to)
        )
        if first and last:
            texts.append(f"{first} – {last}")
        elif first:
            texts.append(self.env._("from %s on", first))
        elif last:
            texts.append(self.env._("until %s", last))
        if self.hour_from != self.hour_to:
            texts.append(f"{_clock(self.hour_from)}–{_clock(self.hour_to)}")
        return ", ".join(texts)

    def _limit_text(self):
        """Say how much each guest may have; empty where there is no limit.

        :rtype: str
        """
        self.ensure_one()
        if not self.limit_quantity:
            return ""
        periods = dict(self._fields["limit_period"]._description_selection(self.env))
        return self.env._(
            "at most %(quantity)s %(period)s",
            quantity=self.limit_quantity,
            period=periods[self.limit_period],
        )

    @api.depends("reach", "tier_ids.program_id.active", "guest_ids")
    def _compute_is_shut(self):
        for gate in self:
            tiers = gate.sudo().with_context(active_test=False).tier_ids
            in_use = tiers.filtered("program_id.active")
            gate.is_shut = not (in_use or gate.guest_ids)

    def _compute_product_count(self):
        products = self.env["product.template"]
        for gate in self:
            gate.product_count = products.search_count(gate._reserved_domain())

    def _reserved_domain(self):
        """Say as a domain of products what these gates reserve, variants included.

        :rtype: Domain
        """
        ids = self._origin.ids
        products = self.env["product.template"]
        alone = Domain("product_variant_ids.loyalty_tier_variant_gate_id", "in", ids)
        return ~products._loyalty_tier_open_domain(frozenset(ids)) | alone

    def action_products(self):
        """Open what this gate reserves, whatever way.

        :return: a window action
        """
        self.ensure_one()
        self.check_access("read")
        return self._action_products(self._reserved_domain())

    @api.model
    def _action_products(self, domain):
        products = self.env["product.template"].search(domain)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hidden Menu"),
            "res_model": "product.template",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("id", "in", products.ids)],
            "context": {"default_loyalty_tier_gate_id": self.id},
        }


def _clock(hours):
    """Write hours after midnight as on a clock.

    >>> _clock(17.5), _clock(24)
    ('17:30', '24:00')
    """
    minutes = round(hours * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
