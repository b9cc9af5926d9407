# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command

from .common import LoyaltyTiersCommon


class HiddenMenuCommon(LoyaltyTiersCommon):
    """A dish that is reserved from Silver up, beside the drink that everybody sees."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gate = cls._make_gate("Regulars' dishes", cls.silver)
        cls.dish = cls._make_product("Wagyu", loyalty_tier_gate_id=cls.gate.id)

    @classmethod
    def _make_gate(cls, name, *tiers, **values):
        return cls.env["loyalty.tier.gate"].create(
            {
                "name": name,
                "tz": "UTC",
                "tier_ids": [Command.set([tier.id for tier in tiers])],
                **values,
            }
        )

    @classmethod
    def _make_dishes(cls, count, **values):
        return cls.env["product.template"].create(
            [
                {"name": f"Dish {n}", "available_in_pos": True, **values}
                for n in range(count)
            ]
        )

    def _closed(self, guest=None, **kwargs):
        """Return the gates that are closed to a guest, nobody by default."""
        gates = self.env["loyalty.tier.gate"]
        guest = self.env["res.partner"] if guest is None else guest
        return gates.browse(sorted(gates._closed_ids(guest, **kwargs)))

    def _is_open(self, guest=None, dish=None, **kwargs):
        """Tell whether a dish is open to a guest, as every channel asks."""
        template = (dish or self.dish).product_tmpl_id
        closed = frozenset(self._closed(guest, **kwargs).ids)
        opened = template._loyalty_tier_opened(closed)
        by_gates = closed.isdisjoint(
            template._loyalty_tier_gates().get(template.id, frozenset())
        )
        self.assertEqual(bool(opened), by_gates, "the two sides disagree")
        return bool(opened)
