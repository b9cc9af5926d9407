# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

TEXT_LENGTH = 250  # characters: a note is read in a second, not studied


class LoyaltyTierWatched(models.AbstractModel):
    """What is known of a guest: who notes, changes or removes it leaves a line.

    The line says who and when, never what. Work that no person does, such as the
    nightly removal, passes ``loyalty_tiers_unwatched`` in the context.
    """

    _name = "loyalty.tier.watched"
    _description = "Guest Data That Is Watched"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Noted By",
        readonly=True,
        default=lambda self: self.env.user,
    )
    uuid = fields.Char(readonly=True, copy=False, help="Given by the till.")

    def _watched_subject(self):
        """Return what kind of knowledge this is: a ``loyalty.tier.access.subject``.

        :rtype: str
        """
        raise NotImplementedError

    @api.model
    def _watched_fields(self):
        """Return the names of the fields that say something of the guest.

        :rtype: set(str)
        """
        return {"partner_id", "date", "text", "config_id", "active"}

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._leave_line("noted")
        return records

    def write(self, vals):
        res = super().write(vals)
        if not self._watched_fields().isdisjoint(vals):
            self._leave_line("changed")
        return res

    def unlink(self):
        self._leave_line("removed")
        return super().unlink()

    def _leave_line(self, action):
        """Say that somebody did this to these records; one line for each.

        :param str action: a value of ``loyalty.tier.access.action``
        """
        if self.env.context.get("loyalty_tiers_unwatched"):
            return
        lines = self.env["loyalty.tier.access"]
        lines._leave(
            (record.partner_id.id, action, record._watched_subject())
            for record in self.sudo()
        )

    @api.model
    def _check_length(self, text):
        """Raise where a text is too long to be read at a till."""
        if len(text or "") > TEXT_LENGTH:
            raise ValidationError(
                self.env._(
                    "Write at most %(count)s characters: it is read in a second.",
                    count=TEXT_LENGTH,
                )
            )
