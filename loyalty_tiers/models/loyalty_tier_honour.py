# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class LoyaltyTierHonour(models.Model):
    """A tier given for another reason than the score.

    By hand, brought along from elsewhere, or kept when the rules changed. Settling
    reads it; managers write it.
    """

    _name = "loyalty.tier.honour"
    _description = "Loyalty Tier Honour"
    _order = "since desc, id desc"
    _rec_name = "tier_id"

    program_id = fields.Many2one(
        related="tier_id.program_id", store=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="program_id.company_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="cascade",
    )
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier", required=True, index=True, ondelete="cascade"
    )
    since = fields.Date(required=True, default=fields.Date.context_today)
    until = fields.Date(help="Through this day. Leave empty for life.")
    cause = fields.Selection(
        selection=[
            ("hand", "Given by hand"),
            ("rules", "Kept when rules changed"),
            ("import", "Brought along from elsewhere"),
        ],
        required=True,
        readonly=True,
        default="hand",
    )
    reason = fields.Char(help="Why this guest is honoured; staff reads it.")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Given By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    _ends_after_start = models.Constraint(
        "CHECK(until IS NULL OR until >= since)",
        "An honour cannot end before it begins.",
    )

    @api.constrains("cause", "reason")
    def _check_reason(self):
        for honour in self:
            if honour.cause == "hand" and not (honour.reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say why %(guest)s becomes %(tier)s: an honour needs a reason.",
                        guest=honour.partner_id.name,
                        tier=honour.tier_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        partners = self.env["res.partner"]
        firms = [
            # Contacts of a firm share: the firm holds what its contact is given.
            {
                **vals,
                "partner_id": partners.browse(
                    vals.get("partner_id")
                ).commercial_partner_id.id,
            }
            for vals in vals_list
        ]
        honours = super().create(firms)
        honours._settle_honoured()
        return honours

    def write(self, vals):
        before = self._honoured()
        res = super().write(vals)
        self._settle_honoured(before)
        return res

    def unlink(self):
        before = self._honoured()
        res = super().unlink()
        self.browse()._settle_honoured(before)
        return res

    def action_end(self):
        """End these honours with yesterday; one that begins later is taken away."""
        for program, honours in self.grouped("program_id").items():
            yesterday = fields.Date.subtract(program._today(), days=1)
            begun = honours.filtered_domain(Domain("since", "<=", yesterday))
            begun.write({"until": yesterday})
            (honours - begun).unlink()

    def _honoured(self):
        """Return who is honoured: ids of customers by program.

        :rtype: dict(loyalty.tier.program, set(int))
        """
        grouped = self.grouped("program_id").items()
        return {program: set(rows.partner_id.ids) for program, rows in grouped}

    def _settle_honoured(self, before=None):
        self.flush_model()  # settling reads the database
        memberships = self.env["loyalty.tier.membership"].sudo()
        now, before = self._honoured(), before or {}
        for program in {**now, **before}:
            partner_ids = now.get(program, set()) | before.get(program, set())
            moves = memberships._settle(program, partner_ids, "honour")
            moves._announce()
