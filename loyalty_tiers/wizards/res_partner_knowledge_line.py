# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import MissingError


class ResPartnerKnowledgeLine(models.TransientModel):
    """One thing that a guest must not eat, as the back office shows it.

    Holds the id only; the words are read when they are shown.
    """

    _name = "res.partner.knowledge.line"
    _description = "Thing a Guest Must Not Eat"
    _transient_max_hours = 0.25

    wizard_id = fields.Many2one(
        comodel_name="res.partner.knowledge",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    preference_ref = fields.Integer(readonly=True)
    text = fields.Char(compute="_compute_words", string="Must Not Eat")
    reason = fields.Selection(
        selection=lambda self: self.env["res.partner.knowledge"]._reasons(),
        compute="_compute_words",
    )
    told_on = fields.Date(compute="_compute_words")
    user_id = fields.Many2one(
        comodel_name="res.users", string="Noted By", compute="_compute_words"
    )

    @api.depends("preference_ref")
    @api.depends_context("lang")
    def _compute_words(self):
        for line in self:
            preference = line._preference()
            line.text = preference and preference._wording()
            line.reason = preference.reason
            line.told_on = preference.date
            line.user_id = preference.user_id

    def _preference(self):
        """Return what this line is about, if it is still kept.

        :rtype: res.partner.preference
        """
        partner = self.wizard_id.partner_id
        # Read with all rights: the line was made, and said, by the opening.
        return (
            self.env["res.partner.preference"]
            .sudo()
            .search(
                [
                    ("id", "=", self.preference_ref),
                    ("kind", "=", "forbidden"),
                    ("partner_id", "=", partner.id),
                ]
            )
        )

    def action_confirm(self):
        """Note that it still holds: the guest was asked today.

        :return: a window action that shows it
        """
        self._preference_or_raise().date = fields.Date.context_today(self)
        return self.wizard_id._show_again()

    def action_remove(self):
        """Remove it for good.

        :return: a window action that shows what is left
        """
        self._preference_or_raise().unlink()
        return self.wizard_id._show_again()

    def _preference_or_raise(self):
        self.ensure_one()
        self.wizard_id.check_access("write")
        preference = self._preference()
        if not preference:
            raise MissingError(
                self.env._("This note is gone: somebody has changed or removed it.")
            )
        return preference
