# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from secrets import token_hex

from odoo import fields
from odoo.fields import Command

from odoo.addons.loyalty_tiers.tests.common_perks import PerksCommon
from odoo.addons.loyalty_tiers_draw.models.loyalty_tier_join_form import Said


class DrawCommon(PerksCommon):
    """A shop whose receipts invite to a draw: everybody wins a drink."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.tier.draw"].search([]).active = False
        cls.program.tz = "UTC"
        cls.drink = cls._make_prize("A free drink", kind="product")
        cls.draw = cls._make_draw((cls.drink, 100.0))

    @classmethod
    def _make_prize(cls, name, **values):
        return cls._make_perk(name, given="draw", tier_id=False, **values)

    @classmethod
    def _make_draw(cls, *prizes, stock=0, **values):
        """Begin a draw.

        :param prizes: pairs of perk and odds in percent
        :param int stock: of each prize
        """
        return cls.env["loyalty.tier.draw"].create(
            {
                "name": "Thank You",
                "date_from": fields.Date.today() - timedelta(days=3),
                "prize_ids": [
                    Command.create({"perk_id": perk.id, "odds": odds, "stock": stock})
                    for perk, odds in prizes
                ],
                **values,
            }
        )

    @classmethod
    def _buy(cls, guest=None, key=None, **values):
        """Have somebody pay, unknown unless said otherwise, and take the receipt."""
        return cls._pay(
            guest or cls.env["res.partner"],
            loyalty_tier_draw_token=key or token_hex(16),
            **values,
        )

    @classmethod
    def _scan(cls, order, name="Ada", email="", phone="", purposes=(), channels=()):
        """Join by the code on a receipt, with what has passed the form.

        :return: the ticket
        """
        said = Said(name, email, phone, tuple(purposes), tuple(channels))
        joining = cls.env["loyalty.tier.join"].sudo().with_company(order.company_id)
        joining._join(order.sudo(), said)
        cls.env.invalidate_all()
        return cls._ticket(order)

    @classmethod
    def _ticket(cls, order):
        tickets = cls.env["loyalty.tier.draw.ticket"]
        return tickets.search([("order_id", "=", order.id)])

    @classmethod
    def _consents(cls, guest):
        """Return purposes and channels that a guest agreed to."""
        rows = cls.env["res.partner.consent"].search([("partner_id", "=", guest.id)])
        return {(row.purpose, row.channel) for row in rows if not row.withdrawn_on}
