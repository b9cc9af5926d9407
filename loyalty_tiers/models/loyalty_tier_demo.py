# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

# Days ago on which each guest came; the hour is the evening of the shop.
VISITS = {
    "kim": [9 + 10 * i for i in range(35)],  # one visit away from Chairman
    "park": [4, 31, 88],
    "sato": [2 + 8 * i for i in range(41)],
    "lee": [6 + 15 * i for i in range(22)],
    "tanaka": [3 + 24 * i for i in range(12)],
    "choi": [11 + 40 * i for i in range(6)],
    "wilson": [20, 51],
    "suzuki": [1],
    "garcia": [5 + 30 * i for i in range(9)],  # one visit away from Director
}
# What the perks of each tier cost the house in a year, for one guest.
PERK_COSTS = (2, 5, 10, 25, 40, 60, 90)
USUAL = {
    "kim": ("yakitori", "highball", "oden"),
    "park": ("gyoza", "draft_beer"),
    "sato": ("sashimi", "sake", "edamame"),
    "lee": ("pajeon", "makgeolli"),
    "tanaka": ("karaage", "draft_beer", "edamame"),
    "choi": ("rice_ball", "green_tea"),
    "wilson": ("yakitori", "draft_beer"),
    "suzuki": ("oden", "sake"),
    "garcia": ("karaage", "highball"),
}


class LoyaltyTierDemo(models.AbstractModel):
    """The demo story: an izakaya with a year of regulars. Called by demo data only."""

    _name = "loyalty.tier.demo"
    _description = "Loyalty Tiers Demo Story"

    @api.model
    def _tell(self):
        """Open the izakaya, let its guests come for a year, start the ladder."""
        config = self._create_till()
        session = self.env["pos.session"].create({"config_id": config.id})
        orders = self.env["pos.order"].create(
            [
                self._order_values(session, guest, days)
                for guest, visits in VISITS.items()
                for days in visits
            ]
        )
        orders.write({"state": "done"})
        # Past evenings: closed, without entries in the books of the demo company.
        session.write({"state": "closed", "stop_at": fields.Datetime.now()})
        self.env["loyalty.tier.preset"].create({}).action_start()
        perks = self.env.company._loyalty_tier_program().tier_ids.sorted().perk_ids
        named = perks.filtered(lambda perk: perk.given == "always")
        for perk, cost in zip(named, PERK_COSTS, strict=True):
            perk.yearly_cost = cost

    @api.model
    def _create_till(self):
        configs = self.env["pos.config"]
        journal, methods = configs._create_journal_and_payment_methods(
            cash_journal_vals={"name": "Cash Izakaya", "show_on_dashboard": False}
        )
        config = configs.create(
            {
                "name": "Izakaya Kim",
                "journal_id": journal.id,
                "payment_method_ids": [Command.set(methods)],
                "limit_categories": True,
                "show_product_images": False,
                "iface_available_categ_ids": [
                    Command.set(
                        [
                            self.env.ref(f"loyalty_tiers.pos_categ_{name}").id
                            for name in ("food", "drink")
                        ]
                    )
                ],
                "loyalty_tier_tz": "Asia/Seoul",
                "loyalty_tier_day_start": 5.0,
            }
        )
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": "loyalty_tiers.pos_config_izakaya",
                    "record": config,
                    "noupdate": True,
                }
            ]
        )
        return config

    @api.model
    def _order_values(self, session, guest, days):
        """Return an evening of a guest: the usual order, paid in cash.

        :param session: the ``pos.session`` of past evenings
        :param str guest: key of ``VISITS``
        :param int days: how long ago
        """
        # Ten in the morning in UTC is an evening in Seoul.
        date = fields.Datetime.now().replace(hour=10, minute=days % 60, second=0)
        lines = [self._line_values(name) for name in USUAL[guest]]
        total = sum(line["price_subtotal_incl"] for line in lines)
        return {
            "name": f"Izakaya/{guest}/{days:03}",
            "session_id": session.id,
            "company_id": session.company_id.id,
            "partner_id": self.env.ref(f"loyalty_tiers.partner_{guest}").id,
            "date_order": date - timedelta(days=days),
            "amount_tax": 0.0,
            "amount_total": total,
            "amount_paid": total,
            "amount_return": 0.0,
            "lines": [Command.create(line) for line in lines],
            "payment_ids": [
                Command.create(
                    {
                        "amount": total,
                        "payment_method_id": session.payment_method_ids.filtered(
                            "is_cash_count"
                        )[:1].id,
                    }
                )
            ],
        }

    @api.model
    def _line_values(self, name):
        product = self.env.ref(f"loyalty_tiers.product_{name}")
        return {
            "name": product.name,
            "product_id": product.id,
            "full_product_name": product.name,
            "qty": 1,
            "price_unit": product.list_price,
            "price_subtotal": product.list_price,
            "price_subtotal_incl": product.list_price,
            "tax_ids": [Command.clear()],
        }
