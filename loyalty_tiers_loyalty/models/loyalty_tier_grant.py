# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierGrant(models.Model):
    """Serving a perk that is a coupon gives the guest the coupon, exactly once."""

    _inherit = "loyalty.tier.grant"

    loyalty_card_id = fields.Many2one(
        comodel_name="loyalty.card",
        string="Coupon",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _refusal(self, config):
        program = self.perk_id.loyalty_program_id
        if self.perk_id.kind == "reward" and not program.active:
            return self.env._("There are no more coupons of %s.", program.name)
        return super()._refusal(config)

    def _note_served(self, tap, cost, **values):
        if self.perk_id.kind == "reward":
            values = {**values, "loyalty_card_id": self._give_coupon().id}
        return super()._note_served(tap, cost, **values)

    def _give_coupon(self):
        """Give the guest a coupon that is worth each reward of its program once.

        :rtype: loyalty.card
        """
        program = self.perk_id.loyalty_program_id.sudo()
        points = max(program.reward_ids.mapped("required_points"), default=1)
        return (
            self.env["loyalty.card"]
            .sudo()
            .create(
                {
                    "program_id": program.id,
                    "partner_id": self.partner_id.id,
                    "points": points,
                }
            )
        )

    def _make_due_again(self):
        # A coupon that was used cannot be taken back.
        used = self.filtered(lambda grant: grant.sudo().loyalty_card_id.use_count)
        rest = self - used
        cards = rest.sudo().loyalty_card_id
        res = super(LoyaltyTierGrant, rest)._make_due_again() if rest else None
        cards.write({"points": 0, "active": False})
        rest.write({"loyalty_card_id": False})
        return res

    def _told(self, state, message=""):
        if state == "served" and self.sudo().loyalty_card_id:
            given = self.env._("Coupon: %s", self.sudo().loyalty_card_id.code)
            message = f"{message} {given}".strip()
        return super()._told(state, message)
