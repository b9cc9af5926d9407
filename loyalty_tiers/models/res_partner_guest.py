# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command


class ResPartner(models.Model):
    """What the house knows of a guest."""

    # A file of its own for one purpose.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    loyalty_tier_incognito = fields.Boolean(
        string="Do Not Greet by Title",
        groups="base.group_user",
        help="The guest gets every perk, and no title is spoken.",
    )
    loyalty_tier_preference_ids = fields.One2many(
        comodel_name="res.partner.preference",
        inverse_name="partner_id",
        # Odoo searches a relation by ids, and for none at all, past the rules: the
        # domain keeps such a search from telling who must not eat something.
        domain=[("kind", "!=", "forbidden")],
        string="Preferences",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
    )
    loyalty_tier_conversation_ids = fields.One2many(
        comodel_name="res.partner.conversation",
        inverse_name="partner_id",
        string="Conversations",
        groups="loyalty_tiers.group_loyalty_tiers_manager",
    )
    loyalty_tier_occasion_ids = fields.One2many(
        comodel_name="res.partner.occasion",
        inverse_name="partner_id",
        string="Occasions",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
    )
    loyalty_tier_grant_ids = fields.One2many(
        comodel_name="loyalty.tier.grant",
        inverse_name="partner_id",
        string="Perks Given",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
    )
    loyalty_tier_consent_ids = fields.One2many(
        comodel_name="res.partner.consent",
        inverse_name="partner_id",
        string="Consents",
        groups="loyalty_tiers.group_loyalty_tiers_manager",
    )

    def _loyalty_tier_own_card(self, card):
        """Add to a card what the contact says of itself.

        :param dict card: as made by ``loyalty.tier.card``
        :rtype: dict
        """
        own = {"incognito": self.loyalty_tier_incognito, "code": self.loyalty_tier_code}
        return {**card, **{name: value for name, value in own.items() if value}}

    @api.model
    def _load_pos_data_read(self, records, config):
        # A till loads a thousand cards: what a card does not say need not travel.
        rows = super()._load_pos_data_read(records, config)
        for row in rows:
            card = row.get("loyalty_tier_card")
            if card:
                said = {k: v for k, v in card.items() if v is not False and v != ""}
                row["loyalty_tier_card"] = said
        return rows

    def action_loyalty_tier_forbidden(self):
        """Open what this guest must not eat, and leave a line that says so.

        :return: a window action
        """
        self.ensure_one()
        if not self.env.user.has_group("loyalty_tiers.group_loyalty_tiers_manager"):
            raise AccessError(
                self.env._("Only managers open this here; the staff do at the till.")
            )
        self.check_access("read")
        lines = self.env["loyalty.tier.access"]
        lines._leave([(self.id, "opened", "forbidden")])
        return self._loyalty_tier_forbidden_dialog()

    def _loyalty_tier_forbidden_dialog(self):
        """Return the window that shows what this guest must not eat.

        :return: a window action
        """
        forbidden = (
            self.env["res.partner.preference"]
            .sudo()
            .search([("partner_id", "=", self.id), ("kind", "=", "forbidden")])
        )
        consents = self.env["res.partner.consent"]
        wizard = (
            self.env["res.partner.knowledge"]
            .sudo()
            .create(
                {
                    "partner_id": self.id,
                    "consent_id": consents._in_force(self)[:1].id,
                    "line_ids": [
                        Command.create({"preference_ref": row.id}) for row in forbidden
                    ],
                }
            )
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What this guest must not eat"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }
