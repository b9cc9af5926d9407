# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class ResPartnerPreferenceTagMerge(models.TransientModel):
    """Makes one word of several that mean the same: "Garlic", "garlic", "no garlic"."""

    _name = "res.partner.preference.tag.merge"
    _description = "Merge Preference Tags"

    tag_ids = fields.Many2many(
        comodel_name="res.partner.preference.tag",
        relation="res_partner_preference_tag_merge_rel",
        string="Tags",
        default=lambda self: self._default_tag_ids(),
        required=True,
    )
    kept_id = fields.Many2one(
        comodel_name="res.partner.preference.tag",
        string="Keep",
        compute="_compute_kept_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        ondelete="cascade",
        help="What was noted with the others is noted with this from now on.",
    )

    @api.model
    def _default_tag_ids(self):
        if self.env.context.get("active_model") != "res.partner.preference.tag":
            return False
        return self.env.context.get("active_ids")

    @api.depends("tag_ids")
    def _compute_kept_id(self):
        for wizard in self:
            if wizard.kept_id not in wizard.tag_ids:
                wizard.kept_id = wizard.tag_ids[:1]

    def action_merge(self):
        """Make one word of the chosen ones.

        :return: a window action that shows the tags
        """
        self.ensure_one()
        self.check_access("write")
        if len(self.tag_ids) < 2:
            raise UserError(self.env._("Choose at least two tags to merge."))
        self.kept_id._absorb(self.tag_ids)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.res_partner_preference_tag_action"
        )
