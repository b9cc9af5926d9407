# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class LoyaltyTierFreeze(models.Model):
    """Days that do not count: the clock of one customer, or of all, stands still.

    Every window and every end moves by the frozen days; taking the freeze back moves
    them back. Managers write it.
    """

    _name = "loyalty.tier.freeze"
    _description = "Loyalty Tier Freeze"
    _order = "since desc, id desc"
    _rec_name = "reason"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        index="btree_not_null",
        ondelete="cascade",
        help="Leave empty to stop the clock for everybody.",
    )
    whose = fields.Char(compute="_compute_whose", string="Whose Clock")
    since = fields.Date(required=True, default=lambda self: self._default_since())
    until = fields.Date(help="Through this day. Leave empty while it goes on.")
    reason = fields.Char(required=True, help="E.g. rebuilding, illness.")

    _ends_after_start = models.Constraint(
        "CHECK(until IS NULL OR until >= since)",
        "A freeze cannot end before it begins.",
    )

    @api.depends("partner_id")
    @api.depends_context("lang")
    def _compute_whose(self):
        for freeze in self:
            freeze.whose = freeze.partner_id.display_name or self.env._("Everybody")

    @api.model
    def _default_since(self):
        """Return the day on the clock of the program that is to be stopped."""
        chosen = self.env.context.get("default_program_id")
        program = self.env["loyalty.tier.program"].browse(chosen or ())
        return program._today() if program else fields.Date.context_today(self)

    @api.constrains("program_id", "partner_id", "since", "until")
    def _check_overlap(self):
        for freeze in self:
            if self.search_count(freeze._overlapping(), limit=1):
                raise ValidationError(
                    self.env._(
                        "The clock already stands still on some of these days. "
                        "Change the other freeze, or choose other days."
                    )
                )

    def _overlapping(self):
        """Return which freezes stop the same clock on the same days.

        A guest may be ill while the shop is closed: those days are frozen once.
        """
        domain = Domain("id", "!=", self.id)
        domain &= Domain("program_id", "=", self.program_id.id)
        domain &= Domain("partner_id", "=", self.partner_id.id)
        domain &= Domain("until", "=", False) | Domain("until", ">=", self.since)
        if self.until:
            domain &= Domain("since", "<=", self.until)
        return domain

    @api.model_create_multi
    def create(self, vals_list):
        partners = self.env["res.partner"]
        firms = [
            # Contacts of a firm share one clock, as they share one tier.
            {
                **vals,
                "partner_id": partners.browse(
                    vals.get("partner_id")
                ).commercial_partner_id.id,
            }
            for vals in vals_list
        ]
        freezes = super().create(firms)
        freezes._settle_frozen()
        return freezes

    def write(self, vals):
        self._settle_frozen()
        res = super().write(vals)
        self._settle_frozen()
        return res

    def unlink(self):
        concerned = [(f.program_id, f.partner_id) for f in self]
        res = super().unlink()
        self._settle_concerned(concerned)
        return res

    def action_thaw(self):
        """Let the clock run again from today on; what begins later is taken away."""
        for program, freezes in self.grouped("program_id").items():
            yesterday = fields.Date.subtract(program._today(), days=1)
            begun = freezes.filtered_domain(Domain("since", "<=", yesterday))
            begun.write({"until": yesterday})
            (freezes - begun).unlink()

    def action_take_back(self):
        """Take these freezes back, as if the clock had never stood still.

        :return: the window action of the freezes that are left
        """
        self.unlink()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_freeze_action"
        )

    def _settle_frozen(self):
        self._settle_concerned([(f.program_id, f.partner_id) for f in self])

    @api.model
    def _settle_concerned(self, concerned):
        """Settle customers under the new clock, all of them in the background."""
        self.env.registry.clear_cache()
        memberships = self.env["loyalty.tier.membership"].sudo()
        for program, partner in set(concerned):
            if partner:
                firm = partner.commercial_partner_id
                memberships._settle(program, firm.ids, "freeze")._announce()
            else:
                program.sudo()._resettle("freeze")
