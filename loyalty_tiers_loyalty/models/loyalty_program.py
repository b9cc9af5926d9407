# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import format_list


class LoyaltyProgram(models.Model):
    """A program of Odoo's, for the guests of some tiers only.

    Tills, sales and the web shop ask :meth:`_loyalty_tier_barred`; they never compare
    tiers themselves. Who is barred keeps the cards and points, and can use them again
    when the tier is regained. Gift cards and eWallets are money: never withheld.
    """

    _inherit = "loyalty.program"

    loyalty_tier_ids = fields.Many2many(
        comodel_name="loyalty.tier",
        relation="loyalty_tier_loyalty_program_rel",
        column1="program_id",
        column2="tier_id",
        string="Only for Tiers",
        context={"active_test": False},
        help="Leave empty to offer it to everybody.",
    )
    loyalty_tier_above = fields.Boolean(
        string="And Higher Tiers",
        default=True,
        help="Whoever holds a higher tier of the same ladder gets it as well.",
    )
    loyalty_tier_allowed = fields.Json(
        compute="_compute_loyalty_tier_allowed",
        help="Ids of the tiers that it is for, as the till needs them; empty: anybody.",
    )

    @api.depends("loyalty_tier_ids", "loyalty_tier_above", "program_type")
    def _compute_loyalty_tier_allowed(self):
        limits = self._loyalty_tier_limits()
        for program in self:
            allowed = limits.get(program._origin.id)
            program.loyalty_tier_allowed = allowed is not None and sorted(allowed)

    @api.model_create_multi
    def create(self, vals_list):
        programs = super().create(vals_list)
        if programs.loyalty_tier_ids:
            self.env.registry.clear_cache()
        return programs

    def write(self, vals):
        res = super().write(vals)
        if not {"loyalty_tier_ids", "loyalty_tier_above", "program_type"}.isdisjoint(
            vals
        ):
            self.env.registry.clear_cache()
        return res

    @api.model
    @tools.ormcache()
    def _loyalty_tier_limits(self):
        """Return the programs that are for some tiers only, without a query at the till.

        :return: ids of the tiers, by id of the program
        :rtype: dict(int, frozenset)
        """
        limited = self.sudo().with_context(active_test=False)
        programs = limited.search([("loyalty_tier_ids", "!=", False)])
        return {
            program.id: frozenset(program._loyalty_tier_open_to())
            for program in programs
            if not program.is_payment_program
        }

    def _loyalty_tier_open_to(self):
        """Return the ids of the tiers that may use this program.

        :rtype: set(int)
        """
        self.ensure_one()
        tier_ids = set(self.loyalty_tier_ids.ids)
        for tier in self.loyalty_tier_ids if self.loyalty_tier_above else ():
            ladder = tier.program_id._ladder()
            above = ladder.rungs[max(ladder.height(tier.id), 0) :]
            tier_ids.update(rung.tier_id for rung in above)
        return tier_ids

    @api.model
    def _loyalty_tier_barred(self, partner, company):
        """Return the programs that a guest may not use.

        :param partner: at most one contact; nobody and visitors hold no tier
        :param company: where the guest buys; tiers are held there
        :return: ids of programs
        :rtype: list(int)
        """
        limits = self._loyalty_tier_limits()
        if not limits:
            return []
        tier = partner.sudo().with_company(company).loyalty_tier_id
        return [
            program for program, allowed in limits.items() if tier.id not in allowed
        ]

    def _loyalty_tier_refusal(self):
        """Tell for whom this program is; the names of secret tiers stay secret.

        :rtype: str
        """
        self.ensure_one()
        tiers = self.sudo().loyalty_tier_ids.filtered(lambda tier: not tier.secret)
        if not tiers:
            return self.env._("%s is for some of our members only.", self.sudo().name)
        names = format_list(self.env, tiers.mapped("name"), style="or")
        if self.sudo().loyalty_tier_above:
            return self.env._(
                "%(program)s is for members from %(tiers)s up.",
                program=self.sudo().name,
                tiers=names,
            )
        return self.env._(
            "%(program)s is for members with the title %(tiers)s.",
            program=self.sudo().name,
            tiers=names,
        )

    # ---------------------------------------------------------------- the till
    @api.model
    def _load_pos_data_fields(self, config):
        return super()._load_pos_data_fields(config) + ["loyalty_tier_allowed"]

    @api.model
    def _server_date_to_domain(self, domain):
        # A ladder that has changed rewrites no program.
        changed = super()._server_date_to_domain(domain)
        limited = list(self._loyalty_tier_limits())
        if not limited or not changed or changed == domain:
            return changed
        return Domain(changed) | (Domain(domain) & Domain("id", "in", limited))
