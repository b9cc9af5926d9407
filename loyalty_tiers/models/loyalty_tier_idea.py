# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# What the staff say of an idea; the rest is decided.
PROPOSED = {"name", "description", "cost", "program_id"}


class LoyaltyTierIdea(models.Model):
    """A treat that the staff propose; a manager turns it into a perk."""

    _name = "loyalty.tier.idea"
    _description = "Loyalty Tier Idea"
    _order = "create_date desc, id desc"

    name = fields.Char(string="Idea", required=True)
    description = fields.Text()
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Proposed By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company._loyalty_tier_program(),
    )
    company_id = fields.Many2one(related="program_id.company_id")
    currency_id = fields.Many2one(related="program_id.currency_id")
    cost = fields.Monetary(help="What it costs each time. Estimates will do.")
    seconder_ids = fields.Many2many(
        comodel_name="res.users", string="Seconded By", readonly=True
    )
    state = fields.Selection(
        selection=[
            ("proposed", "Proposed"),
            ("adopted", "Adopted"),
            ("declined", "Declined"),
        ],
        required=True,
        readonly=True,
        default="proposed",
    )
    perk_id = fields.Many2one(
        comodel_name="loyalty.tier.perk", readonly=True, ondelete="set null"
    )
    seconder_count = fields.Integer(
        compute="_compute_seconder_count", string="Seconds", store=True
    )
    is_seconded = fields.Boolean(compute="_compute_is_seconded")
    served_count = fields.Integer(compute="_compute_use", string="Times Given")
    return_rate = fields.Float(
        compute="_compute_use", help="Of those who got it, how many came back, in %."
    )

    @api.depends("seconder_ids")
    def _compute_seconder_count(self):
        for idea in self:
            idea.seconder_count = len(idea.seconder_ids)

    @api.depends("seconder_ids", "user_id")
    @api.depends_context("uid")
    def _compute_is_seconded(self):
        for idea in self:
            idea.is_seconded = self.env.user in idea.user_id | idea.seconder_ids

    @api.depends("perk_id")
    def _compute_use(self):
        reports = self.env["loyalty.tier.perk.report"].sudo()
        found = reports.search([("perk_id", "in", self.perk_id.ids)])
        by_perk = found.grouped("perk_id")
        for idea in self:
            report = by_perk.get(idea.perk_id, reports)
            idea.served_count = report.served
            idea.return_rate = report.served_rate

    @api.model
    def propose(self, name, description=""):
        """Propose a treat. Called by the till.

        :param str name: the idea in a line
        :param str description: more about it
        :return: ``id`` and ``name``; proposing the same again changes nothing
        :rtype: dict
        :raise AccessError: for who does not work at a till
        :raise UserError: when there is nothing in it
        """
        self.check_access("create")
        name = str(name or "").strip()[:120]
        if not name:
            raise UserError(self.env._("Say in a line what you propose."))
        if not self.env.company._loyalty_tier_program():
            raise UserError(
                self.env._(
                    "Choose a loyalty program for %s first.", self.env.company.name
                )
            )
        mine = [("name", "=", name), ("user_id", "=", self.env.uid)]
        idea = self.search([*mine, ("state", "=", "proposed")], limit=1)
        if not idea:
            text = str(description or "").strip()[:2000]
            idea = self.create({"name": name, "description": text})
        return {"id": idea.id, "name": idea.name}

    @api.model_create_multi
    def create(self, vals_list):
        if not (self.env.su or self._is_manager()):
            # Staff propose; nobody speaks for a colleague or decides alone.
            vals_list = [
                {name: vals[name] for name in vals if name in PROPOSED}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def second(self):
        """Say that colleagues like these ideas as well; not one's own, and once.

        :return: how many do now
        :rtype: int
        """
        self.check_access("read")
        if not self.env.user.has_group("loyalty_tiers.group_loyalty_tiers_cashier"):
            raise AccessError(self.env._("Only the staff of the shop seconds ideas."))
        if self.env.user in self.sudo().user_id:
            raise UserError(
                self.env._("It is your own idea: colleagues second it, not you.")
            )
        ideas = self.sudo().filtered(lambda idea: idea.state == "proposed")
        ideas.seconder_ids = [fields.Command.link(self.env.uid)]
        return sum(self.sudo().mapped("seconder_count"))

    def action_second(self):
        """Second these ideas, from the list of them."""
        self.second()

    def action_adopt(self):
        """Turn an idea into a treat of the staff, and open it to be completed.

        :return: the window action of the perk
        :raise AccessError: for who is no manager
        """
        self.ensure_one()
        self.check_access("write")
        if not self.perk_id:
            perk = self.env["loyalty.tier.perk"].create(
                {
                    "name": self.name,
                    "program_id": self.program_id.id,
                    "given": "staff",
                    "unit_cost": self.cost,
                }
            )
            self.write({"state": "adopted", "perk_id": perk.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": "loyalty.tier.perk",
            "res_id": self.perk_id.id,
            "views": [(False, "form")],
        }

    def action_decline(self):
        """Decline ideas that were not adopted.

        :raise AccessError: for who is no manager
        """
        self.check_access("write")
        self.filtered(lambda idea: idea.state == "proposed").state = "declined"

    @api.model
    def _is_manager(self):
        return self.env.user.has_group("loyalty_tiers.group_loyalty_tiers_manager")
